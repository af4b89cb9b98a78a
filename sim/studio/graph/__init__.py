"""Pictures of what was authored: the stages of a customer, and how the calls of a scenario go.

`machine` and `flow` hold what is shown; `mermaid`, `dot` and the two modules of pictures draw it.
"""

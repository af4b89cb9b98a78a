"""Authored content: reading it with positions, and knowing what there is."""

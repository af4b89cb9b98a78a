"""`python -m sim` is `sayback`."""

from sim.cli import main

main(prog_name="sayback")

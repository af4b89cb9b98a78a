"""`python -m sim` is `sayback`."""

from sim.cli import main

if __name__ == "__main__":  # a process that helps to explore imports this, too
    main(prog_name="sayback")

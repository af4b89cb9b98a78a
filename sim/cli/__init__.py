"""The commands of `sayback`."""

from sim.cli.entry import main

__all__ = ["main"]

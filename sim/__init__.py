"""Sayback: a flight simulator for difficult customer conversations."""

__version__ = "0.1.0"

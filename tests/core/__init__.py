"""The simulation, part by part."""

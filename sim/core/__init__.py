"""The simulation itself: pure functions and values; no file, screen, clock or dice."""

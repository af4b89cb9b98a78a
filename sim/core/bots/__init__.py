"""Trainees as policies over acts: who they are, how they choose, what becomes of their calls."""

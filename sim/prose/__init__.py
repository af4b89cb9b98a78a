"""Turns and scorecards as sentences, shared by every face. Values in, text out; nothing is printed.

Each string is one paragraph: the face breaks it into lines and decides where it stands.
"""

from sim.prose.briefing import Section, briefing, policy
from sim.prose.debrief import Debrief, debrief
from sim.prose.mood import MOOD_HELP, Mood, mood, mood_line, stage_words
from sim.prose.turns import (
    Known,
    Reason,
    caller,
    comes_across,
    first_name,
    known,
    learnt,
    lost,
    outcome,
    reasons,
    spoken,
    stage_change,
)
from sim.prose.wording import card_lines, customers_side, first_part, letters_words

__all__ = [
    "MOOD_HELP",
    "Debrief",
    "Known",
    "Mood",
    "Reason",
    "Section",
    "briefing",
    "caller",
    "card_lines",
    "comes_across",
    "customers_side",
    "debrief",
    "first_name",
    "first_part",
    "known",
    "learnt",
    "letters_words",
    "lost",
    "mood",
    "mood_line",
    "outcome",
    "policy",
    "reasons",
    "spoken",
    "stage_change",
    "stage_words",
]

"""Turns and scorecards as sentences, shared by every face. Values in, text out; nothing is printed.

Each string is one paragraph: the face breaks it into lines and decides where it stands.
"""

from sim.prose.briefing import briefing, desk, who_calls
from sim.prose.debrief import Debrief, debrief
from sim.prose.kept import KEPT, go_on
from sim.prose.mood import MOOD_HELP, Mood, mood, mood_line
from sim.prose.sections import Section, as_lines
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
    why,
)
from sim.prose.wording import card_sections, customers_side, first_page, letters_words, scores

__all__ = [
    "KEPT",
    "MOOD_HELP",
    "Debrief",
    "Known",
    "Mood",
    "Reason",
    "Section",
    "as_lines",
    "briefing",
    "caller",
    "card_sections",
    "comes_across",
    "customers_side",
    "debrief",
    "desk",
    "first_name",
    "first_page",
    "go_on",
    "known",
    "learnt",
    "letters_words",
    "lost",
    "mood",
    "mood_line",
    "outcome",
    "reasons",
    "scores",
    "spoken",
    "stage_change",
    "who_calls",
    "why",
]

"""Words about a call that is left, and may go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.prose.turns import whole_name
from sim.studio.findings import ContentError
from sim.studio.library import Library, NoSuchContent

if TYPE_CHECKING:
    from sim.records.history import Past

KEPT = "The call is kept: start sayback again, and it offers to go on at this very turn."
EASED = "From here on {first} reacts more gently. Nothing of that is marked."


def go_on(library: Library, left: Past) -> str:
    """The question whether to go on with a call that was left.

    It can go on even where the library no longer has what it was played with: then ids must do.
    """
    try:
        title = library.scenario(left.scenario).title
    except (ContentError, NoSuchContent):
        title = left.scenario
    try:
        who = whole_name(library.customer(left.customer).name)
    except (ContentError, NoSuchContent):
        who = left.customer
    after = {0: "before your first reply", 1: "after your first reply"}
    when = after.get(left.turns, f"after {left.turns} replies")
    return f"You left a call {when}: {who}, {title}. Go on with it?"

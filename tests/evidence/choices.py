"""Choices of our own, stated as claims of the same kind as the findings."""

from collections.abc import Iterator

from tests.evidence.rows import HEARD, Claim, close, more
from tests.evidence.stage import Player


def left_alone(stage: Player) -> Iterator[Claim]:
    moved = stage.change("heat", ("hello",), ("silence", "silence"), at={"heat": 72})
    yield more("unanswered twice", "heat", 0, moved)


def worn(stage: Player) -> Iterator[Claim]:
    at = {"heat": 50, "heard": 50}
    new = stage.change("heard", ("greet",), ("say_back_only",), at=at)
    old = stage.change("heard", ("greet", "say_back_only"), ("say_back_only",), at=at)
    yield more("said back anew > once more", "heard", new, old)
    again = stage.change("heat", ("greet", "say_back_only"), ("say_back_only",), at=at)
    # that it is no better is all that is claimed
    yield more("said back once more cools nobody", "heat", 0, again, margin=0)
    for said in ("listen", "invite", "angry"):
        first = stage.change("heat", ("hello",), (said,), at=at)
        third = stage.change("heat", ("hello", said, said), (said,), at=at)
        yield more(f"{said}: first > third", "heat", first, third)
        gain = stage.change("heard", ("hello", said, said), (said,), at=at)
        yield close(f"{said}: the third adds nothing", "heard", gain, 0)
    for said in ("believe", "mend", "admit", "assure"):
        first = stage.change("trust", ("hello",), (said,), at={"trust": 50})
        second = stage.change("trust", ("hello", said), (said,), at={"trust": 50})
        yield more(f"{said}: first > second", "trust", first, second)


def bad_apologies(stage: Player) -> Iterator[Claim]:
    at = {"heat": 50, "trust": 50}
    for said in ("sorry_if", "hollow"):
        for gauge in ("heat", "trust"):
            moved = stage.change(gauge, HEARD, (said,), at=at)
            # who hardly heats up moves by less than three points
            yield more(f"none > {said}", gauge, 0, moved, margin=1.5)


SHOWN_BY_THEN = (*HEARD, "invite", "listen", "listen")
"""Turns enough for a need to be shown, after all else that comes up."""


def needs(stage: Player) -> Iterator[Claim]:
    at = {"heat": 50, "trust": 50}
    met = stage.change(
        "trust", SHOWN_BY_THEN, ("in_writing",), at=at, who="needs written_follow_up"
    )
    plain = stage.change("trust", SHOWN_BY_THEN, ("in_writing",), at=at, who="needs nothing")
    yield more("met > nothing to meet", "trust", met, plain)
    twice = stage.change("trust", (*SHOWN_BY_THEN, "in_writing"), ("in_writing",), at=at,
                         who="needs written_follow_up")  # fmt: skip
    yield more("the first time > the second", "trust", met, twice)
    for need, said in (("written_follow_up", "by_word"), ("formal_address", "first_name")):
        over = stage.change("trust", SHOWN_BY_THEN, (said,), at=at, who=f"needs {need}")
        other = stage.change("trust", SHOWN_BY_THEN, (said,), at=at, who="needs nothing")
        yield more(f"{need}: passed over < nothing to pass over", "trust", other, over)
    access = stage.change(
        "trust", SHOWN_BY_THEN, ("by_word",), at=at, who="needs written_follow_up"
    )
    wish = stage.change("trust", SHOWN_BY_THEN, ("first_name",), at=at, who="needs formal_address")
    yield more("a preference passed over > access", "trust", wish, access)


def wishes(stage: Player) -> Iterator[Claim]:
    at = {"trust": 50}
    asked = stage.change("trust", HEARD, ("ask_wishes",), at=at)
    fact = stage.change("trust", HEARD, ("ask",), at=at)
    yield more("asked for their wishes > for a fact", "trust", asked, fact)
    again = stage.change("trust", (*HEARD, "ask_wishes"), ("ask_wishes",), at=at)
    yield more("asked once > once more", "trust", asked, again)


def limits(stage: Player) -> Iterator[Claim]:
    at = {"heat": 95, "trust": 50, "patience": 60}
    # it has to calm by far more than shows at all, and to cost no trust
    for gauge, margin in (("heat", 10.0), ("trust", 0.0)):
        abusive = stage.change(gauge, ("hello",), ("limit",), at=at, who="abusive")
        yield more("to abuse", gauge, abusive, 0, margin)
    left = stage.change("patience", ("hello",), ("silence",), at=at, who="abusive")
    limit = stage.change("patience", ("hello",), ("limit",), at=at, who="abusive")
    yield close("to abuse: costs no patience", "patience", limit, left)
    for gauge in ("heat", "trust"):
        nobody = stage.change(gauge, HEARD, ("limit",), at={"heat": 50, "trust": 50})
        yield more("to somebody upset", gauge, 0, nobody)


def refusals(stage: Player) -> Iterator[Claim]:
    at = {"heat": 50, "trust": 50}
    for gauge in ("heat", "trust"):
        limit = stage.change(gauge, HEARD, ("decline",), at=at)
        for said in ("decline_by_rule", "decline_flatly"):
            other = stage.change(gauge, HEARD, (said,), at=at)
            # who hardly heats up moves by less than three points
            yield more(f"decline > {said}", gauge, limit, other, margin=1.5)


HELPS = {
    "what_comes": ("trust", "patience"),
    "check": ("trust",),
    "believe": ("trust", "heat"),
    "assure": ("trust", "heat"),
    "rapport": ("heat",),
    "thank": ("patience",),
    "compensate": ("trust", "heat"),
    "mislead": ("trust", "heat"),
    "next_steps": ("trust", "heat"),
    "agree": ("trust", "patience"),
    "follow_up": ("trust", "heat", "patience"),
}
COSTS = {
    "verify": ("patience",),
    "hold": ("patience",),
    "decline": ("trust", "heat"),
    "unfair": ("heat", "trust"),
    "argue": ("heat", "trust"),
    "calm_down": ("heat", "heard"),
    "lecture": ("heat", "trust"),
    "disclose": ("trust",),
    "empty_words": ("trust",),
    "goodbye": ("heat", "trust"),
}
SLIGHT = 0.5
"""What a small plain effect must at least come to, in shown points, also in who reacts little."""


def plain(stage: Player) -> Iterator[Claim]:
    at = {"heat": 50, "heard": 50, "trust": 50, "patience": 50}

    def moved(gauge: str, *said: str, heard: int = 50) -> float:
        # what is plain is so for who needs nothing: who is direct welcomes a straight no
        return stage.change(gauge, ("hello",), said, at={**at, "heard": heard}, who="needs nothing")

    for said, gauges in HELPS.items():
        for gauge in gauges:
            yield more(f"{said} > nothing", gauge, moved(gauge, said), moved(gauge, "silence"),
                       SLIGHT)  # fmt: skip
    for said, gauges in COSTS.items():
        for gauge in gauges:
            yield more(f"nothing > {said}", gauge, moved(gauge, "silence"), moved(gauge, said),
                       SLIGHT)  # fmt: skip
    yield more("time passes", "patience", 0, moved("patience", "silence"), SLIGHT)
    checked = stage.change("trust", ("hello", "check"), ("unchecked",), at=at, who="needs nothing")
    unasked = stage.change(
        "trust", ("hello", "silence"), ("unchecked",), at=at, who="needs nothing"
    )
    yield more("done after a check > unchecked", "trust", checked, unasked, SLIGHT)
    yield more("by when > some day", "trust", moved("trust", "next_steps"),
               moved("trust", "some_day"), SLIGHT)  # fmt: skip
    yield more("a wait explained > not", "patience", moved("patience", "hold"),
               moved("patience", "hold_on"), SLIGHT)  # fmt: skip
    yield more("nothing > an end before they were heard", "trust", moved("trust", "silence"),
               moved("trust", "goodbye", heard=20), SLIGHT)  # fmt: skip

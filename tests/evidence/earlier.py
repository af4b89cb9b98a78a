"""Findings about what came earlier in the call: a second time, after a promise, before a word."""

from collections.abc import Iterator

from tests.evidence.rows import HEARD, Claim, close, more
from tests.evidence.stage import Player

MET = {"heat": 50, "heard": 70, "trust": 40, "patience": 50}
"""Where they stand for all that is compared here: what was said before is all that differs."""
BOTH = ("trust", "heat")


def gestures(stage: Player) -> Iterator[Claim]:
    at = {"trust": 40}
    first = stage.change("trust", HEARD, ("compensate",), at=at)
    second = stage.change("trust", (*HEARD, "compensate"), ("compensate",), at=at)
    yield more("the first > the second", "trust", first, second)
    yield Claim("the second does at most half of it (trust)", first / 2, second, 0,
                (first, second))  # fmt: skip
    for said in ("act", "offer", "options", "agree", "notice"):
        first = stage.change("trust", HEARD, (said,), at=MET)
        second = stage.change("trust", (*HEARD, said), (said,), at=MET)
        yield more(f"{said}: the first > the second", "trust", first, second)


def voice(stage: Player) -> Iterator[Claim]:
    for gauge in BOTH:
        heard = stage.change(gauge, ("hello",), ("decline",), at=MET)
        unheard = stage.change(gauge, ("hello",), ("decline",), at=MET | {"heard": 20})
        yield more("a no once heard > a no before", gauge, heard, unheard)


def deeds(stage: Player) -> Iterator[Claim]:
    for gauge in BOTH:
        # somebody who hardly cools moves by less than three points
        margin = 3 if gauge == "trust" else 1
        deed = stage.change(gauge, HEARD, ("act",), at=MET)
        offer = stage.change(gauge, HEARD, ("offer",), at=MET)
        yield more("a deed > an offer of it", gauge, deed, offer, margin)
    choice = stage.change("trust", HEARD, ("options",), at=MET)
    one = stage.change("trust", HEARD, ("offer",), at=MET)
    yield more("a choice > one offer", "trust", choice, one)


def failed_twice(stage: Player) -> Iterator[Claim]:
    for gauge in BOTH:
        for first, second in (("worse_elsewhere", "blame"), ("rush", "deny")):
            once = stage.change(gauge, HEARD, (second,), at=MET)
            again = stage.change(gauge, (*HEARD, first), (second,), at=MET)
            yield more(f"{second} > {second} after {first}", gauge, once, again)


def not_borne_out(stage: Player) -> Iterator[Claim]:
    for gauge in BOTH:
        for fault in ("deny", "blame"):
            alone = stage.change(gauge, HEARD, (fault,), at=MET)
            after = stage.change(gauge, (*HEARD, "own_it"), (fault,), at=MET)
            yield more(f"{fault} > {fault} after sorry", gauge, alone, after)


def taken_back(stage: Player) -> Iterator[Claim]:
    for gauge in BOTH:
        for promise in ("next_steps", "agree"):
            alone = stage.change(gauge, HEARD, ("decline",), at=MET)
            after = stage.change(gauge, (*HEARD, promise), ("decline",), at=MET)
            yield more(f"a no > a no after {promise}", gauge, alone, after)


def waits(stage: Player) -> Iterator[Claim]:
    for short, long in (("hold", "hold_long"), ("hold_on", "hold_on_and_on")):
        brief = stage.change("patience", HEARD, (short,), at=MET)
        lasting = stage.change("patience", HEARD, (long,), at=MET)
        yield more(f"{short} > {long}", "patience", brief, lasting)
    for told, untold in (("hold", "hold_on"), ("hold_long", "hold_on_and_on")):
        for gauge in ("patience", "heat"):
            explained = stage.change(gauge, HEARD, (told,), at=MET)
            unexplained = stage.change(gauge, HEARD, (untold,), at=MET)
            yield more(f"{told} > {untold}", gauge, explained, unexplained)
    for gauge in ("patience", "heat"):
        within = stage.change(gauge, ("hello",), ("hold",), at=MET)
        first = stage.change(gauge, ("hello",), ("hold",), at=MET | {"heard": 20})
        yield more("a wait once heard > a wait before", gauge, within, first)
    thanked = stage.change("trust", (*HEARD, "hold"), ("thank",), at=MET)
    # that it costs nothing is all that is claimed
    yield more("thanked for waiting: no loss", "trust", thanked, 0, margin=0)


def manner_of_giving(stage: Player) -> Iterator[Claim]:
    for gauge in BOTH:
        # who values the deed above all may put up with more
        refused = stage.change(gauge, HEARD, ("decline",), at=MET, who="needs nothing")
        thrown = stage.change(gauge, HEARD, ("thrown",), at=MET, who="needs nothing")
        yield more("a civil no > a deed with an insult", gauge, refused, thrown)


def accounts(stage: Player) -> Iterator[Claim]:
    at = {"heat": 60, "heard": 60, "trust": 20, "patience": 50}
    for gauge in BOTH:
        for cause in ("explain", "outside"):
            sorry_first = stage.change(gauge, HEARD, ("regret", cause), at=at)
            cause_first = stage.change(gauge, HEARD, (cause, "regret"), at=at)
            yield close(f"sorry, then {cause} ~ the other way round", gauge, sorry_first,
                        cause_first)  # fmt: skip

"""The findings, each as claims about means; margins are shown points, 0 to 100."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.evidence.stage import PARTS, Stage

MORE = 3.0
"""By how much a mean must exceed another, where a finding says more."""
CLOSE = 2.0
"""By how much two means may differ, where a finding says about the same."""


class Claim(NamedTuple):
    """`larger` exceeds `smaller` by at least `margin`; a negative margin bounds a difference."""

    text: str
    larger: float
    smaller: float
    margin: float = MORE

    @property
    def holds(self) -> bool:
        return self.larger - self.smaller >= self.margin


Row = Callable[[Stage], Iterator[Claim]]

HEARD = ("greet", "say_back", "say_back_more")
"""What makes a customer feel heard, as a beginning for other sayings."""


def more(text: str, gauge: str, better: float, worse: float, margin: float = MORE) -> Claim:
    """`better` is better for the trainee: less heat, or more of any other gauge."""
    larger, smaller = (-better, -worse) if gauge == "heat" else (better, worse)
    return Claim(f"{text} ({gauge})", larger, smaller, margin)


def close(text: str, gauge: str, one: float, other: float) -> Claim:
    """The two are about the same."""
    return Claim(f"{text} ({gauge})", -abs(one - other), 0, -CLOSE)


def apology_parts(stage: Stage) -> Iterator[Claim]:
    """E1: responsibility > repair > regret ~ explanation ~ repentance > asking forgiveness."""
    for gauge in ("trust", "heat"):
        part = {name: stage.change(gauge, HEARD, (name,), heat=60) for name in PARTS}
        yield more("responsibility > repair", gauge, part["responsibility"], part["repair"])
        for middle in ("regret", "explanation", "repentance"):
            yield more(f"repair > {middle}", gauge, part["repair"], part[middle])
            yield more(f"{middle} > forgiveness", gauge, part[middle], part["forgiveness"])
        yield close("regret ~ explanation", gauge, part["regret"], part["explanation"])
        yield close("regret ~ repentance", gauge, part["regret"], part["repentance"])
        yield close("explanation ~ repentance", gauge, part["explanation"], part["repentance"])


def heard_first(stage: Stage) -> Iterator[Claim]:
    """E4: an apology after being heard > the same apology before."""
    after = stage.change("heat", HEARD, ("own_it",), heat=60)
    before = stage.change("heat", ("hello",), ("own_it",), heat=60)
    yield more("after being heard > before", "heat", after, before)


def conditional(stage: Stage) -> Iterator[Claim]:
    """E6: conditional apology <= none < plain < with responsibility."""
    for gauge in ("heat", "trust"):
        said = {
            name: stage.change(gauge, HEARD, (name,), heat=60)
            for name in ("sorry_if", "silence", "forgiveness", "regret", "own_it")
        }
        yield more("none >= conditional", gauge, said["silence"], said["sorry_if"], margin=0)
        for plain in ("forgiveness", "regret"):
            yield more(f"plain ({plain}) > none", gauge, said[plain], said["silence"])
        yield more("with responsibility > plain", gauge, said["own_it"], said["regret"])


def repeated(stage: Stage) -> Iterator[Claim]:
    """E7: the second and third apology add about nothing, then weaken what solving gains."""
    once, twice, thrice = ((*HEARD, *["regret"] * times) for times in (1, 2, 3))
    yield close("the second adds nothing", "trust", stage.change("trust", once, ("regret",)), 0)
    yield close("the third adds nothing", "trust", stage.change("trust", twice, ("regret",)), 0)
    gain = stage.change("trust", once, ("act_only",))
    yield more(
        "solving gains less after three",
        "trust",
        gain,
        stage.change("trust", thrice, ("act_only",)),
    )


def unanswered(stage: Stage) -> Iterator[Claim]:
    """E11: venting with no response: heat not lower."""
    for times in (1, 2):
        moved = stage.change("heat", ("hello",), ("silence",) * times)
        yield Claim(f"unanswered {times} times: heat not lower", moved, 0, 0)


def answered(stage: Stage) -> Iterator[Claim]:
    """E12: venting that is heard: heat lower, most for the hottest, though nothing is fixed yet."""
    for heard in ("listen", "say_back_only", "empathise"):
        hottest = stage.change("heat", ("hello",), (heard,), heat=85)
        cooler = stage.change("heat", ("hello",), (heard,), heat=55)
        yield more(f"{heard}: heat lower", "heat", cooler, 0)
        yield more(f"{heard}: most for the hottest", "heat", hottest, cooler)


def told_again(stage: Stage) -> Iterator[Claim]:
    """E16: being made to repeat the story, or a transfer, re-ignites."""
    for said in ("ask_again", "transfer"):
        yield Claim(f"{said}: heat up", stage.change("heat", HEARD, (said,), heat=40), 0)


def competent(stage: Stage) -> Iterator[Claim]:
    """E25: a competently handled call runs from negative to positive, on every gauge."""
    call = (*HEARD, "own_it", "options", "agree", "act", "follow_up", "close")
    for gauge in ("heard", "trust", "patience"):
        yield Claim(f"{gauge} rises", stage.after(gauge, call), stage.after(gauge, ()))
        yield Claim(f"{gauge} ends positive", stage.after(gauge, call), 50)
    yield Claim("heat falls", stage.after("heat", ()), stage.after("heat", call))
    yield Claim("heat ends low", 50, stage.after("heat", call))
    yield Claim("it began negative: trust", 50, stage.after("trust", ()))
    yield Claim("it began negative: heat", stage.after("heat", ()), 50)


ROWS: dict[str, Row] = {
    "E1": apology_parts,
    "E4": heard_first,
    "E6": conditional,
    "E7": repeated,
    "E11": unanswered,
    "E12": answered,
    "E16": told_again,
    "E25": competent,
}

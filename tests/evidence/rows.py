"""The findings, each as claims about means; margins are shown points, 0 to 100."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.evidence.sayings import PARTS
from tests.evidence.stage import UNFINISHED, Player

MORE = 3.0
"""By how much a mean must exceed another, where a finding says more."""
CLOSE = 2.0
"""By how much two means may differ, where a finding says about the same."""


class Claim(NamedTuple):
    """`larger` exceeds `smaller` by at least `margin`; a negative margin bounds a difference.

    `shown` are the two means as they were measured.
    """

    text: str
    larger: float
    smaller: float
    margin: float
    shown: tuple[float, float]

    @property
    def holds(self) -> bool:
        return self.larger - self.smaller >= self.margin


Claims = Callable[[Player], Iterator[Claim]]

HEARD = ("greet", "say_back", "say_back_more")
"""What makes a customer feel heard, as a beginning for other sayings."""
SAID_BACK = HEARD[:2]
"""The same, over before a need is shown: who asked for an explanation makes more of one (E26)."""


def more(text: str, gauge: str, better: float, worse: float, margin: float = MORE) -> Claim:
    """`better` is better for the trainee: less heat, or more of any other gauge."""
    larger, smaller = (-better, -worse) if gauge == "heat" else (better, worse)
    return Claim(f"{text} ({gauge})", larger, smaller, margin, (better, worse))


def close(text: str, gauge: str, one: float, other: float) -> Claim:
    """The two are about the same."""
    return Claim(f"{text} ({gauge})", -abs(one - other), 0, -CLOSE, (one, other))


def no_better(text: str, gauge: str, one: float, other: float) -> Claim:
    """The first is no better than the second."""
    return more(text, gauge, other, one, margin=0)


def apology_parts(stage: Player) -> Iterator[Claim]:
    for gauge in ("trust", "heat"):
        part = {name: stage.change(gauge, SAID_BACK, (name,), at={"heat": 60}) for name in PARTS}
        yield more("responsibility > repair", gauge, part["responsibility"], part["repair"])
        for middle in ("regret", "explanation", "repentance"):
            yield more(f"repair > {middle}", gauge, part["repair"], part[middle])
            yield more(f"{middle} > forgiveness", gauge, part[middle], part["forgiveness"])
        yield close("regret ~ explanation", gauge, part["regret"], part["explanation"])
        yield close("regret ~ repentance", gauge, part["regret"], part["repentance"])
        yield close("explanation ~ repentance", gauge, part["explanation"], part["repentance"])


def apology_size(stage: Player) -> Iterator[Claim]:
    # met with little trust, so that no gauge is full before six parts were said
    low = {"trust": 20}
    one = {name: stage.change("trust", SAID_BACK, (name,), at=low) for name in PARTS}
    three = stage.change("trust", SAID_BACK, ("three_parts",), at=low)
    six = stage.change("trust", SAID_BACK, ("six_parts",), at=low)
    yield more("six > three", "trust", six, three)
    for name in PARTS:
        yield more(f"three > {name}", "trust", three, one[name])
    most, least = max(one.values()), min(one.values())
    yield Claim("the most is at most 1.5 times the least (trust)", 1.5 * least, most, 0,
                (most, least))  # fmt: skip


def breach(stage: Player) -> Iterator[Claim]:
    for said in ("own_it", "regret"):
        slip = stage.change("trust", HEARD, (said,), at={"trust": 20})
        lapse = stage.change("trust", HEARD, (said,), at={"trust": 20}, case="breach integrity")
        yield more(f"{said}: competence lapse > integrity lapse", "trust", slip, lapse)


def heard_first(stage: Player) -> Iterator[Claim]:
    after = stage.change("heat", HEARD, ("own_it",), at={"heat": 60})
    before = stage.change("heat", ("hello",), ("own_it",), at={"heat": 60})
    yield more("after being heard > before", "heat", after, before)


def whose_fault(stage: Player) -> Iterator[Claim]:
    before = SAID_BACK
    for fault in ("clear", "unclear"):
        said = {
            name: stage.change("heat", before, (name,), at={"heat": 60}, case=f"fault {fault}")
            for name in ("own_it", "six_parts", "regret", "angry", "silence")
        }
        for full in ("own_it", "six_parts"):
            if fault == "clear":
                for less in ("regret", "angry", "silence"):
                    yield more(f"clear: {full} > {less}", "heat", said[full], said[less])
            else:
                yield more(f"unclear: angry > {full}", "heat", said["angry"], said[full])
                yield more(f"unclear: regret > {full}", "heat", said["regret"], said[full])


def conditional(stage: Player) -> Iterator[Claim]:
    for gauge in ("heat", "trust"):
        said = {
            name: stage.change(gauge, HEARD, (name,), at={"heat": 60})
            for name in ("sorry_if", "silence", "forgiveness", "regret", "own_it")
        }
        yield no_better("conditional <= none", gauge, said["sorry_if"], said["silence"])
        for plain in ("forgiveness", "regret"):
            yield more(f"plain ({plain}) > none", gauge, said[plain], said["silence"])
        yield more("with responsibility > plain", gauge, said["own_it"], said["regret"])


def repeated(stage: Player) -> Iterator[Claim]:
    once, twice, thrice = ((*HEARD, *["regret"] * times) for times in (1, 2, 3))
    yield close("the second adds nothing", "trust", stage.change("trust", once, ("regret",)), 0)
    yield close("the third adds nothing", "trust", stage.change("trust", twice, ("regret",)), 0)
    third = stage.change("heat", twice, ("regret",), at={"heat": 50})
    # somebody who hardly heats up moves by less than three points
    yield more("the third heats", "heat", 0, third, margin=1.5)
    for solving in ("act", "offer", "options"):
        # as many turns, and a pause in which as much is shown of what they need
        first = stage.change("trust", (*once, *["silence"] * 3), (solving,), at={"trust": 50})
        late = stage.change("trust", (*thrice, "silence"), (solving,), at={"trust": 50})
        yield more(f"{solving} gains less after three", "trust", first, late)


def remedy_later(stage: Player) -> Iterator[Claim]:
    early = stage.change("trust", ("hello",), ("offer",), at={"trust": 40})
    yield no_better("offer: early, no gain", "trust", early, 0)
    for said in ("offer", "options", "compensate"):
        later = stage.change("trust", HEARD, (said,), at={"trust": 40})
        early = stage.change("trust", ("hello",), (said,), at={"trust": 40})
        yield more(f"{said}: later > early", "trust", later, early)
        # heard by half: the early fault is past, and it is still worth less
        half = stage.change("trust", ("hello",), (said,), at={"trust": 40, "heard": 50})
        yield more(f"{said}: later > heard by half", "trust", later, half)


def choices(stage: Player) -> Iterator[Claim]:
    at = {"trust": 40}
    none = stage.change("trust", HEARD, ("silence", "silence"), at=at)
    granted_none = stage.change("trust", HEARD, ("options", "decline"), at=at)
    refused = stage.change("trust", HEARD, ("silence", "decline"), at=at)
    yield more("options, then a no > nothing", "trust", granted_none, none)
    yield more("options, then a no > a no", "trust", granted_none, refused)
    for said in ("offer", "options"):
        half = stage.change("trust", ("hello",), (said,), at={"trust": 40, "heard": 50})
        yield more(f"{said} > nothing", "trust", half, 0)


def warm_ends(stage: Player) -> Iterator[Claim]:
    warm, middle = ("hello", "say_back"), ("check", "offer", "agree", "act")
    right = stage.change("trust", (), (*warm, *middle, "thank"), at={"trust": 30, "heard": 50})
    reverse = stage.change(
        "trust", (), ("check", "offer", *warm, "thank", "agree", "act"),
        at={"trust": 30, "heard": 50},
    )  # fmt: skip
    yield more("warm, competent, warm > the reverse", "trust", right, reverse)
    opening = stage.change("trust", (), ("welcome",))
    without = stage.change("trust", (), ("silence",))
    yield more("a welcome > none", "trust", opening, without)
    thanked = stage.change("trust", (*HEARD, "offer", "agree", "act"), ("thank",),
                           at={"trust": 50})  # fmt: skip
    yield more("thanks at the end > none", "trust", thanked, 0)
    for said in ("rapport", "thank"):
        cost = stage.change("trust", HEARD, (said,), at={"trust": 50})
        yield more(f"{said} in the middle costs", "trust", 0, cost)
    hurried = stage.change("heat", HEARD, ("rush",), at={"heat": 40})
    yield more("and so does haste", "heat", 0, hurried)


def unanswered(stage: Player) -> Iterator[Claim]:
    for times in (1, 2):
        moved = stage.change("heat", ("hello",), ("silence",) * times)
        yield Claim(f"unanswered {times} times: not lower (heat)", moved, 0, 0, (moved, 0))


def answered(stage: Player) -> Iterator[Claim]:
    for heard in ("listen", "say_back_only", "angry"):
        hottest = stage.change("heat", ("hello",), (heard,), at={"heat": 85})
        cooler = stage.change("heat", ("hello",), (heard,), at={"heat": 55})
        yield more(f"{heard}: lower", "heat", cooler, 0)
        yield more(f"{heard}: most for the hottest", "heat", hottest, cooler)


def empathy(stage: Player) -> Iterator[Claim]:
    at = {"heat": 60}
    for sorry in ("regret", "hollow"):
        said = stage.change("heat", ("hello",), (sorry,), at=at)
        for attentive in ("say_back", "say_back_only", "notice"):
            better = stage.change("heat", ("hello",), (attentive,), at=at)
            yield more(f"{attentive} > {sorry}, unheard", "heat", better, said)
        after = stage.change("heat", SAID_BACK, (sorry,), at=at)
        better = stage.change("heat", SAID_BACK, ("say_back_more",), at=at)
        yield more(f"say_back > {sorry}, heard", "heat", better, after)
    yield more("notice: lower", "heat", stage.change("heat", ("hello",), ("notice",), at=at), 0)


def differ(stage: Player) -> Iterator[Claim]:
    for said in ("say_back", "regret"):
        spread = stage.spread("heat", ("hello",), (said,))
        yield Claim(f"{said}: standard deviation (heat)", spread, 1, 0, (spread, 1))


def understood(stage: Player) -> Iterator[Claim]:
    at = {"heard": 30}
    best = stage.change("heard", ("hello",), ("say_back_only",), at=at)
    for less in ("listen", "advise", "assure"):
        other = stage.change("heard", ("hello",), (less,), at=at)
        yield more(f"say_back > {less}", "heard", best, other)
    asked = stage.change("heard", ("hello",), ("invite",), at=at)
    fact = stage.change("heard", ("hello",), ("ask",), at=at)
    advised = stage.change("heard", ("hello",), ("advise",), at=at)
    yield more("an open question > advice", "heard", asked, advised)
    # a question for one fact is worth little, and advice costs a little
    yield more("a question to the matter > none", "heard", fact, 0, margin=1.5)
    yield more("no advice > advice", "heard", 0, advised, margin=1)
    cut = stage.change("heard", ("greet",), ("ask",), case=UNFINISHED)
    let = stage.change("heard", ("greet",), ("ask",))
    yield more("let finish > cut off", "heard", let, cut)


def right_feeling(stage: Player) -> Iterator[Claim]:
    right = stage.change("trust", ("hello",), ("angry",))
    positive = stage.change("trust", ("hello",), ("grateful",))
    yield more("the right feeling: up", "trust", right, 0)
    yield no_better("called something positive: no gain", "trust", positive, 0)
    yield more("it is marked down", "trust", 0, positive)


def told_again(stage: Player) -> Iterator[Claim]:
    for said in ("ask_again", "transfer", "warm_transfer"):
        moved = stage.change("heat", HEARD, (said,), at={"heat": 40})
        # somebody who hardly heats up moves by less than three points
        yield more(f"{said}: up", "heat", 0, moved, margin=1)
    cold = stage.change("heat", HEARD, ("transfer",), at={"heat": 40})
    told = stage.change("heat", HEARD, ("warm_transfer",), at={"heat": 40})
    yield more("a transfer with the story told > without", "heat", told, cold)


def revenge(stage: Player) -> Iterator[Claim]:
    at = {"trust": 70}
    greed = stage.change("trust", HEARD, ("greed",), at=at)
    for said in ("unfair", "blame"):
        yield more(f"{said} costs less than greed", "trust",
                   stage.change("trust", HEARD, (said,), at=at), greed)  # fmt: skip
    blamed = stage.change("trust", HEARD, ("blame",), at=at)
    yield more("blame costs", "trust", 0, blamed)


def causes(stage: Player) -> Iterator[Claim]:
    at = {"trust": 40}
    said = {
        name: stage.change("trust", SAID_BACK, (name,), at=at)
        for name in ("regret", "explanation", "outside", "policy", "worse_elsewhere")
    }
    yield close("apology ~ honest outside cause", "trust", said["regret"], said["outside"])
    yield close("explaining apology ~ cause", "trust", said["explanation"], said["outside"])
    for good in ("regret", "outside"):
        for bad in ("policy", "worse_elsewhere"):
            yield more(f"{good} > {bad}", "trust", said[good], said[bad])
    said["deflect"] = stage.change("trust", SAID_BACK, ("deflect",), at=at)
    for bad in ("policy", "worse_elsewhere", "deflect"):
        yield more(f"{bad}: worse than nothing", "trust", 0, said[bad])


def denial(stage: Player) -> Iterator[Claim]:
    at = {"trust": 40}
    yield more("denial lowers", "trust", 0, stage.change("trust", HEARD, ("deny",), at=at))
    for said in ("admit", "own_it", "mend"):
        yield more(f"{said} raises", "trust", stage.change("trust", HEARD, (said,), at=at), 0)
    named = stage.change("trust", (), ("name",))
    yield more(
        "a name of one's own > none", "trust", named, stage.change("trust", (), ("silence",))
    )


def match(stage: Player) -> Iterator[Claim]:
    at = {"trust": 40}
    for right, wrong in (("offer", "offer_useless"), ("act", "act_useless")):
        fits = stage.change("trust", HEARD, (right,), at=at)
        misses = stage.change("trust", HEARD, (wrong,), at=at)
        yield more(f"{right}: fits > misses", "trust", fits, misses)
        # a deed is welcome even so, and only a little
        yield more(
            f"nothing >= {right} that misses", "trust", 0, misses, -3 if right == "act" else 0
        )
    done = stage.change("trust", SAID_BACK, ("act",), at={**at, "heard": 50}, case="kind process")
    yield more("a deed > nothing, whatever failed", "trust", done, 0)
    for said, kind in (("compensate", "outcome"), ("act", "outcome"),
                       ("regret", "process"), ("say_back_more", "process")):  # fmt: skip
        before = SAID_BACK
        other = "process" if kind == "outcome" else "outcome"
        here = stage.change("trust", before, (said,), at=at, case=f"kind {kind}")
        there = stage.change("trust", before, (said,), at=at, case=f"kind {other}")
        yield more(f"{said}: {kind} > {other}", "trust", here, there)


SUPERB = ("own_it", "offer", "act", "compensate", "follow_up")


def recovered(stage: Player) -> Iterator[Claim]:
    began = stage.after("trust", ())
    first = (*HEARD, "deny", *SUPERB)
    yield more("once: above where the call began", "trust", stage.after("trust", first), began)
    # where a second failure leaves them, a second recovery does not lift them beyond
    once = stage.change("trust", (*HEARD, "deny"), SUPERB, at={"trust": 30})
    twice = stage.change("trust", (*HEARD, "deny", *SUPERB, "deny"), SUPERB, at={"trust": 30})
    yield more("the first lifts more than the second", "trust", once, twice)
    both = stage.change("trust", first, ("deny", *SUPERB), at={"trust": 70})
    yield no_better("twice: not above where it stood", "trust", both, 0)
    failed = stage.change("trust", (*HEARD, "own_it"), ("deny",), at={"trust": 70})
    again = stage.change("trust", (*HEARD, "own_it", "act"), ("deny",), at={"trust": 70})
    yield more("a failure after the deed costs more", "trust", failed, again)


def order(stage: Player) -> Iterator[Claim]:
    at = {"trust": 40, "heat": 60}
    for bad in ("blame", "deflect"):
        for good in ("own_it", "offer", "admit"):
            late = stage.change("trust", HEARD, (bad, good), at=at)
            soon = stage.change("trust", HEARD, (good, bad), at=at)
            yield more(f"{bad} then {good} > the reverse", "trust", late, soon)


def house_words(stage: Player) -> Iterator[Claim]:
    at = {"trust": 40}
    plain = stage.change("trust", HEARD, ("explain",), at=at)
    house = stage.change("trust", HEARD, ("house_words",), at=at)
    yield more("explained in plain words > in house words", "trust", plain, house)


def smiling(stage: Player) -> Iterator[Claim]:
    at = {"trust": 50}
    done = (*HEARD, "offer", "agree", "act")
    # somebody may want no small talk, and says so: a word between persons costs with them
    for said, who in (("thank", ""), ("rapport", "needs nothing")):
        with_task = stage.change("trust", done, (said,), at=at, who=who)
        without = stage.change("trust", HEARD, (said,), at=at, who=who)
        yield more(f"{said} helps when it is done", "trust", with_task, 0)
        yield no_better(f"{said} gains nothing when it is not", "trust", without, 0)
        thrice = stage.change("trust", done, (said,) * 3, at=at, who=who)
        yield close(f"more of it ({said}) adds nothing", "trust", thrice, with_task)


def competent(stage: Player) -> Iterator[Claim]:
    call = (*HEARD, "own_it", "options", "agree", "arrange", "follow_up", "close")
    for gauge in ("heard", "trust"):
        ends, began = stage.after(gauge, call), stage.after(gauge, ())
        yield more("better than it began", gauge, ends, began)
        yield more("ends positive", gauge, ends, 50)
    # patience is positive as the phone rings, and every turn takes some
    yield more("ends no worse than even", "patience", stage.after("patience", call), 50, margin=0)
    ends, began = stage.after("heat", call), stage.after("heat", ())
    yield more("better than it began", "heat", ends, began)
    yield more("ends positive", "heat", ends, 50)
    yield more("began negative: trust", "trust", 50, stage.after("trust", ()))
    # who is glad to have called is below 30
    yield more("began negative: heat", "heat", 30, began)


def individual(stage: Player) -> Iterator[Claim]:
    at = {"trust": 40, "heat": 50}
    for need, said in (("fair_price", "compensate"), ("put_right", "act"), ("choice", "options"),
                       ("explanation", "explain")):  # fmt: skip
        has = stage.change("trust", HEARD, (said,), at=at, who=f"needs {need}")
        has_not = stage.change("trust", HEARD, (said,), at=at, who="needs nothing")
        yield more(f"{said}: who values {need} > who does not", "trust", has, has_not)
    for gauge in ("heat", "heard", "trust", "patience"):
        said = (*HEARD, "own_it", "options", "deny", "act")
        same = stage.change(gauge, (), said), stage.change(gauge, (), said, who="renamed")
        yield Claim(f"another name and origin: the same ({gauge})", -abs(same[0] - same[1]), 0, 0,
                    same)  # fmt: skip


def severity(stage: Player) -> Iterator[Claim]:
    at = {"trust": 30}
    for said in ("own_it", "regret", "outside", "compensate", "act"):
        mild = stage.change("trust", HEARD, (said,), at=at, case="severity mild")
        serious = stage.change("trust", HEARD, (said,), at=at, case="severity serious")
        yield more(f"{said}: mild > serious", "trust", mild, serious)
        # that it costs nothing is all that is claimed
        yield more(f"{said}: serious, and no loss", "trust", serious, 0, margin=0)

"""The grammar of conditions, and what it compiles to."""

import pytest

from sim.core.when import GAUGES, Bits, Conditions, Grammar, Guard, thresholds

NAMES = {
    "stage": ["venting", "settling"],
    "thing": ["order", "late"],
    "reply": ["hello"],
    "need": ["plain_words"],
    "voice": ["reserved"],
    "topic": ["nothing", "late", "order"],
    "fact": ["order"],
    "remedy": ["courier"],
}
CASE = frozenset({"fault clear", "voice reserved", "need plain_words"})


def conditions() -> Conditions:
    return Conditions(Grammar(NAMES), CASE)


def compiled(*when: str, words: frozenset[str] | None = None, **meant: str) -> Guard | None:
    made = conditions()
    if words is None:
        guard = made.guard(when, ("when",), meant)
    else:
        guard = made.condition(when, ("when",)).guard(words, meant)
    assert not made.problems, made.problems
    return guard


@pytest.mark.parametrize(
    "text",
    [
        "heat >= 60",
        "patience < 0",
        "turn >= 20",
        "stage settling",
        "not stage settling",
        "did apologise",
        "did apologise twice",
        "did ask order",
        "did ask order twice",
        "last say_back late",
        "raised order",
        "raises late",
        "felt ignored",
        "unfinished",
        "enters venting",
        "used hello",
        "moment opening",
        "moment middle",
    ],
)
def test_a_test_about_the_call_asks_for_bits(text: str) -> None:
    guard = compiled(text)
    assert guard is not None
    assert guard.mask


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("did say_back ignored", "'say_back' is never 'ignored'"),
        ("did options courier", "'options' is never 'courier' about that; leave it out"),
        ("last listen order", "'listen' is never 'order'"),
        ("did ask twice twice", "counted to two and no further"),
        ("act listen", "no act is judged here; write 'last' or 'did' with the act"),
        ("not with greet", "no act is judged here"),
        ("address formal", "no act is judged here"),
        ("raised this", "'this' stands for nothing here"),
        ("heet >= 60", "did you mean 'heat'?"),
        ("heat > 60", "write 'heat >= 60'"),
        ("heat over 60", "write 'heat >= 60'"),
        ("heat >= 6o", "write 'heat >= 60'"),
        ("heat >= 101", "goes from 0 to 100"),
        ("turn >= 21", "goes from 0 to 20"),
        ("stage ventin", "did you mean 'venting'?"),
        ("did apologize", "did you mean 'apologise'?"),
        ("did ask ordr", "did you mean 'order'?"),
        ("did ask order thrice", "may only be 'twice'"),
        ("raised", "'raised' takes one word"),
        ("unfinished order", "'unfinished' takes nothing"),
        ("not moment close", "cannot be denied"),
        ("or heat >= 60", "is no test"),
        ("", "is no test"),
    ],
)
def test_what_is_no_test_is_reported_with_a_hint(text: str, says: str) -> None:
    made = conditions()
    assert made.guard([text], ("replies", 3, "when")) is None
    (problem,) = made.problems
    assert problem.path == ("replies", 3, "when", 0)
    assert says in problem.message


def test_less_than_is_the_denial_of_at_least() -> None:
    least, less = compiled("heat >= 60"), compiled("heat < 60")
    assert least == Guard(1, 1)
    assert less == Guard(1, 0)
    assert compiled("not heat < 60") == least


def test_all_tests_must_hold_and_contradictions_never_do() -> None:
    assert compiled("heat >= 60", "not raised order") == Guard(0b11, 0b01)
    assert compiled("raised order", "not raised order") is None
    assert compiled() == Guard(0, 0)


def test_tests_about_case_and_act_are_decided_at_once() -> None:
    assert compiled("fault clear", "need plain_words", "voice reserved") == Guard(0, 0)
    assert compiled("fault unclear") is None
    assert compiled("not fault unclear") == Guard(0, 0)
    acting = frozenset({"act offer", "about courier", "with greet"})
    assert compiled("act offer", "about courier", "with greet", words=acting) == Guard(0, 0)
    assert compiled("act offer", "not with greet", words=acting) is None


def test_this_stands_for_what_the_act_refers_to() -> None:
    assert compiled("raised this", this="order") == compiled("raised order")
    assert compiled("raised this", this="") is None, "a test about what there is not cannot hold"


def test_a_row_is_checked_even_if_nothing_calls_on_it() -> None:
    made = conditions()
    made.check(["act ask", "raised this", "stage vneting"], ("rules", 0, "when"))
    (problem,) = made.problems
    assert problem.path == ("rules", 0, "when", 2)


def test_twice_brings_once_along() -> None:
    bits = Bits()
    bits.of("did apologise twice")
    assert bits.asked("did apologise")
    assert bits.asked("did listen") == 0


def test_a_threshold_counts_from_its_value() -> None:
    bits = Bits()
    low, high = bits.of("heat >= 30"), bits.of("heat >= 60")
    table = thresholds(bits, "heat", 1000, 10)
    assert len(table) == 1001
    assert (table[299], table[300], table[599], table[600]) == (0, low, low, low | high)


def test_gauges_are_four() -> None:
    assert GAUGES == ("heat", "heard", "trust", "patience")

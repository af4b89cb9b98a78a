"""Words for all that comes up: for each topic in each voice, for each stage and each ending."""

import pytest

from sim.core.codes import Code
from sim.core.compile import compile_case
from sim.core.model import Customer, Scenario
from sim.studio.checks.cast import alone, with_anybody
from sim.studio.checks.comes_up import check_customer_comes_up
from sim.studio.checks.reach import reach
from sim.studio.checks.source import Source
from sim.studio.checks.voiced import check_voices
from sim.studio.findings import Finding
from sim.studio.library import Library
from sim.studio.reader import load
from tests.studio.pieces import CUSTOMER, SCENARIO, put_in

RULES = Library().rules


def voices(old: str, new: str) -> list[Finding]:
    """What is not said of the small scenario, with other words in it."""
    assert old in SCENARIO
    text = SCENARIO.replace(old, new)
    source = Source("cup_short", *load(text.encode(), "cup_short.yaml", Scenario))
    case = compile_case(with_anybody(source.value, [], RULES))
    return list(check_voices(source, case, reach(case)))


def own_words(text: str) -> list[Finding]:
    """What this customer has no words for."""
    source = Source("ada_berg", *load(text.encode(), "ada_berg.yaml", Customer))
    case = compile_case(alone(source.value, RULES))
    found = check_customer_comes_up(source, case, reach(case, whatever=True))
    return [each for each in found if each.code in (Code.NOTHING_TO_SAY, Code.NOBODY_SAYS)]


def lines(*whens: str) -> str:
    return "".join(f'  - {{say: "Line {n}.", when: [{when}]}}\n' for n, when in enumerate(whens))


PARTY = '  - {say: "And there\'s a party tonight, for six.", when: [raises party]}\n'


@pytest.mark.parametrize(
    ("whens", "says"),
    [
        ((), "no line tells of 'party' as it comes up"),
        (("raises short_cup",), "no line tells of 'party'"),
        (("voice outspoken, raises party",), "the voice 'reserved' or 'worried' can say 'party'"),
        (
            ("voice outspoken, raises party", "voice reserved, raises party"),
            "write a line with [voice worried, raises party]",
        ),
        (("not voice worried, raises party",), "nobody with the voice 'worried' can say 'party'"),
        (("not raises party",), "no line tells of 'party'"),
    ],
)
def test_a_topic_without_words_in_a_voice_is_found(whens: tuple[str, ...], says: str) -> None:
    (found,) = voices(PARTY, lines(*whens))
    assert found.code is Code.NOBODY_SAYS
    assert says in found.message
    assert len(found.message) < 200


@pytest.mark.parametrize(
    "whens",
    [
        ("raises party",),
        ("raises party, not stage gone",),
        tuple(f"voice {voice}, raises party" for voice in ("outspoken", "reserved", "worried")),
        ("not voice worried, raises party", "voice worried, raises party, heat < 40"),
    ],
)
def test_words_for_every_voice_are_enough(whens: tuple[str, ...]) -> None:
    assert voices(PARTY, lines(*whens)) == []


def test_what_answers_the_question_or_opens_the_call_tells_of_it_too() -> None:
    assert voices("when: [raises short_cup]", "when: [turn < 1]") == []
    bill = 'the bill that is right.", when: ['
    assert voices(f"{bill}last ask order]", f"{bill}raises order]") == []
    assert voices(f"{bill}last ask order]", f"{bill}last ask]") != []


def test_what_is_never_brought_up_needs_no_words() -> None:
    never = SCENARIO.replace(PARTY, "").replace("when: [last say_back]", "when: [did verify]")
    source = Source("cup_short", *load(never.encode(), "cup_short.yaml", Scenario))
    case = compile_case(with_anybody(source.value, [], RULES))
    assert list(check_voices(source, case, reach(case))) == []


# --- of a person ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("without", "says"),
    [
        ("[hangs up]", "no last words for 'gone'; write lines with 'when: [enters gone]'"),
        ("I've had enough of this!", "nothing to say in 'escalated'"),
    ],
)
def test_a_stage_or_an_ending_without_words_is_found(without: str, says: str) -> None:
    kept = [line for line in CUSTOMER.splitlines() if without not in line]
    (found,) = own_words("\n".join(kept) + "\n")
    assert says in found.message


def test_all_that_is_missing_is_one_finding() -> None:
    kept = [line for line in CUSTOMER.splitlines() if "enters" not in line]
    (found,) = own_words("\n".join(kept) + "\n")
    assert found.message.count("'") == 2 * 6 + 2
    assert len(found.message) < 200


@pytest.mark.parametrize(
    ("when", "count"),
    [
        ("stage escalated", 0),
        ("stage escalated, patience < 40", 0),
        ("enters escalated", 0),
        ("turn >= 2", 0),
        ("not last calm_down", 0),
        ("patience < 30", 1),
        ("last hold", 1),
        ("stage escalated, last hold", 1),
        ("not stage escalated", 1),
    ],
)
def test_words_for_a_stage_are_not_for_one_turn_of_it(when: str, count: int) -> None:
    assert len(own_words(CUSTOMER.replace("stage escalated", when))) == count


@pytest.mark.parametrize(
    ("bearing", "count"),
    [
        ('  - {shows: "upright", when: [stage venting]}', 1),
        ('  - {shows: "upright", when: [not stage gone]}', 1),
        ('  - {shows: "upright", when: [heat >= 10]}', 0),
    ],
)
def test_somebody_shows_something_in_every_stage(bearing: str, count: int) -> None:
    found = own_words(CUSTOMER.replace('  - {shows: "upright"}', bearing))
    assert len(found) == count
    assert all("'gone'" in each.message for each in found)


def test_stages_of_ones_own_want_words_too() -> None:
    piece = (
        "stages: [sulking]\n"
        "transitions:\n"
        "  - {source: venting, to: sulking, when: [last dismiss]}\n"
        "  - {source: sulking, to: venting, when: [last say_back]}\n"
    )
    (found,) = own_words(put_in(piece, CUSTOMER)[0])
    assert "'sulking'" in found.message


def test_a_need_of_ones_own_that_nothing_tells_of_is_found() -> None:
    assert own_words(CUSTOMER) == []
    kept = [line for line in CUSTOMER.splitlines() if "raises unhurried" not in line]
    (found,) = own_words("\n".join(kept) + "\n")
    assert found.code is Code.NOBODY_SAYS
    assert "no line tells of 'unhurried'" in found.message
    assert "write one with [raises unhurried]" in found.message


def test_a_cue_of_ones_own_that_nothing_tells_of_is_found() -> None:
    cue = 'cues:\n  - {id: kettle, text: "a kettle is on", when: [turn >= 1]}\nlines:\n'
    text = CUSTOMER.replace("lines:\n", cue)
    (found,) = own_words(text)
    assert "no line tells of 'kettle'" in found.message
    line = '  - {say: "The kettle. Go on.", when: [raises kettle]}\n'
    assert own_words(text.replace("lines:\n", f"lines:\n{line}")) == []

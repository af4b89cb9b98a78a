"""Texts that are too long, repeat one another, give something away or name somebody."""

import pytest

from sim.core.codes import Code
from sim.core.model import Customer, Scenario
from sim.studio.checks.giveaways import check_giveaways, faulty
from sim.studio.checks.source import Source
from sim.studio.checks.texts import check_customer_texts, check_scenario_texts
from sim.studio.findings import Finding
from sim.studio.library import Library
from sim.studio.reader import load
from tests.studio.pieces import CUSTOMER, SCENARIO, put_in

STOCK = Library().rules.stock
NAMES = {"Ada": "first", "Berg": "last"}


def scenario(piece: str = "", instead: bool = False) -> Source[Scenario]:
    """The small scenario with a piece put in."""
    text = put_in(piece, SCENARIO, instead)[0]
    return Source("cup_short", *load(text.encode(), "cup_short.yaml", Scenario))


def texts(piece: str) -> list[Finding]:
    return list(check_scenario_texts(scenario(piece), STOCK, NAMES))


def customer_texts(piece: str) -> list[Finding]:
    text = put_in(piece, CUSTOMER)[0]
    source = Source("ada_berg", *load(text.encode(), "ada_berg.yaml", Customer))
    return list(check_customer_texts(source, STOCK))


def reply(say: str, acts: str = "assure: true", id: str = "more") -> str:
    return f'  - {{id: {id}, say: "{say}", acts: {{{acts}}}}}\n'


def line(say: str, when: str = "turn >= 1") -> str:
    return f'  - {{say: "{say}", when: [{when}]}}\n'


@pytest.mark.parametrize(("words", "found"), [(28, []), (29, [Code.TOO_LONG])])
def test_a_reply_has_28_words(words: int, found: list[Code]) -> None:
    say = " ".join(f"word{n}" for n in range(words))
    assert [each.code for each in texts("replies:\n" + reply(say))] == found


@pytest.mark.parametrize(("words", "found"), [(60, []), (110, [Code.TOO_MUCH])])
def test_a_line_leaves_room_for_the_replies_beside_it(words: int, found: list[Code]) -> None:
    say = " ".join(f"word{n}" for n in range(words))
    assert [each.code for each in texts("lines:\n" + line(say))] == found


@pytest.mark.parametrize(
    ("one", "other"), [("So it was you!", "So, it was you..."), ("[sighs] Oh.", "[Sighs] Oh!")]
)
def test_the_same_words_are_the_same_whatever_the_punctuation(one: str, other: str) -> None:
    (found,) = texts("lines:\n" + line(one) + line(other, "turn >= 2"))
    assert found.code is Code.REPEATS
    (found,) = customer_texts("lines:\n" + line(one) + line(other, "turn >= 2"))
    assert found.code is Code.REPEATS
    assert "line 27 has the same words" in found.message


def test_a_stage_direction_makes_a_difference() -> None:
    assert not texts("lines:\n" + line("Oh dear me.") + line("[sighs] Oh dear me."))


def test_what_anybody_says_is_not_this_persons_own() -> None:
    (found,) = customer_texts("lines:\n" + line("All right!"))
    assert "anybody says 'All right.'" in found.message


@pytest.mark.parametrize(("lines", "count"), [(5, 0), (6, 1)])
def test_many_lines_may_not_begin_alike(lines: int, count: int) -> None:
    piece = "lines:\n" + "".join(line(f"[a pause] It was not what word{n}.") for n in range(lines))
    assert len(customer_texts(piece)) == count


def test_voices_may_begin_alike() -> None:
    piece = "lines:\n" + "".join(
        line(f"It was not what word{n}.", f"voice {voice}")
        for n, voice in enumerate(["outspoken", "reserved", "worried"] * 3)
    )
    assert not texts(piece)


@pytest.mark.parametrize(
    ("say", "instead"),
    [
        ("And is that Ada Berg?", "{first}"),
        ("Good morning, Ms {last}, this is Alex.", "{title}"),
        ("Certainly, madam.", "{title} {last}"),
        ("Yes, sir, at once.", "{title} {last}"),
        ("Thank you, Sir.", "{title} {last}"),
    ],
)
def test_a_reply_names_nobody(say: str, instead: str) -> None:
    found = texts("replies:\n" + reply(say))
    assert Code.IDENTITY_WORD in {each.code for each in found}
    assert instead in found[0].message


@pytest.mark.parametrize(
    "say",
    [
        "Mr Hall from the depot looked at it.",
        "It was Sir Walter Scott who wrote it.",
        "The courier said he had been there.",
        "Bergamot, in a cup of its own.",
        "I desired to help, and siren songs.",
    ],
)
def test_others_may_be_named(say: str) -> None:
    assert not texts("replies:\n" + reply(say))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You rang, and she was glad.", True),
        ("Nobody rang. He wrote himself.", True),
        ("You rang, and {they} was glad.", False),
        ("The driver rang, and she was glad.", False),
        ("You told Ruth, and she was glad.", False),
        ("Ruth rang, and she was glad.", False),
        ("Her husband rang, and he was glad.", False),
        ("Nobody wrote. On Friday she asked at the counter.", True),
        ("He has waited for the letter since the winter.", True),
        ("A polite goodbye, and the bill in a drawer with himself.", True),
    ],
)
def test_what_is_told_of_the_customer_suits_everybody(text: str, found: bool) -> None:
    piece = f'promises:\n  - {{id: ring, text: "to ring", allowed: true, kept: "{text}"}}\n'
    assert [each.code for each in texts(piece)] == [Code.IDENTITY_WORD] * found


@pytest.mark.parametrize(
    ("field", "piece"),
    [
        ("grievances", "grievances:\n  - {id: g, text: TEXT, feeling: angry, when: [turn < 1]}\n"),
        ("cues", "cues:\n  - {id: c, text: TEXT, when: [turn < 1]}\n"),
        ("endings", "endings:\n  gone: TEXT\n"),
        ("summary", "summary: TEXT\n"),
    ],
)
def test_wherever_the_customer_is_told_of_it_suits_everybody(field: str, piece: str) -> None:
    (found,) = texts(piece.replace("TEXT", '"he found out at the counter"'))
    assert found.code is Code.IDENTITY_WORD
    # nothing is filled in where one reads before anybody calls
    assert ("{they}" in found.message) == (field != "summary")
    assert not texts(piece.replace("TEXT", '"the driver knew, and he said so"'))


@pytest.mark.parametrize("field", ["title", "summary", "practises"])
def test_nobody_is_named_where_it_is_read_whoever_calls(field: str) -> None:
    named = scenario(f'{field}: "Berg is a cup short"\n', instead=True)
    (found,) = check_scenario_texts(named, STOCK, NAMES)
    assert found.code is Code.IDENTITY_WORD
    assert "'Berg' may not be calling" in found.message


@pytest.mark.parametrize("say", ["Goodbye, [last].", "Goodbye, <last>.", "Goodbye, [ last ]."])
def test_names_are_filled_into_braces_only(say: str) -> None:
    (found,) = texts("replies:\n" + reply(say))
    assert found.code is Code.UNKNOWN_PLACEHOLDER
    assert "is said as it stands; write '{last}'" in found.message
    (found,) = customer_texts("lines:\n" + line(say))
    assert found.code is Code.UNKNOWN_PLACEHOLDER


def test_a_stage_direction_is_no_name() -> None:
    assert not texts("lines:\n" + line("[at last] Goodbye. [a pause] 3 < 4, and 5 > 4."))


# --- what gives the good replies away -------------------------------------------------------------


def pool(good: str, bad: str, each: int = 5) -> Source[Scenario]:
    """A scenario of so many good and so many bad replies, saying this."""
    says = [(good, "listen: true"), (bad, "dismiss: true")]
    replies = "".join(
        reply(f"{say} word{n}", acts, f"{acts[:3]}{n}") for say, acts in says for n in range(each)
    )
    return scenario("replies:\n" + replies, instead=True)


def words(count: int) -> str:
    return " ".join("word" for _ in range(count))


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        (20, 20, ""),
        (22, 20, ""),
        (24, 20, "4.0 words longer"),
        (20, 24, "4.0 words shorter"),
        (21, 20, "100% of the time the longer"),
    ],
)
def test_length_tells_nothing(good: int, bad: int, says: str) -> None:
    found = list(check_giveaways(pool(words(good), words(bad))))
    if (good, bad) == (22, 20):  # always longer, if by little
        assert "the longer is the good one" in found[0].message
    else:
        assert len(found) == bool(says)
        assert not says or says in found[0].message


@pytest.mark.parametrize(
    ("good", "bad", "each", "count"),
    [
        ("Please go on", "Well then now", 5, 1),
        ("Please go on", "Please calm down", 5, 0),
        ("Please go on", "Well then now", 4, 0),
        ("Go on then", "I am sorry", 5, 1),
    ],
)
def test_polite_words_tell_nothing(good: str, bad: str, each: int, count: int) -> None:
    found = list(check_giveaways(pool(good, bad, each)))
    assert [it.code for it in found] == [Code.GIVEN_AWAY] * count


@pytest.mark.parametrize(
    ("acts", "bad"),
    [
        ("listen: true", False),
        ("dismiss: true", True),
        ("apologise: {parts: [regret]}", False),
        ("apologise: {parts: [regret], form: hollow}", True),
        ("explain: ours", False),
        ("explain: policy", True),
        ("follow_up: {what: by_noon, by: noon}", False),
        ("follow_up: {what: by_noon}", True),
        ("follow_up: {what: never_again, by: ever}", True),
        ("say_back: short_cup", False),
        ("say_back: nothing", True),
        ("hand_over: {briefed: false}", True),
    ],
)
def test_what_makes_a_reply_bad_is_in_its_acts(acts: str, bad: bool) -> None:
    value = scenario("replies:\n" + reply("Well.", acts)).value
    assert faulty(value.replies[-1], value) == bad

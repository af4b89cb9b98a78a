"""Calls in words: what is quoted was said, what is promised replays, and no text is left ragged."""

import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain

import pytest
from msgspec.structs import replace

from sim.core.call import Call
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.model import Begin, Undertaking
from sim.core.option import Option
from sim.core.stages import ENDINGS, TALKING
from sim.core.turns import Gauges
from sim.prose.briefing import briefing, desk, who_calls
from sim.prose.debrief import debrief
from sim.prose.kept import go_on
from sim.prose.mood import mood_line
from sim.prose.scorecard import ENOUGH, FaultCard, Instead, Quote, WindowCard
from sim.prose.sections import as_lines
from sim.prose.transcript import transcript, transcript_lines
from sim.prose.turns import (
    Known,
    comes_across,
    known,
    learnt,
    lost,
    outcome,
    reasons,
    spoken,
    stage_change,
)
from sim.prose.wording import card_sections, customers_side, first_page, letters_words, scores
from sim.records.history import Past
from sim.studio.library import Library
from tests.small import EDITED, MENDED, RUBRIC, SCENARIO, SMALL

LIBRARY = Library()
SHIPPED = [(s, c) for s in LIBRARY.scenarios for c in LIBRARY.customers]


@pytest.fixture(scope="module")
def small() -> Case:
    return compile_case(SMALL)


@pytest.fixture(scope="module")
def shipped() -> list[Call]:
    """Calls with every shipped pair, played anyhow."""
    cases = [LIBRARY.case(*pair) for pair in SHIPPED]
    return [played(case, seed, random.Random(seed).choice) for case in cases for seed in range(12)]


def played(case: Case, seed: int, choose: Callable[[tuple[Option, ...]], Option]) -> Call:
    call = Call(case, seed)
    while call.offered:
        call.reply(choose(call.offered).id)
    return call


# --- A turn ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gauges", "words"),
    [
        (Gauges(0, 0, 0, 0), "calm, does not feel heard, distrustful, about to go."),
        (Gauges(300, 200, 200, 150), "warm, feels hardly heard, wary, impatient."),
        (Gauges(799, 400, 400, 300), "hot, feels partly heard, half convinced, fairly patient."),
        (Gauges(1000, 1000, 1000, 1000), "boiling, feels heard, trusting, patient."),
    ],
)
def test_a_mood_is_said_in_words(gauges: Gauges, words: str) -> None:
    assert mood_line(gauges) == words
    assert mood_line(gauges, "settling") == f"{words[:-1]}; settling."


def test_every_shared_stage_has_words() -> None:
    gauges = Gauges(0, 0, 0, 0)
    assert len({mood_line(gauges, stage) for stage in TALKING}) == len(TALKING)


def test_a_stage_of_the_customers_own_is_neither_named_nor_announced(small: Case) -> None:
    gauges = Gauges(0, 0, 0, 0)
    assert mood_line(gauges, "gone_very_quiet") == mood_line(gauges)
    turn = Call(small, 0).turns[0]
    changed = {
        (before, after): stage_change(small, replace(turn, stage_before=before, stage=after))
        for before, after in [
            ("venting", "settling"),
            ("settling", "venting"),
            ("venting", "gone_very_quiet"),
            ("gone_very_quiet", "venting"),
            ("solving", "content"),
            ("settling", "settling"),
        ]
    }
    assert list(changed.values()) == [
        "Ada is settling.", "Ada is back at what went wrong.", "", "", "", ""
    ]  # fmt: skip


def test_a_name_stands_before_every_line(small: Case) -> None:
    opening, turn = Call(small, 0, MENDED[:1]).turns
    assert spoken(small, opening) == ["Ada Berg: Five cups! I ordered six."]
    assert [line.split(":")[0] for line in spoken(small, turn)] == ["You", "Ada Berg"]


def test_a_grievance_tells_its_facts(small: Case) -> None:
    call = Call(small, 0, MENDED)
    assert learnt(small, call.turns[0]) == ["the order number, 7"]
    assert learnt(small, call.turns[1]) == []
    assert known(small, call.turns) == Known(("order",), ("short_cup",), (), ())


def test_the_reasons_of_one_rule_make_one_sentence(small: Case) -> None:
    turn = Call(small, 0, MENDED[:3]).turns[-1]
    assert [f"{each.why} {each.effect}" for each in reasons(small, turn)] == [
        "Somebody was sorry. That left Ada cooler and more trusting.",
        "They were heard before. That left Ada more trusting.",
    ]


def test_reasons_say_whether_they_helped(small: Case) -> None:
    (reason,) = reasons(small, Call(small, 0, ["only"]).turns[-1])
    assert not reason.helped
    assert reason.effect == "That left Ada hotter, less heard and less trusting."


def test_time_is_a_reason_only_where_there_is_no_other(small: Case) -> None:
    turn = Call(compile_case(EDITED), 0, ["go_on"]).turns[-1]
    assert [each.why for each in reasons(small, turn)] == ["Time passes."]
    assert reasons(small, Call(small, 0).turns[0]) == []


def test_the_weightiest_reason_comes_first_and_three_are_enough(shipped: list[Call]) -> None:
    for call in shipped:
        for turn in call.turns:
            found = reasons(call.case, turn)
            amounts = [
                max(
                    abs(sum(w.amount for w in m.reasons if w.rule == each.rule)) for m in turn.moves
                )
                for each in found
            ]
            assert len(found) <= 3
            assert amounts == sorted(amounts, reverse=True)
            assert "limit" not in [each.rule for each in found]


def test_the_ending_is_said_in_general_and_in_this_scenario(small: Case) -> None:
    assert outcome(small, "") == ""
    assert outcome(small, "gone") == "Hung up."
    assert outcome(small, "content") == ("Resolved, and glad of this talk. The cup is on its way.")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_call_is_lost_when_the_customer_left_with_nothing_settled(ending: str) -> None:
    assert lost(ending) == (ending in ("withdrawn", "gone", "time_up"))


def test_the_briefing_has_all_one_may_know(small: Case) -> None:
    titles = [section.title for section in briefing(small)]
    assert titles == [
        "A cup short", "Who it is", "Your desk", "Your policy card", "On your screen"
    ]  # fmt: skip


def test_the_policy_card_lies_on_top_and_what_was_told_beneath_it(small: Case) -> None:
    card, told, *rest = desk(small, Call(small, 0).turns)
    assert card.lines == ("Send what is missing.",)
    assert told.lines == ("One cup of six did not come", "The order number, 7")
    assert [section.title for section in rest] == ["Who it is", "Your desk", "On your screen"]


def test_who_calls_is_said_without_giving_them_away(small: Case) -> None:
    customer = replace(small.content.customer, content_note="A sigh.")
    assert who_calls(customer) == "Ada Berg. How heavy it is: 2 of 5. A sigh."
    assert customer.about not in " ".join(
        line for section in briefing(small) for line in section.lines
    )


@pytest.mark.parametrize(
    ("turns", "when"),
    [(0, "before your first reply"), (1, "after your first reply"), (2, "after 2 replies")],
)
def test_a_call_that_was_left_is_named_even_if_it_is_no_longer_there(turns: int, when: str) -> None:
    left = Past(
        id="x",
        scenario="no_such_scenario",
        customer="ingrid_solheim",
        mode="standard",
        temper="own",
        player="",
        started=datetime.now(UTC),
        turns=turns,
        ended="",
        scores={},
        set_out=None,
        goal=None,
    )
    assert go_on(LIBRARY, left) == (
        f"You left a call {when}: Ingrid Solheim, no_such_scenario. Go on with it?"
    )


# --- The debrief ----------------------------------------------------------------------------------


def test_a_good_call_is_praised_and_nothing_is_made_up_against_it(small: Case) -> None:
    whole = debrief(Call(small, 0, MENDED))
    assert list(as_lines(first_page(whole))) == [
        "How it ended:",
        "Resolved, and glad of this talk. The cup is on its way.",
        "What worked:",
        'In turn 2 you said: "Six ordered, five came." Said it back (TEA, Take it in). '
        "That left Ada much cooler and much better heard.",
        "One thing to change:",
        "Nothing that these models ask for. Try another customer.",
    ]
    assert scores(whole) == "TEA 100 of 100."


def test_a_call_of_one_reply_may_turn_by_it() -> None:
    begin = Begin(heat=88, heard=0, trust=12, patience=6)
    content = replace(SMALL, customer=replace(SMALL.customer, begin=begin))
    call = Call(compile_case(content), 0, ["only"])
    assert call.ending
    (point,) = debrief(call).turning
    assert (point.turn, point.better) == (1, False)


def test_a_fault_is_quoted_with_its_rule_and_a_better_reply(small: Case) -> None:
    call = Call(small, 0, ["hello", "only", *MENDED[1:]])
    assert to_change(call) == (
        'In turn 2 you said: "It\'s only a cup, though." Made it small '
        "(TEA, Take it in). That left Ada hotter, less heard and less trusting. "
        'You could have said: "Six ordered, five came."'
    )


def test_what_was_left_undone_names_the_reply_it_could_have_replaced(small: Case) -> None:
    call = Call(small, 0, ["go_on"] * 12)
    assert to_change(call) == (
        "They told you: one cup of six did not come. Say back: one cup of six did not come "
        '(TEA, Take it in). In turn 1 you could have said: "Six ordered, five came."'
    )


def test_what_no_reply_would_have_done_is_said_to_be_so() -> None:
    replies = [reply for reply in SCENARIO.replies if reply.id not in ("say_back", "send")]
    case = compile_case(replace(SMALL, scenario=replace(SCENARIO, replies=replies)))
    call = Call(case, 0, ["go_on"] * 12)
    alas = "No reply on the way you took would have done it without a slip: try another way."
    assert to_change(call).endswith(alas)
    windows = [
        point for page in card_sections(debrief(call).cards) for s in page for point in s.lines
    ]
    assert any(point.startswith("0 of 2") for point in windows)
    for point in windows:
        assert point.startswith("2 of 2") or point.endswith(alas) or "could have said" in point


def test_a_letter_nobody_asked_for_has_no_score(small: Case) -> None:
    letter = RUBRIC.letters[1]
    asked = replace(letter, windows=[replace(letter.windows[0], opens=["did act"])])
    rubric = replace(RUBRIC, letters=[RUBRIC.letters[0], asked])
    (card,) = debrief(Call(compile_case(replace(SMALL, rubrics=[rubric])), 0, ["go_on"] * 12)).cards
    assert letters_words(card) == "TEA 50: T 50, A not asked for."
    assert card_sections([card])[0][-1].title == "A, Act: not asked for."


def test_the_leading_rubric_comes_first(shipped: list[Call]) -> None:
    for call in shipped:
        leads = call.case.content.scenario.leads
        others = {"heart", "start"} - {leads}
        assert [card.rubric for card in debrief(call).cards] == [leads, *others]


def test_scores_and_deductions_are_those_of_the_core(shipped: list[Call]) -> None:
    for call in shipped:
        scores = {score.rubric: score for score in call.scores}
        for card in debrief(call).cards:
            score = scores[card.rubric]
            assert (card.score, bool(card.caps)) == (score.score, score.capped)
            for shown, letter in zip(card.letters, score.letters, strict=True):
                assert shown.score == letter.score
                assert sum(fault.deducted for fault in shown.faults) == letter.deducted
                assert [w.points for w in shown.windows] == [w.points for w in letter.windows]


def test_what_is_quoted_was_said_and_noted_in_that_turn(shipped: list[Call]) -> None:
    for call in shipped:
        for quote in quotes(call):
            turn = call.turns[quote.turn]
            assert quote.said == turn.said
            assert quote.why in [noted.why for noted in turn.noted]


def test_whatever_earned_points_is_quoted(shipped: list[Call]) -> None:
    for call in shipped:
        for window in windows(call):
            assert (window.quote is not None) == (window.points > 0)


def test_what_could_have_been_said_was_on_offer_and_earns_the_window(shipped: list[Call]) -> None:
    for call in shipped:
        for window in windows(call):
            if window.instead:
                assert window.points < ENOUGH
                other = instead_of(call, window.instead)
                noted = [each for each in other.turns[-1].noted if each.points == ENOUGH]
                assert window.about in [each.about for each in noted]
                assert not any(each.weight for each in other.turns[-1].noted)


def test_a_reply_is_quoted_in_full_once(shipped: list[Call]) -> None:
    for call in shipped:
        sections = chain.from_iterable(card_sections(debrief(call).cards))
        text = " ".join(line for section in sections for line in section.lines)
        assert all(text.count(f'"{turn.said}"') <= 1 for turn in call.turns if turn.said)


def test_every_debrief_praises_before_it_criticises(shipped: list[Call]) -> None:
    for call in shipped:
        whole = debrief(call)
        titles = [section.title for section in first_page(whole)]
        assert titles == ["How it ended", "What worked", "One thing to change"]
        assert (whole.strength is not None) or all(w.points < ENOUGH for w in windows(call))
        assert " and " in scores(whole)
        if whole.strength:
            assert whole.strength.said == call.turns[whole.strength.turn].said


def test_a_cap_is_named_with_the_promise_that_did_it() -> None:
    promises = [Undertaking("courier_comes", "the courier comes", False)]
    rubric = replace(
        RUBRIC, caps=[replace(RUBRIC.letters[0].faults[0], when=["act act"], weight="cap")]
    )
    content = replace(SMALL, scenario=replace(SCENARIO, promises=promises), rubrics=[rubric])
    (card,) = debrief(Call(compile_case(content), 0, MENDED)).cards
    assert card.score == 49
    assert (
        card_sections([card])[0][0]
        .lines[0]
        .startswith(
            "Held at 49 at most. Made it small. In turn 4 you said: \"I've booked a courier"
        )
    )


def test_a_lost_call_says_so_beside_its_scores(small: Case) -> None:
    whole = debrief(Call(small, 0, ["go_on"] * 12))
    assert whole.lost
    assert "that the customer was lost is not counted in them" in scores(whole)


def test_everything_the_customer_brought_up_is_accounted_for(shipped: list[Call]) -> None:
    for call in shipped:
        raised = [turn.raised for turn in call.turns if turn.raised]
        side = debrief(call).came_up
        assert [(each.kind, each.id) for each in side] == [(r.kind, r.id) for r in raised]
        assert all(bool(each.verdict) == (each.kind != "fact") for each in side)


def test_no_text_is_left_ragged(shipped: list[Call]) -> None:
    for call in shipped:
        for paragraph in paragraphs(call):
            assert paragraph == paragraph.strip()
            assert not re.search(r"  |[{}]|\x1b|(?<!\.)\.\.(?!\.)|\.:", paragraph), paragraph
            assert re.search(r"""[.!?]'?$|"$""", paragraph), paragraph


# --- The transcript -------------------------------------------------------------------------------


def test_a_transcript_shows_every_contribution(small: Case) -> None:
    lines = list(transcript_lines(Call(small, 0, ["only"])))
    start = lines.index("Turn 1")
    assert lines[start:] == [
        "Turn 1",
        *(f"  on offer  {o.id}: {o.say}" for o in Call(small, 0).offered),
        "  chosen    only (dismiss)",
        "  You: It's only a cup, though.",
        f"  Ada Berg: {Call(small, 0, ['only']).turns[1].line}",
        "  bearing   Upright.",
        "  heat      60.0 to 69.0",
        "      +9.0  It was made small. [dismiss; design choice: made for tests]",
        "  heard     10.0 to 6.0",
        "      -4.0  It was made small. [dismiss; design choice: made for tests]",
        "  trust     40.0 to 34.0",
        "      -6.0  It was made small. [dismiss; design choice: made for tests]",
        "  patience  90.0 to 88.0",
        "      -2.0  Time passes. [time; design choice: made for tests]",
        "  stage     venting",
        "  facts       so far: order",
        "  grievances  so far: short_cup",
        "  cues        so far: none",
        "  needs       so far: none",
        "  noted     tea T, fault, major: Made it small.",
        "",
        "On offer next",
        *(f"  {o.id}: {o.say}" for o in Call(small, 0, ["only"]).offered),
    ]


def test_a_transcript_has_scores_only_when_the_call_is_over(small: Case) -> None:
    assert transcript(Call(small, 0, MENDED[:4])).scores == ()
    over = transcript(Call(small, 0, MENDED))
    assert (over.offered, len(over.scores)) == ((), 1)


# --- Helpers --------------------------------------------------------------------------------------


def to_change(call: Call) -> str:
    """What the first page says to change."""
    return first_page(debrief(call))[2].lines[0]


def windows(call: Call) -> Iterator[WindowCard]:
    for card in debrief(call).cards:
        for letter in card.letters:
            yield from letter.windows


def quotes(call: Call) -> Iterator[Quote]:
    for card in debrief(call).cards:
        faults: list[FaultCard] = list(card.caps)
        for letter in card.letters:
            faults += letter.faults
            yield from (window.quote for window in letter.windows if window.quote)
        for fault in faults:
            yield from fault.quotes


def instead_of(call: Call, instead: Instead) -> Call:
    """The call up to the turn, with the other reply given."""
    before = Call(call.case, call.seed, call.choices[: instead.turn - 1])
    before.reply(next(option.id for option in before.offered if option.say == instead.say))
    return before


def paragraphs(call: Call) -> Iterator[str]:
    case, whole = call.case, debrief(call)
    for section in briefing(case):
        yield from section.lines
    for turn in call.turns:
        yield mood_line(turn.gauges, "" if turn.ending else turn.stage)
        yield from (f"{each.why} {each.effect}".strip() for each in reasons(case, turn))
        if not turn.ending:
            yield comes_across(case, turn)
    yield scores(whole)
    sections = [*first_page(whole), customers_side(whole)]
    for section in (*sections, *chain.from_iterable(card_sections(whole.cards))):
        yield from section.lines

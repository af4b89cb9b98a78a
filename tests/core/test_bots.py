"""The bots: what they can see, how they choose, and what their calls must come to."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sim.core.acts import BY_NAME as ACTS
from sim.core.acts import DERIVED, Acts
from sim.core.bots.measure import (
    BANDS,
    ORDERS,
    BotOrder,
    BotResult,
    Spread,
    in_tempers,
    judged,
    pooled,
    results,
    take,
)
from sim.core.bots.play import Play, play, walk
from sim.core.bots.policies import BOTS, BY_NAME, SCRIPT, Bot
from sim.core.bots.trainee import Trainee, sound
from sim.core.call import Call
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.inventory import replies_of
from sim.core.model import Manner, Remedy, Reply
from sim.core.mood import MOST
from sim.core.stages import ENDINGS
from sim.core.step import Step
from sim.core.when import GAUGES
from sim.studio.library import Library
from tests.small import SMALL

LIBRARY = Library()
PAIRS = list(
    product(
        ("nobody_came", "odd_bill", "short_again"),
        ("ingrid_solheim", "marcus_oyelaran", "tomas_ferreira"),
    )
)
"""Calls in which something went wrong, and that go by the models from beginning to end."""
SEEDS = range(12)
CASE = compile_case(SMALL)


@cache
def cases(scenario: str, customer: str) -> tuple[Case, ...]:
    """A shipped pair in every temper."""
    return in_tempers(LIBRARY.case(scenario, customer).content)


GOOD = BY_NAME["good"]._replace(guesses=0)
"""Good without a lapse."""


def calls(bot: str | Bot, seeds: range = SEEDS) -> Iterator[tuple[Case, int, Play]]:
    """The calls a bot takes of every pair."""
    for pair in PAIRS:
        for case in cases(*pair):
            trainee = Trainee(case, BY_NAME[bot] if isinstance(bot, str) else bot)
            for seed in seeds:
                yield case, seed, play(case, trainee, seed)


def replayed(case: Case, seed: int, replies: tuple[str, ...]) -> Iterator[tuple[Call, str]]:
    """The call as a trainee sees it before each reply, and the reply."""
    call = Call(case, seed)
    for reply in replies:
        yield call, reply
        call.reply(reply)


def first_offer(case: Case) -> set[str]:
    """What is on offer as the call begins."""
    return {option.id for option in Call(case, 0).offered}


def with_replies(replies: list[Reply], **scenario: object) -> Case:
    """The small case with other replies."""
    return compile_case(
        replace(SMALL, scenario=replace(SMALL.scenario, replies=replies, **scenario))
    )


def written(case: Case) -> dict[str, Reply]:
    return {reply.id: reply for _, reply in replies_of(case.content)}


# --- The table ------------------------------------------------------------------------------------


def test_no_two_bots_share_a_name() -> None:
    assert len(BY_NAME) == len(BOTS)


@pytest.mark.parametrize("bot", BOTS, ids=lambda bot: bot.name)
def test_no_row_asks_about_a_gauge(bot: Bot) -> None:
    asked = {word for _, *when in bot.rows for test in when for word in test.split()}
    assert asked.isdisjoint(GAUGES)


@pytest.mark.parametrize("bot", BOTS, ids=lambda bot: bot.name)
def test_every_row_is_judged_for_an_act_there_is(bot: Bot) -> None:
    for _, act, *_ in bot.rows:
        subject, name = act.split()
        assert subject == "act"
        assert name in (*ACTS, "time", "adapt", "ignore_need")


def test_a_row_that_is_no_test_is_named() -> None:
    bot = Bot("odd", "poor", "", ((1, "act greet", "stage vexing"),))
    with pytest.raises(ValueError, match="there is no 'vexing'"):
        Trainee(CASE, bot)


def test_the_script_has_acts_that_there_are() -> None:
    assert set(SCRIPT) <= set(ACTS)


# --- What they can see ----------------------------------------------------------------------------


@given(seed=st.integers(0, 99), gauges=st.tuples(*[st.integers(0, MOST)] * 4))
def test_what_they_remember_is_the_same_whatever_the_gauges_are(
    seed: int, gauges: tuple[int, int, int, int]
) -> None:
    trainee = Trainee(CASE, GOOD)
    known = guessed = 0
    for _, step in walk(CASE, Trainee(CASE, BY_NAME["random"]), seed):
        names = dict(zip(GAUGES, gauges, strict=True))
        other: Step = step._replace(state=step.state._replace(**names, flags=0), moves=(), marks=0)
        known, guessed = trainee.saw(known, step), trainee.saw(guessed, other)
        assert known == guessed


def test_they_count_what_was_done_to_two() -> None:
    bot = Bot("odd", "poor", "", ((1, "act listen"), (2, "act dismiss", "did listen twice")))
    assert play(CASE, Trainee(CASE, bot), 0).replies[:3] == ("go_on", "go_on", "only")


def test_they_hear_how_a_reply_is_said() -> None:
    brisk = Reply(id="brisk", say="Yes?", acts=Acts(listen=True), manner=Manner(pace="brisk"))
    case = with_replies([brisk, *SMALL.scenario.replies])
    bot = Bot("odd", "poor", "", ((1, "act time", "pace brisk"),))
    for seed in SEEDS:
        assert play(case, Trainee(case, bot), seed).replies[0] == "brisk"


def test_they_remember_the_call_and_nothing_of_the_call_before() -> None:
    trainee = Trainee(CASE, GOOD)
    first = play(CASE, trainee, 3)
    play(CASE, trainee, 4)
    assert play(CASE, trainee, 3) == first


# --- How a call is played -------------------------------------------------------------------------


@pytest.mark.parametrize("bot", ["good", "fair", "random", "last"])
def test_a_play_is_the_call_that_anybody_would_have_had(bot: str) -> None:
    for case, seed, (ending, scores, replies) in calls(bot, range(1)):
        call = Call(case, seed, replies)
        assert call.ending == ending
        assert tuple(score.score for score in call.scores) == scores


def test_a_walk_begins_with_the_opening_and_ends_with_the_call() -> None:
    (opening, *said) = walk(CASE, Trainee(CASE, BY_NAME["random"]), 1)
    assert opening.reply is None
    assert all(each.reply is not None for each in said)
    assert [each.step.state.turn for each in (opening, *said)] == list(range(len(said) + 1))
    assert [each.step.state.stage in ENDINGS for each in said] == [*[False] * (len(said) - 1), True]


@pytest.mark.parametrize(("bot", "at"), [("first", 0), ("last", -1)])
def test_place_is_the_place_on_the_screen(bot: str, at: int) -> None:
    for case, seed, (_, _, replies) in calls(bot, range(2)):
        for call, reply in replayed(case, seed, replies):
            assert reply == call.offered[at].id


@pytest.mark.parametrize(("bot", "most"), [("longest", max), ("shortest", min)])
def test_length_is_the_length_of_what_is_said(
    bot: str, most: Callable[[Iterable[int]], int]
) -> None:
    for case, seed, (_, _, replies) in calls(bot, range(1)):
        for call, reply in replayed(case, seed, replies):
            lengths = {option.id: len(option.say) for option in call.offered}
            assert lengths[reply] == most(lengths.values())


@pytest.mark.parametrize(
    ("bot", "words"), [("politest", "please|thank|sorry|kind"), ("sorriest", "sorry|apolog")]
)
def test_words_are_counted_and_not_understood(bot: str, words: str) -> None:
    def share(of: str) -> float:
        """How many of the replies have one of the words."""
        said = [
            case.replies[reply].say for case, _, it in calls(of, range(2)) for reply in it.replies
        ]
        return sum(bool(re.search(words, say, re.IGNORECASE)) for say in said) / len(said)

    assert share(bot) > 1.3 * share("random")


def test_random_says_everything_about_as_often() -> None:
    trainee = Trainee(CASE, BY_NAME["random"])
    said = Counter(play(CASE, trainee, seed).replies[0] for seed in range(400))
    offered = first_offer(CASE)
    assert set(said) == offered
    assert all(abs(times - 400 / len(offered)) < 40 for times in said.values())


# --- How they take a call -------------------------------------------------------------------------


def test_good_never_does_what_is_a_fault() -> None:
    faults = {name for name, act in ACTS.items() if act.tone == "fault"} | set(DERIVED) - {"adapt"}
    for pair in PAIRS:
        for case in cases(*pair):
            trainee = Trainee(case, GOOD)
            done = {event.act for said in walk(case, trainee, 1) for event in said.step.events}
            assert done.isdisjoint(faults)


def test_good_does_all_that_the_models_ask_for() -> None:
    asked = {
        "greet", "introduce", "invite", "say_back", "empathise", "notice", "apologise", "options",
        "check", "agree", "act", "next_steps", "thank",
    }  # fmt: skip
    for case, _, (ending, _, replies) in calls(GOOD, range(2)):
        events = [event.act for reply in replies for event in case.replies[reply].events]
        assert ending in ("content", "cool")
        assert asked <= set(events)
        assert "follow_up" in events or len(replies) == case.content.scenario.turns
        assert events.count("apologise") == 1


def test_good_says_back_what_was_told_before_anything_is_offered() -> None:
    for case, _, (_, _, replies) in calls(GOOD, range(2)):
        acts = [
            (event.act, event.about) for reply in replies for event in case.replies[reply].events
        ]
        offered = acts.index(("options", ""))
        for grievance in case.content.scenario.grievances:
            assert acts.index(("say_back", grievance.id)) < offered
        assert [act for act, _ in acts].index("apologise") < offered


def test_good_owns_a_fault_only_where_it_is_clear() -> None:
    for case, _, (_, _, replies) in calls(GOOD, range(2)):
        said = [written(case)[reply].acts.apologise for reply in replies]
        parts = {part for apology in said if apology for part in apology.parts}
        assert ("responsibility" in parts) == (case.content.scenario.case.fault == "clear")


def test_good_says_sorry_once_however_often_it_could() -> None:
    replies = [replace(each, again=each.id == "sorry") for each in SMALL.scenario.replies]
    replies += [replace(replies[0], id="go_on_then", when=[], again=True)]
    case = with_replies(replies)
    for seed in SEEDS:
        assert play(case, Trainee(case, GOOD), seed).replies.count("sorry") == 1


def test_good_checks_what_a_remedy_needs_before_it_is_done() -> None:
    case = with_replies(
        [
            *SMALL.scenario.replies,
            Reply(id="where", say="Where to?", acts=Acts(check="order"), when=["turn >= 1"]),
        ],
        remedies=[Remedy(id="courier", text="a cup by courier", check="order")],
    )
    for seed in SEEDS:
        replies = play(case, Trainee(case, GOOD), seed).replies
        assert replies.index("where") < replies.index("send")


def test_good_meets_a_need_that_was_shown() -> None:
    case = LIBRARY.case("odd_bill", "tomas_ferreira")
    trainee = Trainee(case, GOOD)
    raised, met = set(), set()
    for seed in SEEDS:
        for _, step in walk(case, trainee, seed):
            raised |= {step.raised.id} if step.raised and step.raised.kind == "need" else set()
            met |= {event.about for event in step.events if event.act == "adapt"}
    assert raised
    assert raised <= met


def test_fair_says_nothing_with_an_obvious_fault_where_there_is_anything_else() -> None:
    for case, seed, (_, _, replies) in calls("fair", range(2)):
        for call, reply in replayed(case, seed, replies):
            if any(sound(written(case)[option.id]) for option in call.offered):
                assert sound(written(case)[reply])


def test_fair_plays_like_good_every_other_turn() -> None:
    like = total = 0
    for pair in PAIRS:
        case = cases(*pair)[0]
        good, fair = (Trainee(case, BY_NAME[bot]) for bot in ("good", "fair"))
        for seed in SEEDS:
            memory = 0
            for (_, before), (reply, _) in pairwise(walk(case, fair, seed)):
                memory = good.saw(memory, before)
                offer = case.offer(case.view(*before.state))
                like += reply is good.choose(offer, memory, seed, before.state.turn)
                total += 1
    assert 0.5 < like / total < 0.85, "a guess may hit it, too"


def test_the_script_goes_on_whatever_was_said() -> None:
    for case, _, (_, _, replies) in calls("script", range(1)):
        first = {event.act for event in case.replies[replies[0]].events}
        assert "greet" in first
        said = [set(ACTS) & {e.act for e in case.replies[reply].events} for reply in replies]
        # later, when it is out of steps, anything may be left to say
        assert not any("say_back" in acts and "empathise" not in acts for acts in said[:4])


@pytest.mark.parametrize(
    ("bot", "habit"),
    [("apologiser", "apologise"), ("rusher", "rush"), ("arguer", "argue"), ("silent", "listen")],
)
def test_a_habit_wins_wherever_there_is_an_occasion(bot: str, habit: str) -> None:
    seen = False
    for case, seed, (_, _, replies) in calls(bot, range(2)):
        acts = {reply.id: {event.act for event in reply.events} for reply in case.replies.values()}
        for call, reply in replayed(case, seed, replies):
            if any(habit in acts[option.id] for option in call.offered):
                assert habit in acts[reply]
                seen = True
    assert seen


def test_a_promiser_promises_what_the_card_forbids_wherever_it_can_be_promised() -> None:
    seen = False
    for case, seed, (_, _, replies) in calls("promiser"):
        forbidden = {each.id for each in case.content.scenario.promises if not each.allowed}
        beyond = {
            reply.id
            for reply in case.replies.values()
            if any(event.about in forbidden for event in reply.events)
        }
        for call, reply in replayed(case, seed, replies):
            if any(option.id in beyond for option in call.offered):
                assert reply in beyond
                seen = True
    assert seen


# --- What they come to ----------------------------------------------------------------------------


def test_quartiles_are_scores_that_were_given() -> None:
    plays = {"good": [Play("content", (score,), ("a",) * score) for score in reversed(range(8))]}
    assert results(plays, ("heart",)) == (
        BotResult("good", (Spread("heart", 2, 4, 6),), kept=100, replies=4),
    )


def test_who_is_kept_is_content_or_cool() -> None:
    plays = {"good": [Play(ending, (0,), ()) for ending in ENDINGS]}
    (fared,) = results(plays, ("heart",))
    assert fared.kept == 100 * 2 // len(ENDINGS)


def test_pooled_calls_are_the_calls_of_all_pairs() -> None:
    one, other = (take([CASE], seeds) for seeds in (1, 2))
    assert {bot: len(taken) for bot, taken in pooled([one, other]).items()} == {
        bot.name: 3 for bot in BOTS
    }


@pytest.mark.parametrize(
    ("order", "median", "against", "holds"),
    [
        (BotOrder("a", ("b",), least=15), 35, 20, True),
        (BotOrder("a", ("b",), least=15), 34, 20, False),
        (BotOrder("a", ("b",), most=5), 25, 20, True),
        (BotOrder("a", ("b",), most=5), 26, 20, False),
        (BotOrder("a", ("b", "c"), least=1), 31, 30, True),
        (BotOrder("a", ("b", "c"), least=1), 30, 30, False),
        (BotOrder("a", least=88, most=94), 88, 0, True),
        (BotOrder("a", least=88, most=94), 94, 0, True),
        (BotOrder("a", least=88, most=94), 95, 0, False),
        (BotOrder("a", least=88, most=94), 87, 0, False),
    ],
)
def test_an_order_holds_within_its_bounds(
    order: BotOrder, median: int, against: int, holds: bool
) -> None:
    medians = {"a": median, "b": 20, "c": 40}
    fared = [
        BotResult(bot, (Spread("heart", 0, score, 100), Spread("start", 0, 50, 100)), 0, 1)
        for bot, score in medians.items()
    ]
    (found,) = judged([order], fared, "heart")
    assert (found.median, found.against, found.holds) == (median, against, holds)


def test_every_order_is_about_bots_that_there_are() -> None:
    for order in (*ORDERS, *BANDS):
        assert {order.bot, *order.than} <= set(BY_NAME)
        assert (order.least, order.most) != (None, None)

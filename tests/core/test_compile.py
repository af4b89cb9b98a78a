"""What is wrong with a case is reported all at once, each with its place."""

import msgspec
import pytest
from msgspec.structs import replace

from sim.core.acts import Acts, Promise
from sim.core.call import Call
from sim.core.codes import Code
from sim.core.compile import CaseError, canonical, compile_case
from sim.core.model import Content, Id, Line, PersonNeed, Remedy, Reply, Topic, Transition
from sim.core.when import Problem
from tests.small import SMALL


def problems(content: Content) -> set[Problem]:
    with pytest.raises(CaseError) as refused:
        compile_case(content)
    return set(refused.value.problems)


def with_reply(**changes: object) -> Content:
    """The small case with one more reply, as the third."""
    reply = Reply(id="extra", say="Mm.", acts=Acts(listen=True))
    replies = list(SMALL.scenario.replies)
    replies.insert(2, replace(reply, **changes))
    return replace(SMALL, scenario=replace(SMALL.scenario, replies=replies))


EXTRA = ("scenario", "replies", 2)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"acts": Acts(say_back="short_cpu")},
            Problem(
                Code.UNKNOWN_ID,
                (*EXTRA, "acts", "say_back"), "there is no 'short_cpu'; did you mean 'short_cup'?"
            ),
        ),
        (
            {"acts": Acts(options=["courier", "curier"])},
            Problem(
                Code.UNKNOWN_ID,
                (*EXTRA, "acts", "options"),
                "there is no 'curier'; did you mean 'courier'?"),
        ),
        (
            {"acts": Acts(next_steps=Promise("courier_come"))},
            Problem(
                Code.UNKNOWN_ID,
                (*EXTRA, "acts", "next_steps"),
                "there is no 'courier_come'; did you mean 'courier_comes'?",
            ),
        ),
        (
            {"acts": Acts(listen=True, greet=True, believe=True, assure=True)},
            Problem(Code.TOO_MANY_ACTS, (*EXTRA, "acts"), "a reply has at most 3 acts, not 4"),
        ),
        (
            {"say": "Hello {first."},
            Problem(
                Code.UNKNOWN_PLACEHOLDER,
                (*EXTRA, "say"),
                "nothing is known to stand for '{first.}'",
            ),
        ),
        (
            {"say": "Hello {frist}."},
            Problem(
                Code.UNKNOWN_PLACEHOLDER,
                (*EXTRA, "say"),
                "nothing is known to stand for '{frist}'",
            ),
        ),
        (
            {"when": ["turn >= 1", "stage vneting"]},
            Problem(
                Code.UNKNOWN_NAME,
                (*EXTRA, "when", 1),
                "'stage vneting': there is no 'vneting'; did you mean 'venting'?",
            ),
        ),
    ],
)  # fmt: skip
def test_a_mistake_in_a_reply(changes: dict[str, object], problem: Problem) -> None:
    assert problem in problems(with_reply(**changes))


@pytest.mark.parametrize("part", ["company", "role", "channel", "screen", "policy"])
def test_a_mistake_in_the_brief(part: str) -> None:
    is_list = part in ("screen", "policy")
    brief = replace(SMALL.scenario.brief, **{part: ["{frist}"] if is_list else "{frist}"})
    (problem,) = problems(replace(SMALL, scenario=replace(SMALL.scenario, brief=brief)))
    assert problem.code is Code.UNKNOWN_PLACEHOLDER
    assert problem.path == ("scenario", "brief", part, *([0] if is_list else []))


@pytest.mark.parametrize("part", ["title", "summary"])
def test_nobody_is_named_before_anybody_calls(part: str) -> None:
    content = replace(
        SMALL, scenario=replace(SMALL.scenario, **{part: "{first} has a cup too few"})
    )
    (problem,) = problems(content)
    assert (problem.code, problem.path) == (Code.UNKNOWN_PLACEHOLDER, ("scenario", part))
    assert "before anybody calls" in problem.message


@pytest.mark.parametrize("text", ["order\n", "Order", "4th", ""])
def test_no_id(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, Id)


def test_an_id_that_is_taken() -> None:
    (problem,) = problems(with_reply(id="hello"))
    assert problem.path == (*EXTRA, "id")
    assert "'hello' is taken" in problem.message


def test_mistakes_in_the_customer_and_the_scenario_come_together() -> None:
    customer = replace(
        SMALL.customer,
        voice="outspokne",
        needs=[PersonNeed(need="plain_wrods", signal=[])],
        transitions=[Transition(source="venting", to="solvign", when=["heat < 3"])],
    )
    scenario = replace(SMALL.scenario, remedies=[Remedy(id="courier", text="x", check="ordr")])
    found = {p.path for p in problems(replace(SMALL, customer=customer, scenario=scenario))}
    assert found >= {
        ("customer", "voice"),
        ("customer", "needs", 0, "need"),
        ("customer", "transitions", 0, "to"),
        ("scenario", "remedies", 0, "check"),
    }


@pytest.mark.parametrize("late", ["enters settling", "raises short_cup", "not  unfinished"])
def test_what_comes_up_cannot_ask_for_what_comes_later(late: str) -> None:
    cue = Topic(id="cue", text="x", when=["turn >= 1", late])
    content = replace(SMALL, scenario=replace(SMALL.scenario, cues=[cue]))
    expected = Problem(
        Code.MISPLACED_TEST, ("scenario", "cues", 0, "when", 1), f"'{late}' is not known by then"
    )
    assert problems(content) == {expected}


def test_a_stage_cannot_ask_whether_it_was_entered() -> None:
    late = Transition(source="venting", to="solving", when=["enters venting"])
    customer = replace(SMALL.customer, transitions=[late])
    (problem,) = problems(replace(SMALL, customer=customer))
    assert problem.path == ("customer", "transitions", 0, "when", 0)


def test_when_time_is_up_a_call_can_only_end() -> None:
    late = Transition(source="venting", to="solving", when=["time_is_up"])
    customer = replace(SMALL.customer, transitions=[late])
    (problem,) = problems(replace(SMALL, customer=customer))
    assert problem.path == ("customer", "transitions", 0, "when")


@pytest.mark.parametrize("name", ["this", "feeling", "nothing", "twice"])
def test_an_id_that_means_something_in_conditions_is_refused(name: str) -> None:
    remedies = [*SMALL.scenario.remedies, Remedy(id=name, text="x")]
    content = replace(SMALL, scenario=replace(SMALL.scenario, remedies=remedies))
    assert ("scenario", "remedies", 1, "id") in {p.path for p in problems(content)}


def test_a_stage_of_ones_own_needs_a_name_of_its_own() -> None:
    customer = replace(SMALL.customer, stages=["settling", "gone", "any"])
    found = {p.path for p in problems(replace(SMALL, customer=customer))}
    assert found >= {("customer", "stages", at) for at in range(3)}


def test_a_misspelt_act_in_a_rule_is_found_though_nothing_does_it() -> None:
    rule = replace(SMALL.mood.rules[0], id="other", when=["act apologize"])
    mood = replace(SMALL.mood, rules=[*SMALL.mood.rules, rule])
    (problem,) = problems(replace(SMALL, mood=mood))
    assert problem.path == ("mood", "rules", 1, "when", 0)


def test_what_a_reply_was_can_be_asked_though_it_may_come_again() -> None:
    lines = [Line(say="You did go on.", when=["used go_on"])]
    scenario = replace(SMALL.scenario, lines=[*SMALL.scenario.lines, *lines])
    call = Call(compile_case(replace(SMALL, scenario=scenario)), 0, ["hello", "go_on"])
    assert call.turns[-1].line == "You did go on."
    assert "go_on" in {option.id for option in call.offered}


def test_a_case_is_named_by_its_content() -> None:
    case = compile_case(SMALL)
    assert len(case.hash) == 32
    assert compile_case(SMALL).hash == case.hash
    other = replace(SMALL, scenario=replace(SMALL.scenario, title="Two cups short"))
    assert compile_case(other).hash != case.hash
    assert b"Two cups short" in canonical(other)


def test_a_reply_that_cannot_come_in_this_case_is_left_out() -> None:
    case = compile_case(with_reply(when=["fault unclear"]))
    assert "extra" not in case.replies

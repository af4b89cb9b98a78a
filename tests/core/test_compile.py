"""What is wrong with a case is reported all at once, each with its place."""

import pytest
from msgspec.structs import replace

from sim.core.acts import Acts, Promise
from sim.core.compile import CaseError, canonical, compile_case
from sim.core.model import Content, PersonNeed, Remedy, Reply, Transition
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
                (*EXTRA, "acts", "say_back"), "there is no 'short_cpu'; did you mean 'short_cup'?"
            ),
        ),
        (
            {"acts": Acts(options=["courier", "curier"])},
            Problem((*EXTRA, "acts", "options"), "there is no 'curier'; did you mean 'courier'?"),
        ),
        (
            {"acts": Acts(next_steps=Promise("courier_come"))},
            Problem(
                (*EXTRA, "acts", "next_steps"),
                "there is no 'courier_come'; did you mean 'courier_comes'?",
            ),
        ),
        (
            {"acts": Acts(listen=True, greet=True, believe=True, assure=True)},
            Problem((*EXTRA, "acts"), "a reply has at most 3 acts, not 4"),
        ),
        (
            {"say": "Hello {frist}."},
            Problem((*EXTRA, "say"), "nothing is known to stand for '{frist}'"),
        ),
        (
            {"when": ["turn >= 1", "stage vneting"]},
            Problem(
                (*EXTRA, "when", 1),
                "'stage vneting': there is no 'vneting'; did you mean 'venting'?",
            ),
        ),
    ],
)  # fmt: skip
def test_a_mistake_in_a_reply(changes: dict[str, object], problem: Problem) -> None:
    assert problem in problems(with_reply(**changes))


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

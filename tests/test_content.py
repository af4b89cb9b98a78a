"""What every shipped scenario and customer keeps to."""

import re
from itertools import combinations
from typing import get_args

import pytest

from sim.core.acts import BY_NAME, events
from sim.core.call import Call
from sim.core.inventory import VOICES, WISHES
from sim.core.model import Facts
from sim.core.stages import ABUSIVE, COMMON, LIMITED
from sim.studio.library import Library

LIBRARY = Library()
SCENARIOS = {name: LIBRARY.scenario(name) for name in LIBRARY.scenarios}
CUSTOMERS = {name: LIBRARY.customer(name) for name in LIBRARY.customers}
MOST_WORDS = 28


def test_there_is_enough_to_train_on_for_a_month() -> None:
    assert len(CUSTOMERS) >= 12
    assert len(SCENARIOS) >= 10
    assert len(LIBRARY.needs) >= 20
    assert {each.voice for each in CUSTOMERS.values()} == set(VOICES)


def test_situations_are_of_every_kind() -> None:
    cases = [each.case for each in SCENARIOS.values()]
    for fact, kind in Facts.__annotations__.items():
        assert {getattr(case, fact) for case in cases} == set(get_args(kind)), fact
    assert len({each.brief.company for each in SCENARIOS.values()}) == len(SCENARIOS)
    channels = " ".join(each.brief.channel.lower() for each in SCENARIOS.values())
    for channel in ("phone", "chat", "desk", "call out"):
        assert channel in channels
    assert any(each.arrives.heat > 0 for each in SCENARIOS.values())


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_can_ask_how_somebody_would_like_it(name: str) -> None:
    assert any(getattr(reply.acts, "ask", "") == WISHES for reply in SCENARIOS[name].replies)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_has_enough_to_it(name: str) -> None:
    scenario = SCENARIOS[name]
    assert len(scenario.replies) >= 28
    assert len(scenario.grievances) >= 2
    assert scenario.cues
    assert {promise.allowed for promise in scenario.promises} == {True, False}
    assert set(scenario.endings) - {LIMITED} == set(COMMON)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_reply_can_be_said_in_one_breath(name: str) -> None:
    long = [r.id for r in SCENARIOS[name].replies if len(r.say.split()) > MOST_WORDS]
    assert not long


@pytest.mark.parametrize("name", SCENARIOS)
def test_options_are_of_similar_length(name: str) -> None:
    """No opening option is twice as long as another: length must not give the answer away."""
    for customer in LIBRARY.cast(name):
        words = [len(o.say.split()) for o in Call(LIBRARY.case(name, customer), 0).offered]
        assert max(words) < 2 * min(words)


@pytest.mark.parametrize("name", SCENARIOS)
def test_good_replies_are_no_longer_than_bad_ones(name: str) -> None:
    def mean(bad: bool) -> float:
        chosen = [
            len(reply.say.split())
            for reply in SCENARIOS[name].replies
            if any(BY_NAME[event.act].tone == "fault" for event in events(reply.acts)) == bad
        ]
        return sum(chosen) / len(chosen)

    assert abs(mean(True) - mean(False)) < 3


@pytest.mark.parametrize("name", SCENARIOS)
def test_early_remedies_tempt(name: str) -> None:
    early = [
        reply.id
        for reply in SCENARIOS[name].replies
        if {"offer", "options"} & {event.act for event in events(reply.acts)}
        and any(test in reply.when for test in ("turn < 1", "stage venting"))
    ]
    assert early


@pytest.mark.parametrize(("one", "other"), list(combinations(CUSTOMERS, 2)))
def test_customers_differ_in_what_they_need_and_in_how_they_talk(one: str, other: str) -> None:
    first, second = CUSTOMERS[one], CUSTOMERS[other]
    assert {need.need for need in first.needs} != {need.need for need in second.needs}
    assert first.temper != second.temper
    assert first.begin != second.begin
    assert not {line.say for line in first.lines} & {line.say for line in second.lines}


def test_needs_of_every_kind_are_there() -> None:
    content = LIBRARY.case(next(iter(SCENARIOS)), next(iter(CUSTOMERS))).content
    kinds = {need.id: need.kind for need in content.needs}
    had = {kinds[need.need] for customer in CUSTOMERS.values() for need in customer.needs}
    assert had == {"access", "preference", "value"}


@pytest.mark.parametrize("name", CUSTOMERS)
def test_a_customer_has_last_words_for_every_ending(name: str) -> None:
    ended = {
        test.removeprefix("enters ")
        for line in CUSTOMERS[name].lines
        for test in line.when
        if test.startswith("enters ")
    }
    abuses = any(row.to == ABUSIVE for row in CUSTOMERS[name].transitions)
    assert ended >= {*COMMON, *([LIMITED] if abuses else ())}


@pytest.mark.parametrize("name", CUSTOMERS)
def test_a_customer_knows_nothing_of_any_scenario(name: str) -> None:
    """Anybody can be cast anywhere: what happened is told by the scenario's lines."""
    for line in CUSTOMERS[name].lines:
        assert not re.search(r"\b(plates?|courier|Saturday|refund)\b", line.say), line.say


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_does_not_know_who_is_calling(name: str) -> None:
    """Names and pronouns are filled in from the person."""
    scenario = SCENARIOS[name]
    texts = [each.say for each in (*scenario.replies, *scenario.lines)]
    for customer in CUSTOMERS.values():
        for word in (customer.name.first, customer.name.last):
            assert not [text for text in texts if re.search(rf"\b{word}\b", text)]

"""The same person, reacting less or more strongly."""

import pytest
from msgspec.structs import asdict, replace

from sim.core.call import EASED_HEAT, Call
from sim.core.compile import canonical, compile_case
from sim.core.model import Arrival, Begin, Temper
from sim.core.stages import ESCALATED
from sim.core.tempers import GENTLE, OWN, TEMPERS, tempered
from tests.small import SMALL

HOT = replace(SMALL, customer=replace(SMALL.customer, begin=Begin(86, 10, 40, 90)))


def test_the_own_temper_changes_nothing() -> None:
    assert canonical(tempered(SMALL, OWN)) == canonical(SMALL)


@pytest.mark.parametrize("name", TEMPERS)
def test_a_temper_changes_only_how_strongly_somebody_reacts(name: str) -> None:
    content = tempered(SMALL, name)
    assert replace(content, customer=replace(content.customer, temper=Temper())) == SMALL


@pytest.mark.parametrize("name", TEMPERS)
def test_a_temper_stays_within_what_a_file_may_say(name: str) -> None:
    extreme = Temper(**dict.fromkeys(asdict(Temper()), 300) | {"heat_rises": 20})
    content = replace(SMALL, customer=replace(SMALL.customer, temper=extreme))
    assert all(
        20 <= each <= 300 for each in asdict(tempered(content, name).customer.temper).values()
    )


def test_a_gentle_customer_heats_less_and_a_short_one_more() -> None:
    heat = {
        name: Call(compile_case(tempered(SMALL, name)), 0, ["only"]).turns[-1].gauges.heat
        for name in TEMPERS
    }
    assert heat["gentle"] < heat["own"] < heat["short"]


def test_easing_cools_at_once_and_softens_what_comes() -> None:
    call = Call(compile_case(HOT), 0, ["only"])
    assert call.turns[-1].stage == ESCALATED
    call.ease(compile_case(tempered(HOT, GENTLE)))
    turn = call.reply("only" if "only" in {o.id for o in call.offered} else "go_on")
    assert turn.stage_before == "venting"
    assert turn.gauges.heat <= EASED_HEAT + 60
    assert call.eased_after == 1


def test_who_was_eased_comes_across_so_at_once() -> None:
    call = Call(compile_case(HOT), 0, ["only"])
    before = call.turns[-1]
    call.ease(compile_case(tempered(HOT, GENTLE)))
    after = call.turns[-1]
    assert (after.stage, after.gauges.heat) == ("venting", EASED_HEAT)
    assert (
        replace(after, stage=before.stage, gauges=before.gauges, bearing=before.bearing) == before
    )
    entered = call.case.bits.asked("enters escalated")
    assert not call.case.view(*call._taken[-1].state) & entered


def test_easing_changes_no_score() -> None:
    call = Call(compile_case(HOT), 0, ["hello", "say_back"])
    before = call.scores
    call.ease(compile_case(tempered(HOT, GENTLE)))
    assert call.scores == before


def test_easing_a_call_that_is_over_changes_nothing() -> None:
    call = Call(compile_case(SMALL), 0, ["hello", "go_on", "say_back", "send", "goodbye"])
    assert call.ending
    digest = call.digest
    call.ease(compile_case(tempered(SMALL, GENTLE)))
    assert call.digest == digest


def test_who_arrives_hot_is_hotter_from_the_first_word_and_says_why() -> None:
    arrives = Arrival(heat=15, patience=-10, why="Ten minutes of menu.")
    content = replace(SMALL, scenario=replace(SMALL.scenario, arrives=arrives))
    turn = Call(compile_case(content), 0).turns[0]
    assert (turn.gauges.heat, turn.gauges.patience) == (750, 800)
    assert {reason.why for move in turn.moves for reason in move.reasons} == {
        "Ten minutes of menu."
    }
    assert [(move.before, move.after) for move in turn.moves] == [(600, 750), (900, 800)]

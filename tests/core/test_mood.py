"""Contributions: scaled by temper, truncated, and never without a reason."""

import msgspec
import pytest

from sim.core.acts import ACTS, DERIVED, NAMES
from sim.core.call import Call
from sim.core.compile import compile_case
from sim.core.model import Content, Temper
from sim.core.mood import act_named
from sim.studio.library import Library
from tests.small import SMALL


def moved(content: Content, *replies: str) -> dict[str, int]:
    """The first summand of every gauge after the last of the replies, by rule and gauge."""
    turn = Call(compile_case(content), 0, replies).turns[-1]
    return {f"{m.gauge} {why.rule}": why.amount for m in turn.moves for why in m.reasons}


def with_temper(**percent: int) -> Content:
    customer = msgspec.structs.replace(SMALL.customer, temper=Temper(**percent))
    return msgspec.structs.replace(SMALL, customer=customer)


def test_an_amount_is_tenths_of_what_is_written() -> None:
    assert moved(SMALL, "only")["heat dismiss"] == 90
    assert moved(SMALL, "only")["trust dismiss"] == -60


@pytest.mark.parametrize(("percent", "amount"), [(100, -60), (33, -19), (99, -59), (200, -120)])
def test_temper_scales_and_truncates_towards_zero(percent: int, amount: int) -> None:
    assert moved(with_temper(trust_falls=percent), "only")["trust dismiss"] == amount


def test_temper_knows_rising_from_falling() -> None:
    assert moved(with_temper(heat_falls=50), "only")["heat dismiss"] == 90
    assert moved(with_temper(heat_rises=50), "only")["heat dismiss"] == 45


def test_a_gauge_at_its_end_says_so_and_the_sum_still_holds() -> None:
    hot = msgspec.structs.replace(
        SMALL.customer, begin=msgspec.structs.replace(SMALL.customer.begin, heat=97)
    )
    turn = Call(compile_case(msgspec.structs.replace(SMALL, customer=hot)), 0, ["only"]).turns[-1]
    heat = next(move for move in turn.moves if move.gauge == "heat")
    assert {why.rule: why.amount for why in heat.reasons} == {"dismiss": 90, "limit": -60}
    assert heat.after == 1000 == heat.before + sum(why.amount for why in heat.reasons)


def test_a_rule_adds_to_the_plain_effect_only_where_it_holds() -> None:
    assert "trust heard_first" not in moved(SMALL, "hello", "sorry")
    assert moved(SMALL, "hello", "say_back", "sorry")["trust heard_first"] == 60


def test_a_rule_is_judged_for_the_act_it_names() -> None:
    assert act_named(["heat >= 3", "act offer"]) == "offer"
    assert act_named(["heat >= 3"]) == "time"


def test_every_act_does_something_to_somebody() -> None:
    mood = Library().case("short_again", "ingrid_solheim").content.mood
    moving = {effect.act for effect in mood.effects} | {act_named(rule.when) for rule in mood.rules}
    # who is promised too much is glad of it until the day; how a call may end is the stages'
    # affair, what makes it a bad end has names of its own; and who is let finish is listened to
    assert set(NAMES) - moving == {"overpromise", "close", "let_finish"}


def test_every_act_is_documented_with_what_it_is_and_is_not() -> None:
    for act in ACTS:
        assert act.means.endswith(".")
        assert act.example != act.unlike
    assert all(text.endswith(".") for text in DERIVED.values())

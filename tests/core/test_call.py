"""Scripted calls: what happens, and that it happens the same way every time."""

import msgspec
import pytest
from msgspec.structs import replace

from sim.core.acts import Acts
from sim.core.call import Call, IllegalReply
from sim.core.compile import compile_case
from sim.core.model import Grievance, Reply
from tests.small import MENDED, SMALL


def small(seed: int = 0, *replies: str) -> Call:
    return Call(compile_case(SMALL), seed, replies)


def ids(call: Call) -> set[str]:
    return {option.id for option in call.offered}


def test_the_customer_speaks_first() -> None:
    (opening,) = small().turns
    assert (opening.number, opening.chosen, opening.line) == (0, "", "Five cups! I ordered six.")
    assert opening.raised is not None
    assert (opening.raised.kind, opening.raised.id) == ("grievance", "short_cup")


def test_a_whole_call_from_the_first_words_to_the_end() -> None:
    call = small(0, *MENDED)
    assert call.ending == "content"
    assert call.offered == ()
    assert [turn.stage for turn in call.turns][-1] == "content"
    assert call.choices == MENDED


def test_a_reply_not_on_offer_raises_names_those_that_are_and_changes_nothing() -> None:
    call = small(0, "hello")
    before = (call.turns, call.digest, call.offered)
    refusal = r"'hello' is not on offer; on offer: .*go_on"
    with pytest.raises(IllegalReply, match=refusal) as refused:
        call.reply("hello")
    assert set(refused.value.offered) == ids(call)
    assert (call.turns, call.digest, call.offered) == before


def test_after_the_end_nothing_can_be_said() -> None:
    call = small(0, *MENDED)
    with pytest.raises(IllegalReply, match="the call is over"):
        call.reply("go_on")


def test_undoing_goes_back_by_one_reply_and_no_further_than_the_opening() -> None:
    call = small(0, "hello")
    digest = call.digest
    call.reply("only")
    call.undo()
    assert (call.digest, call.choices) == (digest, ("hello",))
    call.undo()
    call.undo()
    assert len(call.turns) == 1


def test_the_same_case_seed_and_choices_give_the_same_call_to_the_byte() -> None:
    once, again = (msgspec.json.encode(small(3, *MENDED).turns) for _ in range(2))
    assert once == again


def test_the_seed_changes_only_order_and_wording() -> None:
    def without_words(seed: int) -> list[object]:
        call = small(seed, "hello", "go_on", "say_back")
        return [
            (replace(turn, line="", offered=()), {option.id for option in turn.offered})
            for turn in call.turns
        ]

    assert all(without_words(seed) == without_words(0) for seed in range(30))
    orders = {tuple(o.id for o in small(seed, "hello").offered) for seed in range(30)}
    assert len(orders) > 1


def test_a_reply_is_said_once_unless_it_may_come_again() -> None:
    call = small(0, "hello", "only", "go_on")
    assert "only" not in ids(call)
    assert "go_on" in ids(call)


def test_at_most_four_are_on_offer_the_most_specific_first() -> None:
    more = [
        Reply(
            id=f"more_{n}",
            say="Mm.",
            acts=Acts(listen=True),
            when=["turn >= 1", "turn < 9", "heat < 99"],
        )
        for n in range(4)
    ]
    scenario = replace(SMALL.scenario, replies=[*SMALL.scenario.replies, *more])
    call = Call(compile_case(replace(SMALL, scenario=scenario)), 0, ["hello"])
    assert ids(call) == {f"more_{n}" for n in range(4)}


def test_stock_replies_fill_up_where_fewer_than_two_fit() -> None:
    assert "stock_yes" not in ids(small(0, "hello"))
    alone = [reply for reply in SMALL.scenario.replies if reply.id in ("hello", "go_on")]
    scenario = replace(SMALL.scenario, replies=alone)
    call = Call(compile_case(replace(SMALL, scenario=scenario)), 0, ["hello"])
    assert ids(call) == {"go_on", "stock_yes"}


def test_the_call_ends_when_its_turns_are_used_up() -> None:
    call = small(0, "hello", *["go_on"] * 11)
    assert (call.ending, len(call.turns)) == ("time_up", 13)


def test_one_thing_is_brought_up_a_turn_and_only_once() -> None:
    second = Grievance(
        id="again", text="it was the second time", when=[], feeling="ignored", unfinished=True
    )
    scenario = replace(SMALL.scenario, grievances=[*SMALL.scenario.grievances, second])
    call = Call(compile_case(replace(SMALL, scenario=scenario)), 0, ["hello", "go_on"])
    assert [turn.raised and turn.raised.id for turn in call.turns] == ["short_cup", "again", None]


def test_speaking_after_an_unfinished_line_without_leaving_room_interrupts() -> None:
    halting = replace(SMALL.scenario.grievances[0], unfinished=True)
    scenario = replace(SMALL.scenario, grievances=[halting])
    rows = [
        *SMALL.mood.derived,
        msgspec.convert(
            {"act": "interrupt", "when": ["act time", "unfinished", "not with invite"]},
            type(SMALL.mood.derived[0]),
        ),
    ]
    content = replace(SMALL, scenario=scenario, mood=replace(SMALL.mood, derived=rows))
    assert "interrupt" in Call(compile_case(content), 0, ["only"]).turns[-1].acts
    assert "interrupt" not in Call(compile_case(content), 0, ["hello"]).turns[-1].acts
    assert "interrupt" not in Call(compile_case(content), 0, ["hello", "only"]).turns[-1].acts


def test_names_and_pronouns_are_filled_in() -> None:
    call = small(0, "hello", "say_back")
    send = next(option for option in call.offered if option.id == "send")
    assert send.say.endswith("Does that suit you, Ms Berg?")


def test_who_is_leaving_brings_nothing_up() -> None:
    late = Grievance(id="late", text="it came late", when=["last close"], feeling="ignored")
    scenario = replace(SMALL.scenario, grievances=[*SMALL.scenario.grievances, late])
    call = Call(compile_case(replace(SMALL, scenario=scenario)), 0, MENDED)
    assert (call.ending, call.turns[-1].raised) == ("content", None)
    (score,) = call.scores
    assert [window.about for window in score.letters[0].windows] == ["short_cup"]

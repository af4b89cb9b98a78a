"""Plays as they are played: what is not as it must be is told at its place, with what was so."""

from pathlib import Path

import pytest

from sim.core.call import Call
from sim.core.compile import compile_case
from sim.studio.performing import Tried, perform
from tests.small import MENDED, SMALL
from tests.studio.test_plays import script

CASE = compile_case(SMALL)


def tried(tmp_path: Path, steps: str, *rest: str) -> Tried:
    """What comes of a play of the small case; the steps begin in line 5."""
    head = ["plays:", '  - title: "T"', "    as: ada_berg", "    steps:"]
    text = "\n".join([*head, *(f"      - {each}" for each in steps.splitlines())])
    (ready,) = script("\n".join([text, *(f"    {each}" for each in rest)]), tmp_path)
    return perform(ready)


def told(play: Tried) -> list[str]:
    """`line:column: code: message` of all that was missed."""
    return [f"{m.finding.line}:{m.finding.column}: {m.finding.code}: {m.finding.message}"
            for m in play.missed]  # fmt: skip


def test_a_play_comes_to_what_the_same_call_comes_to(tmp_path: Path) -> None:
    play = tried(tmp_path, "\n".join(f"say: {each}" for each in MENDED), "ends: content")
    call = Call(CASE, 0, MENDED)
    assert play.missed == ()
    assert (play.ending, play.scores) == (call.ending, {s.rubric: s.score for s in call.scores})
    assert (play.line, play.scenario, play.customer) == (2, "cup_short", "ada_berg")


def test_a_gauge_is_told_in_shown_points_with_its_largest_reasons(tmp_path: Path) -> None:
    play = tried(tmp_path, "say: hello\n{say: only, then: [heat < 60, heard >= 23, trust < 40]}")
    before, after = (turn.gauges for turn in Call(CASE, 0, ["hello", "only"]).turns[1:])
    assert told(play) == [
        f"6:28: SB402: 'heat < 60' is expected after 'only' (turn 2), "
        f"but heat was {after.heat // 10} ({before.heat // 10} before that reply)",
        "6:39: SB402: 'heard >= 23' is expected after 'only' (turn 2), "
        f"but heard was {after.heard // 10} ({before.heard // 10} before that reply)",
    ]
    heat, heard = play.missed
    assert [(why.amount, why.rule) for why in heat.reasons] == [(90, "dismiss")]
    assert [(why.amount, why.rule) for why in heard.reasons] == [(-40, "dismiss")]


def test_the_largest_reason_comes_first(tmp_path: Path) -> None:
    play = tried(tmp_path, "say: hello\nsay: say_back\n{say: sorry, then: [trust < 5]}")
    (trust,) = play.missed
    assert [(why.amount, why.rule) for why in trust.reasons] == [
        (80, "apologise"),
        (60, "heard_first"),
    ]


@pytest.mark.parametrize(
    ("test", "was"),
    [
        ("stage solving", "the stage was 'settling'"),
        ("not stage settling", "the stage was 'settling'"),
        ("enters solving", "the stage was 'venting', then 'settling'"),
        ("did act", "so far this was done: greet, introduce, invite, say_back short_cup"),
        ("not did greet", "so far this was done: greet, introduce, invite, say_back short_cup"),
        ("last listen", "it did this: say_back short_cup"),
        ("not raised order", "so far this came up: short_cup, order"),
        ("raises order", "then this came up: nothing"),
        ("turn >= 3", "it was turn 2"),
        ("unfinished", "it was not so"),
        ("not used hello", "it was so"),
        ("voice reserved", "it was not so"),
    ],
)
def test_what_was_so_instead_is_told(test: str, was: str, tmp_path: Path) -> None:
    play = tried(tmp_path, f"say: hello\n{{say: say_back, then: [turn >= 1, {test}]}}")
    place = "6:43: SB402"
    assert told(play) == [f"{place}: '{test}' is expected after 'say_back' (turn 2), but {was}"]
    assert play.missed[0].reasons == ()


def test_a_reply_that_is_not_on_offer_ends_the_play_with_what_is(tmp_path: Path) -> None:
    steps = "{say: hello, then: [heat < 5]}\nsay: goodbye\n{say: only, then: [heat < 5]}"
    play = tried(tmp_path, steps, "ends: content", "scores: {tea: {from: 100}}")
    offered = ", ".join(sorted(option.id for option in Call(CASE, 0, ["hello"]).offered))
    test, reply = told(play)
    assert test.startswith("5:29: SB402: 'heat < 5'")
    assert reply.startswith("6:14: SB401: turn 2: 'goodbye' is not on offer; on offer: ")
    assert ", ".join(sorted(reply.rpartition(": ")[2].split(", "))) == offered
    assert (play.ending, play.scores) == ("", {})


def test_nothing_can_be_said_when_the_call_is_over(tmp_path: Path) -> None:
    steps = "\n".join(f"say: {each}" for each in (*MENDED, "hello"))
    assert told(tried(tmp_path, steps)) == [
        "10:14: SB401: turn 6: the call is over, so 'hello' can no longer be said"
    ]


def test_a_call_may_go_on_where_no_ending_is_named(tmp_path: Path) -> None:
    play = tried(tmp_path, "say: hello", "scores: {tea: {to: 50}}")
    assert (play.ending, play.missed) == ("", ())


def test_an_ending_that_did_not_come_is_told_with_the_one_that_did(tmp_path: Path) -> None:
    steps = "\n".join(f"say: {each}" for each in MENDED)
    (other,) = told(tried(tmp_path, steps, "ends: gone"))
    assert other == "10:11: SB404: the call is expected to end 'gone', but it ended 'content'"
    (none,) = told(tried(tmp_path, "say: hello", "ends: gone"))
    assert none.startswith(
        "6:11: SB404: the call is expected to end 'gone', but it goes on; on offer: "
    )


@pytest.mark.parametrize(
    ("band", "holds"),
    [
        ("from: 50", True),
        ("to: 50", True),
        ("from: 50, to: 50", True),
        ("from: 51", False),
        ("to: 49", False),
    ],
)
def test_a_score_lies_in_its_band_ends_included(band: str, holds: bool, tmp_path: Path) -> None:
    play = tried(tmp_path, "say: hello\nsay: say_back", f"scores: {{tea: {{{band}}}}}")
    assert play.scores == {"tea": 50}
    assert (play.missed == ()) is holds
    if not holds:
        (missed,) = told(play)
        assert missed.startswith("7:19: SB403: TEA is expected from ")
        assert missed.endswith(", but it is 50: T Take it in 100, A Act 0")


def test_all_that_was_missed_is_told_at_once(tmp_path: Path) -> None:
    steps = "{say: hello, then: [stage solving, heat < 5]}\n{say: only, then: [raised short_cup]}"
    play = tried(tmp_path, steps, "ends: cool", "scores: {tea: {from: 99}}")
    codes = [missed.finding.code for missed in play.missed]
    assert codes == ["SB402", "SB402", "SB404", "SB403"]

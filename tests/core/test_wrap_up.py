"""The work after a call: what was promised, what the note says, and what comes of both."""

import pytest
from msgspec.structs import replace

from sim.core.acts import Acts, Promise
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.done import Done
from sim.core.model import Answer, NoteField, Reply, Undertaking, WrapUp
from sim.core.wrap_up import due, wrap_up
from tests.small import SMALL

NOTE = [
    NoteField(
        id="cause",
        ask="What caused it?",
        answers=[
            Answer(id="label", text="A label.", helps=True, why="It can be changed."),
            Answer(id="luck", text="Bad luck, {title} {last}.", why="It says nothing."),
        ],
    )
]
PROMISES = [
    Undertaking("courier_comes", "the courier comes", True, 0, "It came.", "It did not."),
    Undertaking("call", "to call {first}", True, 10, "You called.", "You did not."),
    Undertaking("mail", "to write", True, 10, "You wrote.", "You did not."),
    Undertaking("never", "never again", False, 0, "It never was.", "It was again."),
]


def saying(id: str, what: str, by: str = "") -> Reply:
    return Reply(id=id, say=id, acts=Acts(follow_up=Promise(what, by)))


def case(minutes: int = 15) -> Case:
    scenario = replace(
        SMALL.scenario,
        promises=PROMISES,
        replies=[
            *SMALL.scenario.replies,
            saying("call", "call", "Friday"),
            saying("mail", "mail"),
            saying("never", "never", "ever"),
            saying("call_sometime", "call"),
        ],
        wrap_up=WrapUp(minutes=minutes, note=NOTE),
    )
    return compile_case(replace(SMALL, scenario=scenario))


def test_what_was_promised_is_due_in_order_and_once() -> None:
    made = due(case(), ["call", "hello", "send", "call_sometime"])
    assert [(each.id, each.by, each.open) for each in made] == [
        ("call", "Friday", True),
        ("courier_comes", "noon", False),
    ]
    assert made[0].text == "to call Ada"


def test_a_promise_without_a_time_has_none() -> None:
    assert due(case(), ["mail"])[0].by == ""


def test_what_was_kept_and_what_was_not() -> None:
    done = wrap_up(case(), ["call", "mail", "send", "never"], Done(("label",), ("call",)))
    assert [(came.promise.id, came.kept, came.why) for came in done.promises] == [
        ("call", True, "You called."),
        ("mail", False, "You did not."),
        ("courier_comes", True, "It came."),
        ("never", False, "It was again."),
    ]


def test_the_note_says_what_helps_and_names_are_filled_in() -> None:
    helps = wrap_up(case(), [], Done(("label",))).note[0]
    does_not = wrap_up(case(), [], Done(("luck",))).note[0]
    assert (helps.ask, helps.helps) == ("What caused it?", True)
    assert (does_not.text, does_not.helps) == ("Bad luck, Ms Berg.", False)


@pytest.mark.parametrize(
    ("done", "what"),
    [
        (Done(("label",), ("call", "mail")), "15 minutes"),
        (Done(("label",), ("never",)), "not for the trainee"),
        (Done(("label",), ("courier_comes",)), "not for the trainee"),
        (Done(("label",), ("tea",)), "not made"),
        (Done(("tea",)), "no answer"),
        (Done(()), "1 lines"),
    ],
)
def test_what_could_not_be_done_is_refused(done: Done, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        wrap_up(case(), ["call", "mail", "send", "never"], done)

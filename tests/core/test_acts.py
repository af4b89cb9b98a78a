"""Classes of acts: conditions ask for them as for an act."""

import msgspec
import pytest

from sim.core.acts import ACTS, BY_NAME, CLASSES, NAMES, Acts, classes, events
from sim.core.call import Call
from sim.core.compile import CaseError, compile_case
from sim.core.model import Content, Reply, Rule
from tests.small import SMALL


def ruled(*rules: tuple[str, ...]) -> Content:
    """The small case with these rules, by number, and no others; each adds a point of trust."""
    mood = msgspec.structs.replace(
        SMALL.mood,
        effects=[],
        rules=[
            Rule(id=f"rule_{number}", when=list(when), trust=1, why="So.", source="design choice")
            for number, when in enumerate(rules)
        ],
    )
    replies = [
        Reply(id=name, say=name, acts=msgspec.convert(acts, Acts), again=True)
        for name, acts in {
            "blame": {"blame": True},
            "listen": {"listen": True},
            "thank": {"thank": "this"},
            "thank_and_listen": {"thank": "this", "listen": True},
        }.items()
    ]
    scenario = msgspec.structs.replace(SMALL.scenario, replies=replies, lines=[])
    return msgspec.structs.replace(
        SMALL,
        scenario=scenario,
        customer=msgspec.structs.replace(SMALL.customer, transitions=[], bearing=[], lines=[]),
        mood=mood,
        needs=[],
        rubrics=[],
    )


def counted(content: Content, *replies: str) -> int:
    """How many of the rules counted with the last of the replies."""
    turn = Call(compile_case(content), 0, replies).turns[-1]
    return sum(why.amount for move in turn.moves for why in move.reasons) // 10


def test_a_class_has_acts_that_are_there_and_no_name_of_an_act() -> None:
    for name, members in CLASSES.items():
        assert members
        assert set(members) <= set(BY_NAME)
        assert name not in NAMES


def test_every_act_that_helps_or_harms_says_so_by_its_tone() -> None:
    for act in ACTS:
        assert ("fault" in classes(act.name)) == (act.tone == "fault")
        assert ("helping" in classes(act.name)) == (act.tone in ("warm", "competent"))


@pytest.mark.parametrize(
    ("test", "replies", "holds"),
    [
        ("with attentive", ("thank_and_listen",), 1),
        ("with attentive", ("thank",), 0),
        ("not with fault", ("blame",), 0),
        ("did fault", ("blame", "thank"), 1),
        ("did fault", ("blame",), 0),
        ("last fault", ("blame", "thank"), 1),
        ("last fault", ("blame", "thank", "thank"), 0),
        ("did cordial twice", ("thank", "thank", "listen"), 1),
        ("did cordial twice", ("thank", "listen"), 0),
    ],
)
def test_a_class_is_asked_for_like_an_act(test: str, replies: tuple[str, ...], holds: int) -> None:
    assert counted(ruled((test,)), *replies) == holds


def test_a_rule_for_a_class_is_judged_for_each_act_of_it() -> None:
    assert counted(ruled(("act helping",)), "thank_and_listen") == 2
    assert counted(ruled(("act helping",)), "blame") == 0


def test_same_stands_for_the_act_being_judged() -> None:
    content = ruled(("act helping", "did same"))
    assert counted(content, "listen", "thank") == 0
    assert counted(content, "thank", "thank_and_listen") == 1


def test_same_stands_for_nothing_where_no_rule_is_judged() -> None:
    content = ruled()
    asking = msgspec.structs.replace(content.scenario.replies[0], when=["did same"])
    scenario = msgspec.structs.replace(content.scenario, replies=[asking])
    with pytest.raises(CaseError, match="'same' stands for nothing here"):
        compile_case(msgspec.structs.replace(content, scenario=scenario))


@pytest.mark.parametrize(("parts", "size"), [(1, "one"), (2, "few"), (3, "few"), (4, "many")])
def test_an_apology_says_how_many_parts_it_has(parts: int, size: str) -> None:
    names = ["regret", "repair", "explanation", "responsibility"][:parts]
    event = events(msgspec.convert({"apologise": {"parts": names}}, Acts))[0]
    assert f"parts {size}" in event.words

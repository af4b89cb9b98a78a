"""What a person brings into any situation: needs with rules and replies, cues, abuse, wishes."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from sim.core.acts import Acts
from sim.core.call import Call
from sim.core.compile import compile_case
from sim.core.model import (
    Award,
    Begin,
    Content,
    Customer,
    Derived,
    Facts,
    Need,
    PersonNeed,
    Reply,
    Rule,
    Topic,
    Transition,
    Window,
)
from sim.core.stages import ABUSE, ENDINGS
from sim.core.step import Step, advance, begin
from tests.small import CUSTOMER, OURS, RUBRIC, SCENARIO, SMALL

QUIET = Need(
    id="quiet",
    kind="preference",
    text="Wants it said quietly.",
    why="A loud voice is all one hears.",
    derived=[Derived("adapt", ["act listen", "raised this"])],
    rules=[
        Rule(id="quietly", when=["act listen", "raised this"], trust=5, why="Quiet.", source=OURS),
        Rule(id="loudly", when=["act dismiss", "need quiet"], heat=9, why="Loud.", source=OURS),
    ],
    replies=[
        Reply(id="need_quiet_lower", say="I'll speak lower.", acts=Acts(assure=True),
              when=["raised quiet", "turn >= 1"]),
    ],
)  # fmt: skip
WISHES = Reply(id="how", say="How would you like it?", acts=Acts(ask="wishes"))


def content(*needs: PersonNeed, replies: Sequence[Reply] = (), **fields: object) -> Content:
    """The small case in which there is such a need, and a question for wishes."""
    customer = replace(CUSTOMER, needs=list(needs), **fields)
    scenario = replace(SCENARIO, replies=[*SCENARIO.replies, WISHES, *replies])
    return replace(SMALL, needs=[QUIET], customer=customer, scenario=scenario)


def steps(it: Content, *replies: str) -> list[Step]:
    """What the replies do one after the other, whether or not they were on offer."""
    case = compile_case(it)
    taken = [begin(case)]
    for reply in replies:
        taken.append(advance(case, taken[-1].state, case.replies[reply]))
    return taken


def stages(it: Content, *replies: str) -> list[str]:
    return [step.state.stage for step in steps(it, *replies)]


def offered(it: Content, *replies: str) -> set[str]:
    case = compile_case(it)
    return {reply.id for reply in case.offer(case.view(*steps(it, *replies)[-1].state))}


def raised(it: Content, *replies: str) -> str:
    happening = steps(it, *replies)[-1].raised
    return happening.id if happening else ""


def reasons(it: Content, *replies: str) -> set[str]:
    return {move.reason.id for move in steps(it, *replies)[-1].moves}


SHOWN = PersonNeed(need="quiet", signal=["last listen"])
NEVER = PersonNeed(need="quiet", signal=["last close"])


def test_a_rule_of_a_need_counts_for_whoever_has_it_and_for_nobody_else() -> None:
    assert "quietly" in reasons(content(SHOWN), "hello", "go_on", "go_on")
    assert "quietly" not in reasons(content(SHOWN), "hello", "go_on")
    assert "quietly" not in reasons(content(), "hello", "go_on", "go_on")
    assert "loudly" in reasons(content(SHOWN), "only")
    assert "loudly" not in reasons(content(), "only")


def test_a_reply_to_a_need_is_on_offer_in_any_situation_to_whoever_showed_it() -> None:
    assert "need_quiet_lower" in offered(content(SHOWN), "hello", "go_on")
    assert "need_quiet_lower" not in offered(content(SHOWN), "hello")
    assert "need_quiet_lower" not in offered(content(), "hello", "go_on")


def test_what_was_just_shown_can_be_answered_however_much_else_fits_better() -> None:
    crowd = [
        Reply(id=f"b{n}", say=f"B {n}.", acts=Acts(listen=True), when=["turn >= 1", "turn >= 0"])
        for n in range(4)
    ]
    answer = replace(QUIET.replies[0], when=["raises quiet"])
    needs = [replace(QUIET, replies=[answer])]
    it = replace(content(SHOWN, replies=crowd), needs=needs)
    assert "need_quiet_lower" in offered(it, "hello", "go_on")
    assert "need_quiet_lower" not in offered(it, "hello", "go_on", "b1")


def test_nobody_asks_for_what_they_have_been_given() -> None:
    given = replace(QUIET, derived=[Derived("adapt", ["act listen"])])
    late = PersonNeed(need="quiet", signal=["last listen", "turn >= 2"])
    assert raised(content(late), "hello", "go_on") == "quiet"
    before = replace(content(late), needs=[given])
    assert raised(before, "go_on", "go_on") == ""
    assert raised(content(late), "go_on", "go_on") == "quiet"


@pytest.mark.parametrize("broke_off", [True, False])
def test_who_is_let_finish_a_sentence_finishes_it_before_they_ask_for_anything(
    broke_off: bool,
) -> None:
    it = content(PersonNeed(need="quiet", signal=["turn >= 1"]))
    (first, *others) = it.scenario.grievances
    grievances = [replace(first, unfinished=broke_off), *others]
    derived = [Derived("let_finish", ["act listen", "unfinished"])]
    it = replace(
        it,
        scenario=replace(it.scenario, grievances=grievances),
        mood=replace(it.mood, derived=derived),
    )
    assert raised(it) == first.id
    assert raised(it, "go_on") == ("" if broke_off else "quiet")
    assert raised(it, "go_on", "go_on") == ("quiet" if broke_off else "")


def test_a_change_of_heart_is_heard_before_a_need() -> None:
    turned = Transition(source="venting", to="settling", when=["last listen"])
    it = content(PersonNeed(need="quiet", signal=["turn >= 1"]), transitions=[turned])
    assert stages(it, "go_on") == ["venting", "settling"]
    assert raised(it, "go_on") == ""
    assert raised(it, "go_on", "go_on") == "quiet"
    asked = content(NEVER, transitions=[replace(turned, when=["last ask wishes"])])
    assert raised(asked, "hello", "how") == "quiet", "but who is asked, answers"


def test_a_need_that_waits_moves_nobody_and_one_that_is_shown_may() -> None:
    moved = Transition(source="venting", to="settling", when=["raised quiet"])
    it = content(PersonNeed(need="quiet", signal=["turn >= 1"]), transitions=[moved])
    assert (stages(it, "go_on")[-1], raised(it, "go_on")) == ("settling", "quiet")
    turned = replace(moved, to="solving", when=["last listen"])
    both = content(PersonNeed(need="quiet", signal=["turn >= 1"]), transitions=[moved, turned])
    assert (stages(both, "go_on")[-1], raised(both, "go_on")) == ("solving", "")


@pytest.mark.parametrize("named", ["listen", "attentive"])
def test_what_meets_a_need_may_be_an_act_or_a_class_of_acts(named: str) -> None:
    met = replace(QUIET, derived=[Derived("adapt", [f"act {named}", "raised this"])])
    it = replace(content(PersonNeed(need="quiet", signal=["turn >= 1"])), needs=[met])
    (*_, last) = steps(it, "hello", "go_on")
    assert "adapt" in {event.act for event in last.events}


def test_the_text_of_a_need_is_filled_in_wherever_it_is_shown() -> None:
    award = Award(2, ["act adapt this"], "Met.")
    window = Window(
        id="met", each="need", text="{this}", opens=["raised this"], awards=[award], missed="-"
    )
    it = content(PersonNeed(need="quiet", signal=["turn >= 1"]))
    letter = replace(RUBRIC.letters[0], essential="", windows=[window])
    it = replace(
        it,
        needs=[replace(QUIET, text="{They} like it quiet.")],
        rubrics=[replace(RUBRIC, letters=[letter])],
    )
    call = Call(compile_case(it), 0, ["hello"])
    (shown,) = call.scores[0].letters[0].windows
    assert call.turns[-1].raised
    assert shown.text == call.turns[-1].raised.text == "She like it quiet."


def test_who_owes_an_answer_or_was_wronged_does_not_change_the_subject() -> None:
    it = content(PersonNeed(need="quiet", signal=["turn >= 1"]))
    assert raised(it, "sorry") == raised(it, "only") == ""
    assert raised(it, "hello") == "quiet"


def test_who_is_asked_for_wishes_shows_a_need_before_its_time() -> None:
    assert raised(content(NEVER), "hello", "how") == "quiet"
    assert raised(content(NEVER), "hello", "go_on") == ""
    assert raised(content(), "hello", "how") == ""


GLANCE = Topic(id="glance", text="a glance at the clock", when=["last listen"])
SEEN = Reply(
    id="seen", say="You looked at the clock.", acts=Acts(notice="glance"), when=["raised glance"]
)


def test_what_a_person_lets_slip_can_be_noticed_in_any_situation() -> None:
    it = content(cues=[GLANCE])
    it = replace(it, customer=replace(it.customer, replies=[SEEN]))
    assert raised(it, "hello", "go_on") == "glance"
    assert "seen" in offered(it, "hello", "go_on")
    noticed = steps(it, "hello", "go_on", "seen")[-1]
    assert ("notice", "glance") in {(event.act, event.about) for event in noticed.events}


LIMIT = Reply(
    id="limit", say="Not like that, or I end this.", acts=Acts(set_limit=True), again=True
)
LEAVE = Reply(id="leave", say="I'm ending this now.", acts=Acts(close=True))
ABUSES: Customer = replace(
    CUSTOMER,
    begin=Begin(heat=95, heard=0, trust=20, patience=90),
    transitions=[Transition(source="venting", to="abusive", when=["heat >= 80"])],
    replies=[LIMIT, LEAVE],
)


def abused() -> Content:
    return replace(content(), customer=ABUSES)


def test_after_a_limit_an_abusive_call_may_be_ended() -> None:
    assert stages(abused(), "only", "limit", "leave")[1:] == ["abusive", "abusive", "limited"]
    assert stages(abused(), "only", "leave")[-1] == "gone"


def test_abuse_is_no_stage_of_anybody_whose_own_rows_do_not_lead_there() -> None:
    for it, there in ((abused(), True), (content(), False)):
        machine = compile_case(it).stages
        assert ("abusive" in machine.names) == ("limited" in machine.endings) == there
        assert (
            {(row.to, row.when) for row in ABUSE} <= {(r.to, r.when) for r, _ in machine.rows}
        ) == there
    assert "limited" in ENDINGS


def test_where_somebody_has_been_is_remembered() -> None:
    was = Reply(id="was", say="A while ago you shouted.", acts=Acts(assure=True),
                when=["been settling"], again=True)  # fmt: skip
    it = content(replies=[was])
    settled = ("hello", "say_back")
    again = (*settled, *["only"] * 4)
    assert [stages(it, *replies)[-1] for replies in (settled, again)] == ["settling", "venting"]
    assert ["was" in offered(it, *each) for each in (("hello",), settled, again)] == [
        False, True, True,
    ]  # fmt: skip


def test_where_nothing_went_wrong_the_model_for_every_contact_leads() -> None:
    assert SCENARIO.leads == "heart"
    assert replace(SCENARIO, case=Facts("none", "process", "competence", "mild")).leads == "start"

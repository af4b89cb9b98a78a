"""The catalogue of needs: what each says, what meets it, and what one may say because of it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.model import Need, PersonNeed, Reply, Rule
from sim.core.step import State, Step, advance, begin
from sim.core.when import GAUGES
from sim.studio.library import Library
from sim.studio.reader import read
from sim.studio.schemas import Needs
from tests.small import SMALL
from tools import needs as page_of_needs

LIBRARY = Library()
NEEDS = {need.id: need for need in LIBRARY.needs}
REPLIES = [(need.id, reply) for need in NEEDS.values() for reply in need.replies]
MOST_WORDS = 24


@cache
def case(need: str) -> Case:
    """A small call, by the shipped rules, with somebody who shows the need after one reply."""
    rules = LIBRARY.rules
    person = replace(
        SMALL.customer,
        needs=[PersonNeed(need=need, signal=["turn >= 1"])],
        begin=replace(SMALL.customer.begin, heat=60, heard=20),
    )
    content = replace(
        SMALL, customer=person, mood=rules.mood, needs=rules.needs, stock=rules.stock, rubrics=[]
    )
    return compile_case(content)


@cache
def shown(need: str) -> State:
    """The call just after the need was shown."""
    step = advance(case(need), begin(case(need)).state, case(need).replies["hello"])
    assert step.raised is not None
    assert step.raised.id == need
    return step.state


def after(need: str, reply: Reply) -> Step:
    return advance(case(need), shown(need), case(need).replies[reply.id])


def offered(need: str, state: State) -> set[str]:
    """The replies of the need that are on offer."""
    own = {reply.id for reply in NEEDS[need].replies}
    return own & {each.id for each in case(need).offer(case(need).view(*state))}


def concluded(step: Step) -> set[tuple[str, str]]:
    return {(e.act, e.about) for e in step.events if e.act in ("adapt", "ignore_need")}


def test_the_catalogue_is_there() -> None:
    assert len(NEEDS) == len(LIBRARY.needs) == 22
    kinds = [need.kind for need in LIBRARY.needs]
    assert kinds == sorted(kinds), "access first, then preferences, then values"


@pytest.mark.parametrize("need", NEEDS.values(), ids=NEEDS)
class TestEntry:
    def test_it_says_what_one_person_wants_and_never_what_kind_of_people(self, need: Need) -> None:
        assert re.match(r"(Wants|Has|Talks) .*\.$", need.text)
        for text in (need.text, need.signal, need.why):
            assert text.endswith(".")
            assert not re.search(r"\b(he|she|his|her|him|patients?|sufferers?|disab\w+)\b", text)
        assert not re.search(r"\b(they|them|their)\b", need.text)

    def test_there_is_a_signal_for_it(self, need: Need) -> None:
        assert need.signal

    def test_it_can_be_met_and_passed_over(self, need: Need) -> None:
        assert {row.act for row in need.derived} == {"adapt", "ignore_need"}

    def test_to_check_it_meets_it_and_to_ask_does_before_it_was_shown(self, need: Need) -> None:
        for act in ("check", "ask"):
            assert any(f"act {act} this" in row.when for row in need.derived if row.act == "adapt")

    def test_what_costs_something_waits_until_it_was_shown(self, need: Need) -> None:
        for row in need.derived:
            assert row.act == "adapt" or "raised this" in row.when
        for rule in need.rules:
            assert not costs(rule) or "raised this" in rule.when, rule.id

    def test_what_everybody_does_meets_it_only_once_it_was_shown(self, need: Need) -> None:
        everyday = ("say_back", "listen", "invite", "act", "options", "agree", "next_steps")
        for row in need.derived:
            if row.act == "adapt" and {f"act {act}" for act in everyday} & set(row.when):
                assert "raised this" in row.when, row

    def test_its_rules_are_small_and_say_why(self, need: Need) -> None:
        for rule in need.rules:
            assert rule.id.startswith(need.id)
            assert all(2 <= abs(change) <= 8 for change in changes(rule))
            assert len(rule.source) > 15
            assert rule.why.endswith(".")

    def test_one_reply_meets_it_and_the_other_passes_it_over(self, need: Need) -> None:
        meets, passes = (after(need.id, reply) for reply in need.replies)
        assert concluded(meets) == {("adapt", need.id)}
        assert concluded(passes) == {("ignore_need", need.id)}
        trust = shown(need.id).trust
        assert meets.state.trust > trust > passes.state.trust

    def test_both_are_on_offer_as_it_is_shown_and_not_before_or_after(self, need: Need) -> None:
        both = {reply.id for reply in need.replies}
        assert offered(need.id, shown(need.id)) == both
        assert not offered(need.id, begin(case(need.id)).state)
        for reply in ("go_on", *both):
            step = advance(case(need.id), shown(need.id), case(need.id).replies[reply])
            assert not offered(need.id, step.state)

    def test_neither_is_to_be_told_by_its_length(self, need: Need) -> None:
        one, other = (len(reply.say.split()) for reply in need.replies)
        assert abs(one - other) <= 3
        assert max(one, other) <= MOST_WORDS


def costs(rule: Rule) -> bool:
    """Whether the rule takes something away from the customer."""
    return rule.heat > 0 or min(rule.heard, rule.trust, rule.patience) < 0


def changes(rule: Rule) -> Iterator[int]:
    return (change for gauge in GAUGES if (change := getattr(rule, gauge)))


def test_wrong_replies_are_no_longer_than_right_ones() -> None:
    right, wrong = zip(*(need.replies for need in NEEDS.values()), strict=True)
    words = [sum(len(reply.say.split()) for reply in replies) for replies in (right, wrong)]
    assert abs(words[0] - words[1]) < len(NEEDS)


@pytest.mark.parametrize(("need", "reply"), REPLIES, ids=[reply.id for _, reply in REPLIES])
def test_a_reply_makes_sense_wherever_and_whatever_it_is(need: str, reply: Reply) -> None:
    assert reply.id.startswith("need_")
    assert not re.search(r"\b(phone|line|ring|hang|screen|type|desk|hear me)\b", reply.say)
    by_name = need in ("formal_address", "first_names")
    assert by_name or "{" not in reply.say, "names belong where they were asked for"


def test_the_page_of_needs_is_up_to_date() -> None:
    """`make pages` writes it anew."""
    assert page_of_needs.PAGE.read_text(encoding="utf-8") == page_of_needs.page(LIBRARY.needs)


def test_the_smallest_entry_on_the_page_is_one(tmp_path: Path) -> None:
    page = page_of_needs.PAGE.read_text(encoding="utf-8")
    [entry] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    file = tmp_path / "needs.yaml"
    file.write_text(f"needs:\n{entry}", encoding="utf-8")
    [need] = read(file, Needs)[0].needs
    small = replace(SMALL.customer, needs=[PersonNeed(need=need.id, signal=["turn >= 1"])])
    compile_case(replace(SMALL, needs=[need], customer=small))

"""The form that is wanted, shown to whoever wrote another: acts, conditions, names."""

import pytest

from sim.core.model import Customer, Scenario
from sim.studio.reader import ContentError, load
from tests.studio.pieces import CUSTOMER, SCENARIO
from tests.told import told

ACTS = "acts: {listen: true}"
WHEN = "when: [raised party]"


def said(text: str, kind: type = Scenario) -> str:
    with pytest.raises(ContentError) as caught:
        load(text.encode(), "f.yaml", kind)
    [finding] = told(caught.value)
    return finding


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("acts: doubt", "must be keys with values, not 'doubt'; write {doubt: true}"),
        ("acts: [doubt]", "must be keys with values, not a list; write {doubt: true}"),
        ("acts: doubt, blame", "; write {doubt: true, blame: true}"),
        ("acts: dismis", "; write {dismiss: true}"),
        ("acts: thank", "; write {thank: …}"),
        ("acts: apologise", "; write {apologise: {parts: [regret]}}"),
        ("acts: 7", "; write {listen: true}, or whatever else it does"),
        ("acts: {apologise: true}", "not true; write {parts: [regret]}"),
        ("acts: {apologise: [regret, repair]}", "not a list; write {parts: [regret, repair]}"),
        ("acts: {follow_up: by_noon}", "not 'by_noon'; write {what: by_noon}"),
        ("acts: {hold: 3}", "not the number 3; write {minutes: 3}"),
        ("acts: {hold: true}", "not true; write {minutes: 2}"),
        ("acts: {hand_over: true}", "not true; write {briefed: true}"),
        ("acts: {thank: true}", 'must be text, not true; say what for, as in "your patience"'),
        ("acts: {ask: true}", "must be text, not true; name what it is about: order"),
        ("acts: {say_back: true}", "; name what it is about: short_cup, order"),
        ("acts: {offer: true}", "; name what it is about: courier"),
        ("acts: {thank: 5}", "must be text, not the number 5; put it in quotes"),
        ("acts: {listen: yes}", "must be true, not 'yes'; write true"),
        (
            "acts: {interrupt: true}",
            "unknown key 'interrupt'; Sayback concludes that itself; it is never written",
        ),
        ("acts: {pace: brisk}", "unknown key 'pace'; 'pace' belongs in 'manner'"),
        (f"{ACTS}\n    pace: brisk", "unknown key 'pace'; 'pace' belongs in 'manner'"),
        (f"{ACTS}\n    doubt: true", "unknown key 'doubt'; 'doubt' belongs in 'acts'"),
    ],
)
def test_acts(written: str, says: str) -> None:
    assert said(SCENARIO.replace(ACTS, written, 1)).endswith(says)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("when: turn >= 6", "must be a list, not 'turn >= 6'; write [turn >= 6]"),
        ("when: turn >= 1, did act", "; write [turn >= 1, did act]"),
        ("when: not [did act]", "; 'not' goes before the test: write [not did act]"),
        ("when: not [did act, turn < 3]", "; 'not' goes before a single test, within the brackets"),
        (
            "when: [stage: solving]",
            "when[1] must be text, not keys with values; write 'stage solving', without the colon",
        ),
        ("when: [{a: b, c: d}]", "; text that starts with '{' must be in quotes"),
    ],
)
def test_conditions(written: str, says: str) -> None:
    assert said(SCENARIO.replace(WHEN, written, 1)).endswith(says)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        (
            "{first: Ada, last: Berg, title: Ms}",
            "Ada Berg",
            "not 'Ada Berg'; write {first: …, last: …, title: …}",
        ),
        (
            "{they: she, them: her, their: her}",
            "she/her",
            "not 'she/her'; write {they: …, them: …, their: …}",
        ),
        ("[last invite]", "{a: b}", "; begin each item with '- ', on a line of its own"),
    ],
)
def test_people(right: str, wrong: str, says: str) -> None:
    assert said(CUSTOMER.replace(right, wrong, 1), Customer).endswith(says)

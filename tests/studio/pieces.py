"""A small customer and a small scenario as files, right in every respect, and pieces put into them.

A piece is what an explanation shows: some of the keys of a file. Its lists come on top of those the
file has, everything else takes the place of what was there.
"""

import re
from pathlib import Path

CUSTOMER = """\
name: {first: Ada, last: Berg, title: Ms}
pronouns: {they: she, them: her, their: her}
origin: Turku
age_band: "35 to 44"
about: "Runs a tea room."
voice: outspoken
intensity: 2
begin: {heat: 60, heard: 10, trust: 40, patience: 90}
needs:
  - {need: unhurried, signal: [last invite]}
stages: []
transitions: []
bearing:
  - {shows: "upright"}
lines:
  - {say: "I counted them at the door.", when: [stage venting]}
  - {say: "So you do listen.", when: [stage settling]}
  - {say: "Then let's get it done.", when: [stage solving]}
  - {say: "I've had enough of this!", when: [stage escalated]}
  - {say: "There, that's the spirit. Goodbye.", when: [enters content]}
  - {say: "That will do. Goodbye.", when: [enters cool]}
  - {say: "I'll manage. Goodbye.", when: [enters withdrawn]}
  - {say: "Whoever it is, be quick.", when: [enters handed_over]}
  - {say: "[hangs up]", when: [enters gone]}
  - {say: "My guests are here. Goodbye.", when: [enters time_up]}
  - {say: "One thing after the other, please.", when: [raises unhurried]}
"""

SCENARIO = """\
title: A cup short
summary: "Six cups were ordered and five came."
practises: "Hearing it out."
brief:
  company: Halm
  role: "You are Alex."
  channel: Phone
  screen: ["Order 7: six cups."]
  policy: ["Send what is missing.", "Promise no more than that."]
case: {fault: clear, kind: outcome, breach: competence, severity: mild}
turns: 12
grievances:
  - id: short_cup
    text: "one cup of six did not come"
    feeling: angry
    when: [turn < 1]
facts:
  - {id: order, text: "the order number, 7", when: [last ask order]}
cues:
  - {id: party, text: "there is a party tonight", when: [last say_back]}
remedies:
  - {id: courier, text: "a cup by courier", check: order}
gestures:
  - {id: delivery, text: "the delivery for nothing"}
promises:
  - {id: by_noon, text: "the courier comes by noon", allowed: true, kept: "It came at eleven."}
  - {id: never_again, text: "that it never happens again", allowed: false, broken: "It did."}
replies:
  - id: hello
    say: "Good morning, this is Alex at Halm. Please tell me what happened."
    acts: {greet: true, introduce: true, invite: true}
    when: [turn < 1]
  - id: number
    say: "Good morning, Alex speaking. What would the order number be, please?"
    acts: {greet: true, ask: order}
    when: [turn < 1]
  - id: listening
    say: "I'm here, and I'm writing down all of it. Go on, there's time."
    acts: {listen: true}
    when: [turn >= 1]
    again: true
  - id: five_of_six
    say: "So six were ordered and five came. That would make me angry, too."
    acts: {say_back: short_cup, empathise: angry}
    when: [turn >= 1]
  - id: only_a_cup
    say: "Well, it is only the one cup, and the other five are fine."
    acts: {dismiss: true}
    when: [turn >= 1]
  - id: sorry
    say: "I'm sorry. We packed five, and that was our mistake, not yours."
    acts: {apologise: {parts: [regret, responsibility]}, explain: ours}
    when: [turn >= 1]
  - id: party
    say: "You said that there is a party. I see why the cup matters."
    acts: {notice: party, believe: true}
    when: [raised party]
  - id: courier
    say: "A courier could bring it by noon. Shall I do that for you?"
    acts: {offer: courier, agree: true, set_expectations: "by noon"}
    manner: {pace: unhurried, address: formal}
    when: [turn >= 1]
  - id: book_it
    say: "I have booked the courier while we speak. It is there by noon."
    acts: {act: courier, next_steps: {what: by_noon, by: noon}}
    when: [did agree]
  - id: in_writing
    say: "I'll write to you this evening to ask whether it came in time."
    acts: {follow_up: {what: by_noon, by: tonight}, compensate: delivery}
    manner: {channel: written}
    when: [did agree]
  - id: never_again
    say: "And I promise you that this is never going to happen again here."
    acts: {follow_up: {what: never_again, by: ever}}
    when: [did agree]
  - id: goodbye
    say: "Thank you for telling me about the fifth cup. Goodbye, {title} {last}."
    acts: {thank: "for telling", close: true}
    when: [turn >= 3]
lines:
  - {say: "Five cups! I ordered six.", when: [raises short_cup]}
  - {say: "Seven. It's the only thing on the bill that is right.", when: [last ask order]}
  - {say: "And there's a party tonight, for six.", when: [raises party]}
endings:
  content: "The cup is there in time."
  cool: "The cup is there."
  withdrawn: "The next cups come from somewhere else."
  handed_over: "Somebody else has it now."
  gone: "The line is dead."
  time_up: "It is still open."
"""

BASES = {"customer": CUSTOMER, "scenario": SCENARIO}
_BLOCK = re.compile(r"^\w+:.*\n(?:(?:[ #\-].*)?\n)*", re.MULTILINE)


def put_in(piece: str, base: str, instead: bool = False) -> tuple[str, list[int]]:
    """The base with the piece in it, and the line at which each line of the piece stands now.

    Lists of the piece come on top of those of the base, or, with `instead`, in their place.
    """
    blocks = {_key(block): block.splitlines() for block in _BLOCK.findall(base)}
    places: dict[str, tuple[int, int]] = {}
    pieces = _BLOCK.findall(piece if piece.endswith("\n") else f"{piece}\n")
    assert "".join(pieces).rstrip("\n") == piece.rstrip("\n"), "only whole keys can be put in"
    for block in pieces:
        key, lines = _key(block), block.splitlines()
        had = blocks.get(key, [])
        adds = len(had) > 1 and len(lines) > 1 and lines[1].startswith("  -") and not instead
        places[key] = (len(had) - 1 if adds else 0, len(lines))
        blocks[key] = [*had, *lines[1:]] if adds else lines
    stands: dict[str, int] = {}
    text: list[str] = []
    for key, lines in blocks.items():
        stands[key] = len(text)
        text += lines
    where: list[int] = []
    for key, (skipped, count) in places.items():
        start = stands[key]
        where += [start + 1, *(start + skipped + n + 1 for n in range(1, count))]
    return "\n".join(text) + "\n", where


def _key(block: str) -> str:
    return block.partition(":")[0]


def written(folder: Path, customer: str = CUSTOMER, scenario: str = SCENARIO) -> Path:
    """The two as files in a folder of content; returns the folder."""
    for kind, name, text in (
        ("customers", "ada_berg", customer),
        ("scenarios", "cup_short", scenario),
    ):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        (folder / kind / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder

"""Writes docs/needs.md: what a person may need to be met with, from the catalogue of needs."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sim.core.model import Derived, Manner, Need, Rule
from sim.core.when import GAUGES
from sim.studio.library import Library

PAGE = Path(__file__).parent.parent / "docs" / "needs.md"
HEAD = """\
# Needs: how somebody wants to be met

A need belongs to one person. It never follows from where somebody comes from, how old they are,
how they are spoken of or what they can and cannot do: a customer's file says which needs this one
person has, and when they show. Nobody has to give a reason, or to say what they have, to be
served well.

This page is made from `sim/rules/needs.yaml`, where the catalogue stands.

## How a need works in a call

- The person **shows** it, in words of their own, when the `signal` in their file holds; or they
  are asked. `ask: wishes` ("How would you like me to do this?") earns before anything was shown,
  and brings out a need that had not been.
- It is **met** (`adapt`) by what the tables below say, mostly by how something is said: see
  `manner` in [acts.md](acts.md). Any need is met as well by `ask` with its id, before it was
  shown, and by `check` with its id. What is done in every good call meets a need only once it was
  shown, and has a * in the tables: then it was done for this person, and not by chance.
- It is **passed over** (`ignore_need`) only once it was shown. A need that was never shown never
  costs anything; a test sees to that.
- Right after it was shown, two replies are on offer because of it, before any others, in any
  scenario: one that meets it, and one that decent people give instead. The next turn they are gone;
  what meets the need among the scenario's own replies still does.
- What was met before it was shown is not shown any more: nobody asks for what they are given.
- It waits its turn, whatever the `signal` says: nobody changes the subject while they end a
  sentence they were left room for, owe an answer (to a question, an apology, a choice), have
  just been wronged, or have just come round.

There are three kinds. An **access** need must be met: without it the person cannot take part, and
it costs more to pass it over. A **preference** is noticed when it is met. A **value** is what
weighs more for this person than for others; its rules are added to those of
`sim/rules/mood.yaml`.

An interpreter, a relay or somebody who helps is part of the call, and never its difficulty.
"""
WEIGHS = """\
## What else weighs

Points are shown points, before the person's temper; heat down is better. Whatever costs something
counts only once the need was shown.

| need | when | heat | heard | trust | patience | why | source |
|---|---|---|---|---|---|---|---|
"""
REPLIES = """\
## What one may say because of it

The first of each pair meets the need, the second passes it over. Every word of them has to make
sense by phone, in a chat and at a desk, whatever the matter is.

| need | meets it | passes it over |
|---|---|---|
"""
TAIL = """\
## Where it comes from

The list was put together from what published guidance agrees on, and from what service research
found to differ between people:

- guidance on accessible service: one thing at a time, in writing, time to answer, everyday and
  literal words; how to talk through an interpreter or a relay (to the person, a little at a
  time), and to somebody who has brought help (to the person);
- plain-language guidance for public offices; of jargon there is a finding, too: it costs even
  where it is explained (Shulman 2020);
- guidance on respectful address: names, titles, the words somebody is spoken of by, privacy
  within earshot;
- research on complaints: how much being heard, an explanation, a choice, a remedy and money count
  differs by the person's values (Patterson 2006; Hui & Au 2001), being passed on stirs things up
  again (Verduyn 2009), and a remedy has to match the failure (Smith, Bolton & Wagner 1999).

The guidance is named by its kind because no single document is followed: the entries, their
wording and all amounts are our own. **Nobody who lives with these needs has reviewed them yet.**
Until somebody has, take the page as a careful guess, and believe the person before you believe
it.

## What it leaves out

- Needs a reply cannot show in words alone: volume, light, eye contact, sign language on a screen,
  another language altogether.
- Breaks, the time of day, somebody else to talk to, a way without passwords, help with reading.
- Needs that get in each other's way in one person, that change within a call, or that somebody
  shows and later takes back.
- How strongly: somebody has a need, or has not.
- What a whole office has to do for it. Meeting a need in one reply is the least of it.

## Adding one

The catalogue is a start. An entry needs an id, a kind, two sentences, and a row for what meets it
and one for what passes it over; `signal`, `rules` and `replies` may follow. Yours go into a file
`needs.yaml` beside your `customers/`, below the line `needs:`; those above stand in
`sim/rules/needs.yaml`:

```yaml
  - id: figures_twice
    kind: access
    text: "Wants figures said twice."
    why: "A figure that is heard once is soon another figure."
    derived:
      - {act: adapt, when: [act check this]}
      - {act: ignore_need, when: [act time, pace brisk, raised this]}
```

`act time` stands for every reply: the row looks at its manner only. Then give it to a customer
(`- {need: figures_twice, signal: [turn >= 2]}`), with a line in which they show it, for
`raises figures_twice`, and ask `sayback check`. Give it to a second person as well, one who has
little else in common with the first: a need that only one kind of people has is a cliché.
"""
KINDS = {
    "access": "Access: without it they cannot take part",
    "preference": "Preference: it is noticed, and it is little trouble",
    "value": "Value: what weighs more for this person",
}
IMPLIED = ("act time", "raised this")
"""Tests that say when a row counts, and nothing of what is done."""


def page(needs: Iterable[Need]) -> str:
    """The page, as Markdown."""
    needs = list(needs)
    return "\n".join(
        (
            HEAD,
            *_tables(needs),
            WEIGHS + "".join(_rule(need, rule) for need in needs for rule in need.rules),
            REPLIES + "".join(_replies(need) for need in needs if need.replies),
            TAIL,
        )
    )


def _tables(needs: Iterable[Need]) -> Iterator[str]:
    for kind, heading in KINDS.items():
        yield f"## {heading}\n"
        yield "| need | how it shows | why it matters | met by | passed over by |"
        yield "|---|---|---|---|---|"
        for need in needs:
            if need.kind == kind:
                cells = (_named(need), need.signal, need.why, *_derived(need))
                yield f"| {' | '.join(cells)} |"
        yield ""


def _named(need: Need) -> str:
    return f"`{need.id}`: {need.text}"


def _derived(need: Need) -> tuple[str, str]:
    """What meets a need and what passes it over, each a cell; a * is for once it was shown."""
    met, passed = (
        "; ".join(dict.fromkeys(_done(row) for row in need.derived if row.act == act and _own(row)))
        for act in ("adapt", "ignore_need")
    )
    return met, passed


def _own(row: Derived) -> bool:
    """Whether it is more than what holds for every need."""
    return not {"act ask this", "act check this"} & set(row.when)


def _done(row: Derived) -> str:
    done = ", ".join(_written(test) for test in row.when if test not in IMPLIED)
    shown = row.act == "adapt" and "raised this" in row.when
    return f"`{done}`{'*' if shown else ''}"


def _written(test: str) -> str:
    """A test as one would write it in a reply: `address: formal`, `listen`."""
    subject, _, rest = test.partition(" ")
    if subject == "act":
        return rest
    return f"{subject}: {rest}" if subject in Manner.__struct_fields__ else test


def _rule(need: Need, rule: Rule) -> str:
    when = ", ".join(test for test in rule.when)
    points = (f"{change:+}" if (change := getattr(rule, gauge)) else "" for gauge in GAUGES)
    return f"| `{need.id}` | `{when}` | {' | '.join(points)} | {rule.why} | {rule.source} |\n"


def _replies(need: Need) -> str:
    return f"| `{need.id}` | {' | '.join(reply.say for reply in need.replies)} |\n"


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(page(Library().needs), encoding="utf-8")


if __name__ == "__main__":
    main()

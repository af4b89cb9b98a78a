"""Mistakes in YAML's grammar: each says what to mend, at the place that needs mending."""

import pytest
import yaml

from sim.studio import events
from sim.studio.reader import ContentError, parse
from tests.told import told

TAB = "a tab where YAML wants spaces; indent with spaces only"
NO_COLON = (
    "this line has no ': '; write 'key: value' or '- item' with the space, "
    "or indent it if it belongs to the text above"
)
READS_ON = (
    "this line reads on from the text above it; line it up with its neighbours, "
    "and see that the line above is 'key: value'"
)
SECOND_COLON = "a second ': ' in one line; put text that holds ': ' in quotes"
BACKSLASH = "in \"…\" a backslash begins a code like \\n; use '…', or write it twice"
BLOCK = (
    "the text for '|' or '>' starts on the next line; "
    "text that starts with '|' or '>' must be in quotes"
)
LIST = "a list begins on the line after its key; text that starts with '- ' must be in quotes"
APOSTROPHE = 'the quotes closed before this; use "…" around text that holds a \''
DOUBLE = "the quotes closed before this; use '…' around text that holds a \""
MIXED = (
    "this line does not go with those above it; either all are 'key: value', or all are '- item'"
)
ONE_DOCUMENT = "a file holds one document: nothing before '---', nothing after '...'"
PERCENT = "a line that starts with '%' speaks to YAML; take it out"


def needs_quotes(char: str) -> str:
    return f"text that starts with '{char}' must be in quotes"


def not_closed(opening: str, closing: str, before: str) -> str:
    return (
        f"this '{opening}' is not closed: a ',' or '{closing}' is missing before {before}; "
        f"text that starts with '{opening}' must be in quotes"
    )


def not_lined_up(line: int) -> str:
    return f"this line does not line up with its neighbours, as line {line} does"


def too_far_left(above: int, below: int) -> str:
    return (
        f"this line stands further left than lines {above} and {below}; "
        "line it up with them, or them with it"
    )


NEITHER = "this is neither 'key: value' nor '- item'; if it is a comment, write '# ' before it"
OPENS = 'the " that opens here is not closed; write " where the text ends'
OPEN = "this '{}' is not closed: a ',' or '{}' is missing before the '{}' in line {}"

MISTAKES = [
    ("say: I said: no", "1:12", SECOND_COLON),
    ("- say: I said: no", "1:14", SECOND_COLON),
    ("a: 1\n  b: 2", "2:4", READS_ON),
    ("say\nb: 1", "1:1", NEITHER),
    ("a:\n  the first words\n  - b: 1", "2:3", NEITHER),
    ("a:\n  - b: x\n    c: 1\nd: 10\n    e: 2", "4:1", too_far_left(3, 5)),
    ("a:\n  - b: x\nd: 10\n    e: 2", "3:1", too_far_left(2, 4)),
    ("a:\n  - b: x\n  - d: y\n      e: 2", "4:8", READS_ON),
    ("a:\n  - b: x\n    c: y\n   # no\n  - d: z\n     e: 2", "6:7", READS_ON),
    ("a: 1\nsay:hello\nb: 2", "2:1", NO_COLON),
    ("a: 1\nand on\n", "2:1", NO_COLON),
    ("a:\n  - b\n  -c\n", "3:3", NO_COLON),
    ("a: 1\nsay: 'It's late'", "2:9", "the ' in It's ended the text; put the text in \"…\""),
    ("a: {b: 'I've', c: 1}", "1:10", "the ' in I've ended the text; put the text in \"…\""),
    ("say: 'a' b", "1:10", APOSTROPHE),
    ('a: "x\nb: 1\nsay: "Oh no" # c', "1:4", OPENS),
    ('a:\n  - say: "x”\n    b: 1\n  - say: "{they}"', "2:10", OPENS),
    ('a:\n  - {say: "x, b: 1}\n  - say: "Oh"', "2:11", OPENS),
    ('a: "x\n  y: z" b', "1:4", OPENS),
    ('a: "x\n  y" b', "2:6", DOUBLE),
    ("a:\n  - b: 1\n  -c: 2\n", "3:3", "a space is missing after the '-'; write '- c'"),
    ("a:\n  - b: 1\n  – c: 2\n", "3:3", "'–' begins no item; write '- c'"),
    ("a:\n  - b: 1\n  • c: 2\n", "3:3", "'•' begins no item; write '- c'"),
    ("a:\n  - b: 1\n\u00a0   c: 2\n    d: 3", "3:1", "a space here is no plain space; retype it"),
    ('a: {say: "x" when: y}', "1:4", OPEN.format("{", "}", "w", 1)),
    ("when: [a, b\nd: e", "1:7", OPEN.format("[", "]", ":", 2)),
    ("- {b: [c, d}", "1:7", not_closed("[", "]", "the '}' in line 1")),
    ('say: "He said "no" to me"', "1:16", DOUBLE),
    ('a: 1\nsay: "x\nb: 1', "2:6", "these quotes are never closed"),
    ("a: '\n---\n'", "1:4", "these quotes are still open at a line '---' or '...'"),
    ("say: [sighs] I know", "1:14", needs_quotes("[")),
    ("a:\n  - [sighs] I know\n  - x", "2:13", needs_quotes("[")),
    ("say: {a: b}, hello", "1:12", needs_quotes("{")),
    ("say: *sighs* well", "1:6", needs_quotes("*")),
    ("say: & you", "1:6", needs_quotes("&")),
    ("say: !<x y", "1:6", needs_quotes("!")),
    ("say: !e!x y", "1:6", needs_quotes("!")),
    ("say: @you", "1:6", needs_quotes("@")),
    ("say: `you`", "1:6", needs_quotes("`")),
    ("say: % of", "1:6", needs_quotes("%")),
    ("say: ? why", "1:6", needs_quotes("?")),
    ("say: , why", "1:6", needs_quotes(",")),
    ("say: ]", "1:6", needs_quotes("]")),
    ("é: 😀\nsay: @you", "2:6", needs_quotes("@")),
    ("say: - foo", "1:6", LIST),
    ("say: |text", "1:6", BLOCK),
    ("say: > 5 minutes", "1:6", BLOCK),
    ("a:\n\tb: 1", "2:1", TAB),
    ("a: 1\n\tb: 1", "2:1", TAB),
    ("a: |\n  x\n\ty\n", "3:1", TAB),
    ("-\ta: 1", "1:2", TAB),
    ("a: [b, c", "1:4", not_closed("[", "]", "the file ends")),
    ("a: [b, c\nd: e", "1:4", not_closed("[", "]", "the ':' in line 2")),
    ("a: {b: 1\nc: 2", "1:4", OPEN.format("{", "}", ":", 2)),
    ("a:\n    b: 1\n  c: 2", "3:3", not_lined_up(1)),
    ("a:\n  - b: 1\n   c: 2", "3:4", not_lined_up(2)),
    ("a: |\n  x\n y: 2", "3:2", not_lined_up(1)),
    ("a: 1\n- b", "2:1", MIXED),
    ("a: >\n  x\n: y", "3:1", MIXED),
    ("a: 1\n...\nb: 2", "3:1", ONE_DOCUMENT),
    ("%YAML 2.0\n---\na: 1", "1:1", PERCENT),
]
# Where the scanner written in Python stumbles somewhere else.
MISTAKES_IN_C = [
    (r'a: "5\% off"', "1:6", BACKSLASH),
    (r'a: "\x5"', "1:7", BACKSLASH),
    (r'a: "\ud800"', "1:7", BACKSLASH),
    ("%FOO\na: 1", "1:5", PERCENT),
]


def finding(text: str) -> str:
    with pytest.raises(ContentError) as caught:
        parse(text.encode(), "f.yaml")
    return "\n".join(told(caught.value))


@pytest.mark.parametrize(("text", "at", "message"), MISTAKES + MISTAKES_IN_C)
def test_mistakes(text: str, at: str, message: str) -> None:
    assert finding(text) == f"f.yaml:{at}: {message}"


@pytest.mark.parametrize(("text", "at", "message"), MISTAKES)
def test_mistakes_without_the_scanner_in_c(
    text: str, at: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_LOADER", yaml.SafeLoader)
    assert finding(text) == f"f.yaml:{at}: {message}"


def test_a_complaint_nobody_knows_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    mark = yaml.Mark("", 2, 0, 2, None, 0)

    def complain(*_: object, **__: object) -> object:
        raise yaml.MarkedYAMLError(problem="found\nsomething odd", problem_mark=mark)

    monkeypatch.setattr(yaml, "parse", complain)
    assert finding("a: b") == "f.yaml:1:3: from here on this is not YAML: found something odd"

"""Words that suit only some of those who may call, and names where nothing is filled in."""

import re
from collections.abc import Iterable, Iterator, Mapping

from sim.core.codes import Code
from sim.core.model import Authored, Customer, Scenario
from sim.core.texts import PLACEHOLDERS
from sim.core.when import Path
from sim.studio.checks.source import Source
from sim.studio.findings import Finding

_ADDRESSED = re.compile(
    r"\b(?:(?P<title>M(?:r|rs|s|iss|x))\.? \{|(?P<word>[Mm]adam|[Ss]ir|[Mm]a['’]am)\b(?! [A-Z]))"
)
"""How somebody is spoken to; a title before a name is about somebody else."""
_INSTEAD_OF_BRACES = re.compile(r"<\s*(\w+)\s*>|\[\s*(\w+)\s*\]")
_PRONOUN = re.compile(r"\b(she|he|her|him|his|hers|herself|himself)\b", re.IGNORECASE)
_INSTEAD = {
    "she": "they",
    "he": "they",
    "him": "them",
    "her": "them}' or '{their",
    "herself": "them",
    "himself": "them",
}
_NAMED = re.compile(
    r"[^.!?'\"“‘:\]] (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|"
    r"May\b|June|July|August|September|October|November|December)[A-Z][a-z]"
)
_TRADE = re.compile(
    r"\b(?!(?:after|another|answer|any|better|breaker|computer|corner|counter|cover|December|dinner|"
    r"door|drawer|either|error|ever|exist|filter|floor|folder|further|however|insist|letter|"
    r"longer|matter|motor|never|November|number|October|offer|order|other|over|paper|power|"
    r"printer|quarter|rather|reader|reminder|scanner|September|shelter|shower|shutter|summer|"
    r"together|tower|under|voucher|water|weather|whether|winter)s?\b)"
    r"(\w{2,}(er|or|ist|man|men|woman|women|eague|ician|bour)|"
    r"nurse|boss|child|son|wife|husband|friend|man|girl|boy|lady|baby|aunt|uncle|niece|nephew|"
    r"cousin|dad|mum|clerk|cook|chef|guest|student|assistant|accountant|tenant|agent|patient|"
    r"dog|cat|horse)s?\b",
    re.IGNORECASE,
)
_OPENING_NAME = re.compile(
    r"(?:^|[.!?:]['\"”’]? )['\"“‘]?"
    r"(?!(?:A|Again|All|Although|An|And|Any|As|At|Because|Before|After|Both|But|By|"
    r"Did|Do|Each|Even|Every|Everybody|Everything|For|From|Had|Has|He|Her|Here|"
    r"His|How|I|If|In|Instead|Is|It|Its|Just|Later|My|No|Nobody|Not|Nothing|"
    r"Now|Of|On|Once|One|Only|Or|Our|She|Since|So|Some|Somebody|Something|"
    r"Still|That|The|Their|Then|There|These|They|This|Those|Though|Three|To|"
    r"Today|Tomorrow|Two|Until|Was|We|What|When|Where|While|Who|Why|With|"
    r"Yesterday|Yet|You|Your|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    r"Sunday)\b)[A-Z]"
)
"""What a pronoun may be about beside the customer: a name, a trade, one of the family, and what
opens a sentence and is none of the common words."""


def check_scenario_brackets(source: Source[Scenario]) -> Iterator[Finding]:
    """Names and pronouns of a scenario in brackets that nothing is filled into."""
    spoken = [(path, text) for path, text, _ in _spoken(source.value)]
    yield from _other_brackets(source, [*spoken, *_note(source.value)])


def check_customer_brackets(source: Source[Customer]) -> Iterator[Finding]:
    """The same, of a customer."""
    person = source.value
    texts: list[tuple[Path, str]] = [
        (("lines", at, "say"), line.say) for at, line in enumerate(person.lines)
    ]
    texts += [(("bearing", at, "shows"), each.shows) for at, each in enumerate(person.bearing)]
    yield from _other_brackets(source, texts)


def check_identities(source: Source[Scenario], names: Mapping[str, str]) -> Iterator[Finding]:
    """Words that fit only some of those who may call."""
    suits = "does not suit everybody who may call"
    for path, text, of_them in _spoken(source.value):
        for name in _named(text, names):
            message = f"'{name}' may not be calling; write '{{{names[name]}}}'"
            yield source.finding(Code.IDENTITY_WORD, path, message)
        if found := _ADDRESSED.search(text):
            word = found["title"] or found["word"]
            instead = "'{title}'" if found["title"] else "'{title} {last}', or nothing"
            yield source.finding(Code.IDENTITY_WORD, path, f"'{word}' {suits}; write {instead}")
        if of_them and (word := _pronoun(text)):
            message = f"'{word}' {suits}; write '{{{_INSTEAD.get(word.lower(), 'their')}}}'"
            yield source.finding(Code.IDENTITY_WORD, path, message)
    for path, text in _read_before(source.value):
        for name in _named(text, names):
            message = f"'{name}' may not be calling; write 'the customer', or nothing"
            yield source.finding(Code.IDENTITY_WORD, path, message)
    # the summary is read before anybody calls: nothing is filled in there
    if word := _pronoun(source.value.summary):
        message = f"'{word}' {suits}; write 'they', 'them' or 'their'"
        yield source.finding(Code.IDENTITY_WORD, ("summary",), message)


def _named(text: str, names: Iterable[str]) -> Iterator[str]:
    """Those of the names that stand in the text as words of their own."""
    for name in names:
        if name in text and re.search(rf"\b{re.escape(name)}\b", text):
            yield name


def _pronoun(text: str) -> str:
    """A pronoun that can only be about the customer; empty where there is none."""
    found = _PRONOUN.search(text)
    return found[0] if found and not _others(text) else ""


def _others(text: str) -> bool:
    """Whether somebody beside the customer may be told of."""
    return any(sign.search(text) for sign in (_NAMED, _TRADE, _OPENING_NAME))


def _spoken(scenario: Scenario) -> Iterator[tuple[Path, str, bool]]:
    """The texts of a scenario; whether they tell of the customer, and do not speak to them."""
    for field in ("replies", "lines"):
        for index, each in enumerate(getattr(scenario, field)):
            yield (field, index, "say"), each.say, False
    for field in ("grievances", "facts", "cues"):
        for index, each in enumerate(getattr(scenario, field)):
            yield (field, index, "text"), each.text, True
    for index, promise in enumerate(scenario.promises):
        for part in ("text", "kept", "broken"):
            yield ("promises", index, part), getattr(promise, part), True
    for ending, text in scenario.endings.items():
        yield ("endings", ending), text, True
    yield ("arrives", "why"), scenario.arrives.why, True


def _read_before(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """What is read of a scenario whoever calls: its title, and what the trainee has at hand."""
    for part in ("title", "summary", "practises"):
        yield (part,), getattr(scenario, part)
    for part in ("screen", "policy"):
        for index, text in enumerate(getattr(scenario.brief, part)):
            yield ("brief", part, index), text


def _other_brackets(
    source: Source[Authored], texts: Iterable[tuple[Path, str]]
) -> Iterator[Finding]:
    """Names and pronouns to fill in, in brackets that nothing is filled into."""
    for path, text in texts:
        for found in _INSTEAD_OF_BRACES.finditer(text):
            word = found[1] or found[2]
            if word.lower() in PLACEHOLDERS:
                message = f"'{found[0]}' is said as it stands; write '{{{word}}}'"
                yield source.finding(Code.UNKNOWN_PLACEHOLDER, path, message)


def _note(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    for at, field in enumerate(scenario.wrap_up.note):
        for index, answer in enumerate(field.answers):
            for part in ("text", "why"):
                yield ("wrap_up", "note", at, "answers", index, part), getattr(answer, part)

"""Authored content as typed values: customers, scenarios, mood rules, needs and rubrics.

Every file a trainer writes is one of these. Gauges and their changes are written in shown points,
0 to 100; the engine counts in tenths of a point. A `when` is a list of tests that must all hold,
in the grammar of `when`.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from sim.core.acts import Acts, Feeling

ID = r"^[a-z][a-z0-9_]*$(?!\n)"
LONGEST_ID = 40
Id = Annotated[str, Meta(pattern=ID, max_length=LONGEST_ID)]
Text = Annotated[str, Meta(min_length=1, max_length=1000)]
When = Annotated[list[Annotated[str, Meta(max_length=100)]], Meta(max_length=20)]
Shown = Annotated[int, Meta(ge=0, le=100)]
Change = Annotated[int, Meta(ge=-100, le=100)]
LEAST_PERCENT, MOST_PERCENT = 20, 300
Percent = Annotated[int, Meta(ge=LEAST_PERCENT, le=MOST_PERCENT)]
FEW, MANY, MOST = Meta(max_length=20), Meta(max_length=200), Meta(max_length=1000)
"""Bounds of lists, well above what a call needs: within them a case is compiled in no time."""


class Authored(Struct, frozen=True, forbid_unknown_fields=True):
    """What all authored values share: they are frozen, and refuse fields they do not know."""


class Begin(Authored, frozen=True):
    """The four gauges as the phone rings, in shown points."""

    heat: Shown
    heard: Shown
    trust: Shown
    patience: Shown


class Temper(Authored, frozen=True):
    """How strongly each gauge moves in this person, in percent of the plain amount."""

    heat_rises: Percent = 100
    heat_falls: Percent = 100
    heard_rises: Percent = 100
    heard_falls: Percent = 100
    trust_rises: Percent = 100
    trust_falls: Percent = 100
    patience_rises: Percent = 100
    patience_falls: Percent = 100


class Line(Authored, frozen=True, kw_only=True):
    """Something the customer says, when it is the most specific line that fits."""

    say: Text
    when: When = []


class Name(Authored, frozen=True, kw_only=True):
    """How the person is called: `{first}`, `{last}` and `{title}` in texts."""

    first: Text
    last: Text
    title: Text


class Pronouns(Authored, frozen=True):
    """Words for the person in texts: `{they}`, `{them}`, `{their}`."""

    they: Text
    them: Text
    their: Text


class Need(Authored, frozen=True, kw_only=True):
    """What somebody may need to be met with; the catalogue entry, shared by all who have it.

    `derived` says which acts or manners meet it (`adapt`) or pass it over (`ignore_need`), `rules`
    what it changes in how things land, and `replies` what one may say because of it. `signal` says
    in words how it is mostly shown.
    """

    id: Id
    kind: Literal["access", "preference", "value"]
    text: Text
    signal: str = ""
    why: Text
    derived: Annotated[list["Derived"], FEW]
    rules: Annotated[list["Rule"], FEW] = []
    replies: Annotated[list["Reply"], FEW] = []


class PersonNeed(Authored, frozen=True, kw_only=True):
    """A need this person has, and when they show it."""

    need: Id
    signal: When


class Transition(Authored, frozen=True, kw_only=True):
    """A step of the stage machine; `source` may be `any`."""

    source: Id
    to: Id
    when: When


class Bearing(Authored, frozen=True, kw_only=True):
    """How the person comes across, in a few words, for the most specific `when` that holds."""

    shows: Annotated[str, Meta(min_length=1, max_length=60)]
    when: When = []


class Customer(Authored, frozen=True, kw_only=True):
    """One person: who they are, what they need to be met with, how they talk.

    `cues` are what this person lets slip in any situation, `replies` what one may say because it
    is this person.
    """

    name: Name
    pronouns: Pronouns
    origin: Text
    age_band: Text
    about: Text
    voice: Id
    intensity: Annotated[int, Meta(ge=1, le=5)]
    content_note: str = ""
    begin: Begin
    temper: Temper = Temper()
    needs: Annotated[list[PersonNeed], FEW] = []
    stages: Annotated[list[Id], FEW] = []
    transitions: Annotated[list[Transition], MANY] = []
    cues: Annotated[list["Topic"], FEW] = []
    replies: Annotated[list["Reply"], FEW] = []
    bearing: Annotated[list[Bearing], Meta(min_length=1), MANY]
    lines: Annotated[list[Line], Meta(min_length=1), MOST]


class Facts(Authored, frozen=True):
    """What kind of failure this is, for conditions to read; `none` where nothing went wrong."""

    fault: Literal["clear", "unclear", "none"]
    kind: Literal["outcome", "process"]
    breach: Literal["competence", "integrity"]
    severity: Literal["mild", "serious"]


class Topic(Authored, frozen=True, kw_only=True):
    """Something the customer may bring up: a grievance, a fact or a cue.

    A customer brings up one thing a turn, the first whose `when` holds: facts they were asked
    for, then grievances, then cues, then the needs of the person.
    """

    id: Id
    text: Text
    when: When


class Grievance(Topic, frozen=True, kw_only=True):
    """What has to get off their chest, with the feeling in it and the facts it `tells` with it.

    After an `unfinished` one, whoever speaks next without leaving room interrupts.
    """

    feeling: Feeling
    unfinished: bool = False
    tells: Annotated[list[Id], FEW] = []


class Remedy(Authored, frozen=True, kw_only=True):
    """What would put it right; `check` names the fact to confirm before doing it.

    One that does not fit would leave them with the trouble they called about.
    """

    id: Id
    text: Text
    check: str = ""
    fits: bool = True


class Gesture(Authored, frozen=True):
    """Something beyond the remedy."""

    id: Id
    text: Text


class Undertaking(Authored, frozen=True):
    """A promise one could make; `allowed` says whether the policy card covers it.

    To keep it takes `minutes` after the call; `kept` and `broken` say what comes of it.
    """

    id: Id
    text: Text
    allowed: bool
    minutes: Annotated[int, Meta(ge=0, le=60)] = 0
    kept: str = ""
    broken: str = ""


class Answer(Authored, frozen=True, kw_only=True):
    """Something one could write into the team's note, whether it `helps` the team, and why."""

    id: Id
    text: Text
    helps: bool = False
    why: Text


class NoteField(Authored, frozen=True, kw_only=True):
    """A line of the team's note to fill in: what caused it, whom to tell, what would prevent it."""

    id: Id
    ask: Text
    answers: Annotated[list[Answer], Meta(min_length=2, max_length=5)]


class WrapUp(Authored, frozen=True, kw_only=True):
    """The work after a call: the team's note, and the `minutes` there are for what was promised."""

    minutes: Annotated[int, Meta(ge=0, le=60)] = 15
    note: Annotated[list[NoteField], Meta(max_length=4)] = []


class Arrival(Authored, frozen=True, kw_only=True):
    """What the caller has been through before anybody picked up, in shown points, and why."""

    heat: Change = 0
    heard: Change = 0
    trust: Change = 0
    patience: Change = 0
    why: str = ""


class Manner(Authored, frozen=True):
    """How a reply is said, where that differs from plain."""

    address: Literal["plain", "formal", "first_name", "as_asked", "guessed"] = "plain"
    wording: Literal["plain", "idiom", "in_house"] = "plain"
    pace: Literal["plain", "unhurried", "brisk"] = "plain"
    directness: Literal["plain", "direct", "indirect"] = "plain"
    length: Literal["plain", "short", "long"] = "plain"
    channel: Literal["plain", "written", "spoken"] = "plain"
    discretion: Literal["plain", "discreet", "open"] = "plain"
    speaks_to: Literal["plain", "person", "companion"] = "plain"


class Reply(Authored, frozen=True, kw_only=True):
    """Something the trainee may say; once in a call, or `again` and again."""

    id: Id
    say: Text
    acts: Acts
    when: When = []
    manner: Manner = Manner()
    again: bool = False


class Casting(Authored, frozen=True):
    """Who cannot be in a situation, and why not."""

    without: Annotated[list[Id], Meta(min_length=1), FEW]
    why: Text


class Brief(Authored, frozen=True):
    """What the trainee knows as the phone rings."""

    company: Text
    role: Text
    channel: Text
    screen: Annotated[list[Text], FEW]
    policy: Annotated[list[Text], FEW]


class Scenario(Authored, frozen=True, kw_only=True):
    """One situation: what happened, what has to be said, what would put it right."""

    title: Text
    summary: Text
    practises: Text
    brief: Brief
    case: Facts
    casting: Casting | UnsetType = UNSET
    turns: Annotated[int, Meta(ge=4, le=20)] = 12
    offers: Annotated[int, Meta(ge=2, le=5)] = 4
    grievances: Annotated[list[Grievance], Meta(min_length=1), FEW]
    facts: Annotated[list[Topic], FEW] = []
    cues: Annotated[list[Topic], FEW] = []
    remedies: Annotated[list[Remedy], FEW] = []
    gestures: Annotated[list[Gesture], FEW] = []
    promises: Annotated[list[Undertaking], FEW] = []
    arrives: Arrival = Arrival()
    replies: Annotated[list[Reply], Meta(min_length=2), MANY]
    lines: Annotated[list[Line], MOST] = []
    endings: Annotated[dict[Id, Text], FEW]
    wrap_up: WrapUp = WrapUp()

    @property
    def leads(self) -> str:
        """The rubric that leads and ranks: that for recovery, unless nothing went wrong."""
        return "start" if self.case.fault == "none" else "heart"

    @property
    def barred(self) -> tuple[str, ...]:
        """The ids of those who cannot be cast in it."""
        return () if isinstance(self.casting, UnsetType) else tuple(self.casting.without)


class Effect(Authored, frozen=True, kw_only=True):
    """What an act does to the gauges whenever it comes, in shown points, and why."""

    act: Id
    heat: Change = 0
    heard: Change = 0
    trust: Change = 0
    patience: Change = 0
    why: Text
    source: Text


class Rule(Authored, frozen=True, kw_only=True):
    """What is added to the plain effect where the context matters.

    A rule whose tests name an `act` is judged for each such act; any other once a reply.
    """

    id: Id
    when: Annotated[When, Meta(min_length=1)]
    heat: Change = 0
    heard: Change = 0
    trust: Change = 0
    patience: Change = 0
    why: Text
    source: Text


class Derived(Authored, frozen=True):
    """An act the engine concludes: it comes whenever an event meets `when`."""

    act: Id
    when: Annotated[When, Meta(min_length=1)]


class Mood(Authored, frozen=True):
    """The tables of the customer's side: derived acts, plain effects, rules."""

    derived: list[Derived]
    effects: list[Effect]
    rules: list[Rule]


class Stock(Authored, frozen=True):
    """What anybody may say: replies that fill up an offer, and lines of last resort."""

    replies: Annotated[list[Reply], Meta(min_length=2)]
    lines: Annotated[list[Line], Meta(min_length=1)]


class Award(Authored, frozen=True):
    """Points a window earns when `when` holds of an event: 2, or 1 for late or partly."""

    points: Literal[1, 2]
    when: Annotated[When, Meta(min_length=1)]
    why: Text


class Window(Authored, frozen=True, kw_only=True):
    """An opportunity; `each` repeats it for every grievance, cue or need (`this` in tests).

    It is open when every test of `opens` holds at the end; without tests it always is.
    """

    id: Id
    text: Text
    each: Literal["", "grievance", "cue", "need"] = ""
    opens: When = []
    awards: Annotated[list[Award], Meta(min_length=1)]
    missed: Text


class Fault(Authored, frozen=True):
    """What costs a letter 10 when minor, 25 when major, once a call."""

    when: Annotated[When, Meta(min_length=1)]
    weight: Literal["minor", "major"]
    why: Text


class Cap(Authored, frozen=True):
    """What holds a whole call at 49."""

    when: Annotated[When, Meta(min_length=1)]
    why: Text


class Letter(Authored, frozen=True, kw_only=True):
    """One letter of a service model; without its `essential` window it stops at 60."""

    letter: Annotated[str, Meta(min_length=1, max_length=1)]
    name: Text
    essential: str = ""
    windows: Annotated[list[Window], Meta(min_length=1)]
    faults: list[Fault] = []


class Rubric(Authored, frozen=True, kw_only=True):
    """A service model as a scoring table, with its source."""

    id: Id
    title: Text
    source: Text
    letters: Annotated[list[Letter], Meta(min_length=1)]
    caps: list[Cap] = []


class Content(Authored, frozen=True):
    """Everything a case is compiled from; its canonical JSON names the case."""

    scenario_id: Id
    customer_id: Id
    scenario: Scenario
    customer: Customer
    mood: Mood
    needs: list[Need]
    stock: Stock
    rubrics: list[Rubric]

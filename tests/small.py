"""A case as small as a case can be: seven replies, two of stock, at most twelve turns, one rubric.

`go_on` may be said again and again, and saying nothing else lasts the twelve turns; where all the
others are used up the stock is on offer with it. `MENDED` gets to a good end. Tests change the case
with `msgspec.structs.replace`, as `EDITED` shows.
"""

from collections.abc import Iterator
from itertools import product

from msgspec.structs import replace

from sim.core.acts import Acts, Apology, Promise
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.model import (
    Answer,
    Award,
    Bearing,
    Begin,
    Brief,
    Content,
    Customer,
    Derived,
    Effect,
    Facts,
    Fault,
    Grievance,
    Letter,
    Line,
    Mood,
    Name,
    NoteField,
    Pronouns,
    Remedy,
    Reply,
    Rubric,
    Rule,
    Scenario,
    Stock,
    Topic,
    Undertaking,
    Window,
    WrapUp,
)
from sim.studio.index import CustomerCard, ScenarioCard
from sim.studio.library import NoSuchContent

OURS = "design choice: made for tests"

CUSTOMER = Customer(
    name=Name(first="Ada", last="Berg", title="Ms"),
    pronouns=Pronouns("she", "her", "her"),
    origin="Turku",
    age_band="35 to 44",
    about="Runs a tea room.",
    voice="outspoken",
    intensity=2,
    begin=Begin(heat=60, heard=10, trust=40, patience=90),
    bearing=[Bearing(shows="Upright."), Bearing(shows="Leaning in.", when=["heard >= 40"])],
    lines=[Line(say="Yes."), Line(say="Well."), Line(say="[a sigh] Good.", when=["heat < 40"])],
)

SCENARIO = Scenario(
    title="A cup short",
    summary="Six cups were ordered and five came.",
    practises="Hearing it out.",
    brief=Brief(
        "Halm", "You are Alex.", "Phone", ["Order 7: six cups."], ["Send what is missing."]
    ),
    case=Facts("clear", "outcome", "competence", "mild"),
    turns=12,
    grievances=[
        Grievance(
            id="short_cup",
            text="one cup of six did not come",
            feeling="angry",
            when=["turn < 1"],
            tells=["order"],
        )
    ],
    facts=[Topic(id="order", text="the order number, 7", when=["last ask order"])],
    remedies=[Remedy(id="courier", text="a cup by courier")],
    promises=[Undertaking("courier_comes", "the courier comes", True)],
    replies=[
        Reply(
            id="hello",
            say="Good morning, this is Alex. Please tell me what happened.",
            acts=Acts(greet=True, introduce=True, invite=True),
            when=["turn < 1"],
        ),
        Reply(id="go_on", say="Mm-hm. Go on.", acts=Acts(listen=True), again=True),
        Reply(id="only", say="It's only a cup, though.", acts=Acts(dismiss=True)),
        Reply(id="say_back", say="Six ordered, five came.", acts=Acts(say_back="short_cup")),
        Reply(
            id="sorry",
            say="I'm sorry. That was our mistake.",
            acts=Acts(apologise=Apology(["regret", "responsibility"])),
            when=["raised short_cup", "turn >= 1"],
        ),
        Reply(
            id="send",
            say="I've booked a courier for it, there by noon. Does that suit you, {title} {last}?",
            acts=Acts(act="courier", agree=True, next_steps=Promise("courier_comes", "noon")),
            when=["did say_back short_cup"],
        ),
        Reply(
            id="goodbye",
            say="Goodbye.",
            acts=Acts(close=True),
            when=["did act", "turn >= 3", "turn < 10"],
        ),
    ],
    lines=[Line(say="Five cups! I ordered six.", when=["raises short_cup"])],
    endings={"content": "The cup is on its way."},
)

MOOD = Mood(
    derived=[Derived("early_remedy", ["act act", "heard < 40"])],
    effects=[
        Effect(act="time", patience=-2, why="Time passes.", source=OURS),
        Effect(act="invite", heard=16, heat=-4, why="They were asked.", source=OURS),
        Effect(act="listen", heard=8, heat=-3, why="There was room.", source=OURS),
        Effect(act="say_back", heard=36, heat=-12, why="It came back right.", source=OURS),
        Effect(act="apologise", trust=8, heat=-8, why="Somebody was sorry.", source=OURS),
        Effect(act="act", trust=12, heat=-10, why="It is being done.", source=OURS),
        Effect(act="agree", trust=4, why="They were asked.", source=OURS),
        Effect(act="dismiss", heat=9, trust=-6, heard=-4, why="It was made small.", source=OURS),
        Effect(act="early_remedy", heard=-6, why="It came too soon.", source=OURS),
    ],
    rules=[
        Rule(
            id="heard_first",
            when=["act apologise", "did say_back"],
            trust=6,
            why="They were heard before.",
            source=OURS,
        )
    ],
)

STOCK = Stock(
    replies=[
        Reply(id="stock_yes", say="I'm with you.", acts=Acts(listen=True), again=True),
        Reply(id="stock_wait", say="Let me read it.", acts=Acts(assure=True), again=True),
    ],
    lines=[Line(say="Right."), Line(say="[a pause]")],
)

RUBRIC = Rubric(
    id="tea",
    title="T.E.A.",
    source=OURS,
    letters=[
        Letter(
            letter="T",
            name="Take it in",
            essential="said_back",
            windows=[
                Window(
                    id="said_back",
                    text="They told you: {this}",
                    each="grievance",
                    opens=["raised this"],
                    awards=[
                        Award(2, ["act say_back this"], "Said it back."),
                        Award(1, ["act listen"], "Left them room."),
                    ],
                    missed="Say back: {this}",
                )
            ],
            faults=[Fault(["act dismiss"], "major", "Made it small.")],
        ),
        Letter(
            letter="A",
            name="Act",
            windows=[
                Window(
                    id="done",
                    text="Something can be done",
                    awards=[Award(2, ["act act"], "Did it.")],
                    missed="Send the cup.",
                )
            ],
        ),
    ],
)

SMALL = Content(
    scenario_id="cup_short",
    customer_id="ada_berg",
    scenario=SCENARIO,
    customer=CUSTOMER,
    mood=MOOD,
    needs=[],
    stock=STOCK,
    rubrics=[RUBRIC],
)

MENDED = ("hello", "say_back", "sorry", "send", "goodbye")
"""The replies of a call that ends `content`."""

EDITED = replace(SMALL, mood=replace(MOOD, effects=MOOD.effects[:1], rules=[]))
"""The same case after an author went over it: other moods, so another call."""

# --- The same with work to do afterwards ----------------------------------------------------------

PROMISES = [
    *SCENARIO.promises,
    Undertaking("ring", "to ring {first}", True, 10, "You rang. It had come.", "Nobody rang."),
    Undertaking("write", "to write tonight", True, 10, "You wrote.", "{first} wrote instead."),
    Undertaking("never_again", "that it never happens again", False, 0, "", "In May it did."),
]
NOTE = [
    NoteField(
        id="cause",
        ask="What caused it?",
        answers=[
            Answer(id="luck", text="Bad luck.", why="It says nothing."),
            Answer(id="label", text="A label on a box of {last}.", helps=True, why="It can go."),
        ],
    ),
    NoteField(
        id="tell",
        ask="Who should know?",
        answers=[
            Answer(id="packers", text="Whoever packs.", helps=True, why="They counted it twice."),
            Answer(id="nobody", text="Nobody.", why="Nobody did."),
        ],
    ),
]


def _promising(id: str, say: str, by: str = "") -> Reply:
    return Reply(id=id, say=say, acts=Acts(follow_up=Promise(id, by)), when=["did act"])


BUSY = replace(
    SMALL,
    scenario=replace(
        SCENARIO,
        promises=PROMISES,
        replies=[
            *SCENARIO.replies,
            _promising("ring", "I'll ring you when it should be there.", "Friday"),
            _promising("write", "And I'll write it all down for you.", "tonight"),
            _promising("never_again", "It will never happen again.", "ever"),
        ],
        wrap_up=WrapUp(minutes=15, note=NOTE),
    ),
)
"""Three promises of which one fits into the time there is, one never fits, and a note."""
PROMISED = (*MENDED[:-1], "ring", "write", "never_again", MENDED[-1])
"""The replies of a call that makes them all, and ends `content`."""


class SmallLibrary:
    """All there is in a `SmallIndex`, to be read whole."""

    needs = ()

    def scenario(self, id: str) -> Scenario:
        """One of two scenarios, which differ in what they are called."""
        if id not in SCENARIOS:
            raise NoSuchContent(f"there is no scenario '{id}'")
        return SCENARIOS[id]

    def customer(self, id: str) -> Customer:
        """One of two customers, who differ in their names and in what to be prepared for."""
        if id not in CUSTOMERS:
            raise NoSuchContent(f"there is no customer '{id}'")
        return CUSTOMERS[id]

    def case(self, scenario: str, customer: str) -> Case:
        """The customer cast in the scenario."""
        content = replace(
            BUSY,
            scenario_id=scenario,
            customer_id=customer,
            scenario=self.scenario(scenario),
            customer=self.customer(customer),
        )
        return compile_case(content)


class SmallIndex:
    """An index of four small calls, as hard as `GRADES` says; that is known once it is asked."""

    def __init__(self) -> None:
        self.library = SmallLibrary()
        self.scenarios = {
            id: ScenarioCard(id, it.title, it.summary, it.practises, it.turns, it.leads, it.barred)
            for id, it in SCENARIOS.items()
        }
        self.customers = {
            id: CustomerCard(id, f"{it.name.first} {it.name.last}", it.intensity, it.content_note)
            for id, it in CUSTOMERS.items()
        }
        self._known: dict[tuple[str, str], int] = {}

    def grade(self, scenario: str, customer: str) -> int | None:
        """How hard a call is; None until it was found out."""
        return self._known.get((scenario, customer))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """All that can be cast."""
        return product(self.scenarios, self.customers)

    def graded(self) -> Iterator[tuple[str, str, int]]:
        """Find out how hard each call is."""
        for pair, grade in GRADES.items():
            if pair not in self._known:
                self._known[pair] = grade
                yield *pair, grade


BO = replace(
    CUSTOMER, name=Name(first="Bo", last="Lind", title="Mr"), content_note="Bees.", intensity=3
)
CUSTOMERS = {"ada_berg": CUSTOMER, "bo_lind": BO}
SCENARIOS = {
    "cup_short": BUSY.scenario,
    "pot_cold": replace(BUSY.scenario, title="A cold pot", summary="The tea came cold."),
}
GRADES = {
    ("pot_cold", "ada_berg"): 5,
    ("cup_short", "ada_berg"): 3,
    ("pot_cold", "bo_lind"): 1,
    ("cup_short", "bo_lind"): 2,
}
"""How hard the calls are; on the ladder, Bo Lind comes first."""
LADDER = sorted(GRADES, key=lambda pair: GRADES[pair])


def with_replies(*says: str) -> Content:
    """The small case with these replies on offer, all the time."""
    replies = [
        Reply(id=f"reply_{at}", say=say, acts=SMALL.scenario.replies[1].acts, again=True)
        for at, say in enumerate(says)
    ]
    return replace(SMALL, scenario=replace(SMALL.scenario, replies=replies))

"""Random small cases, sharp enough to find whatever a search forgets wrongly."""

import random
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from sim.core.acts import Acts, Apology, HandOver
from sim.core.model import (
    Award,
    Begin,
    Cap,
    Content,
    Derived,
    Effect,
    Fault,
    Grievance,
    Letter,
    Line,
    Mood,
    Need,
    PersonNeed,
    Remedy,
    Reply,
    Rubric,
    Rule,
    Scenario,
    Topic,
    Transition,
    Window,
)
from tests.small import CUSTOMER, SCENARIO, SMALL

DOING = (
    "greet", "listen", "invite", "say_back", "apologise", "act", "agree", "dismiss", "offer",
    "close", "empathise", "hand_over", "ask",
)  # fmt: skip
ASKED_FOR = (*DOING, "helping", "attentive", "remedying", "adapt quiet", "interrupt")
THINGS = ("g1", "g2", "c1", "f1", "quiet")
TURNS = 4
NOT_YET = ("enters", "raises", "unfinished")
"""What cannot be asked where it is settled what comes up."""
NEVER_A_STEP = ("enters", "time_is_up")
"""What cannot be asked where it is settled which stage comes next."""
OF_A_SCENARIO = (*NOT_YET, "raised", "used")
ABOUT_A_SCENARIO = ("say_back", "act", "offer", "ask")
"""What a need, which anybody may have in any situation, cannot ask about, nor its replies do."""


class RandomCase:
    """Draws the parts of one case from a seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def content(self) -> Content:
        """Four turns, seven replies, two grievances, a need, a stage of one's own, two rubrics."""
        return replace(
            SMALL,
            scenario=self._scenario(),
            customer=replace(
                CUSTOMER,
                begin=Begin(*(self._dice.randint(20, 80) for _ in range(4))),
                stages=["own"],
                transitions=[self._transition() for _ in range(self._dice.randint(0, 4))],
                needs=[PersonNeed(need="quiet", signal=self._when(0, 2, OF_A_SCENARIO))],
            ),
            needs=[self._need()],
            mood=self._mood(),
            rubrics=[self._rubric("one"), self._rubric("two")],
        )

    def _one(self, *choices: str) -> str:
        return self._dice.choice(choices)

    def _test(self) -> str:
        least = self._dice.randint(10, 80)
        tests: list[Callable[[], str]] = [
            lambda: f"{self._one('heat', 'heard', 'trust')} {self._one('>=', '<')} {least}",
            lambda: f"turn {self._one('>=', '<')} {self._dice.randint(1, 3)}",
            lambda: f"stage {self._one('venting', 'settling', 'solving', 'own', 'escalated')}",
            lambda: f"did {self._one(*ASKED_FOR)}{self._one('', ' twice')}",
            lambda: f"last {self._one(*ASKED_FOR)}",
            lambda: f"{self._one('raised', 'raises')} {self._one(*THINGS)}",
            lambda: f"felt {self._one('angry', 'sad')}",
            lambda: "unfinished",
            lambda: f"enters {self._one('settling', 'own', 'venting')}",
            lambda: f"used r{self._dice.randint(0, 4)}",
            lambda: f"been {self._one('settling', 'own', 'escalated')}",
            lambda: "time_is_up",
        ]
        return self._one("", "not ") + self._dice.choice(tests)()

    def _when(self, least: int, most: int, never: tuple[str, ...] = ()) -> list[str]:
        tests: list[str] = []
        wanted = self._dice.randint(least, most)
        while len(tests) < wanted:
            test = self._test()
            if test.removeprefix("not ").partition(" ")[0] not in never:
                tests.append(test)
        return tests

    def _acts(self, among: Sequence[str] = DOING) -> Acts:
        special = {
            "say_back": self._one("g1", "g2", "nothing"),
            "apologise": Apology(["regret"], self._dice.choice(["plain", "hollow"])),
            "act": "courier",
            "offer": "courier",
            "empathise": self._one("angry", "sad"),
            "hand_over": HandOver(self._dice.random() < 0.5),
            "ask": "f1",
        }
        chosen = self._dice.sample(among, self._dice.randint(1, 3))
        return Acts(**{act: special.get(act, True) for act in chosen})

    def _scenario(self) -> Scenario:
        dice = self._dice
        first = ["turn < 1"] if dice.random() < 0.6 else self._when(0, 2, NOT_YET)
        grievances = [
            Grievance(id=each, text="x", feeling=feeling, when=when, tells=tells,
                      unfinished=dice.random() < 0.5)
            for each, feeling, when, tells in (
                ("g1", "angry", first, dice.choice([[], ["f1"]])),
                ("g2", "sad", self._when(0, 2, NOT_YET), []),
            )
        ]  # fmt: skip
        replies = [
            Reply(id=f"r{n}", say="x", acts=self._acts(), when=self._when(0, 1),
                  again=dice.random() < 0.5)
            for n in range(6)
        ]  # fmt: skip
        return replace(
            SCENARIO,
            turns=TURNS,
            offers=3,
            grievances=grievances,
            facts=[Topic(id="f1", text="x", when=["last ask f1"])],
            cues=[Topic(id="c1", text="x", when=self._when(0, 2, NOT_YET))],
            remedies=[Remedy(id="courier", text="x", check=self._one("", "f1"))],
            replies=replies,
            lines=[Line(say="x", when=self._when(0, 3)) for _ in range(6)],
        )

    def _transition(self) -> Transition:
        return Transition(
            source=self._one("any", "own", "venting", "settling"),
            to=self._one("own", "settling", "gone", "solving"),
            when=self._when(1, 2, NEVER_A_STEP),
        )

    def _need(self) -> Need:
        """Met by an act once it was shown; it may be met or passed over for two reasons at once."""
        concluded = self._one("adapt", "ignore_need")
        anywhere = [act for act in DOING if act not in ABOUT_A_SCENARIO]
        return Need(
            id="quiet",
            kind="preference",
            text="x",
            why="x",
            derived=[
                Derived("adapt", [f"act {self._one(*DOING)}", "raised this"]),
                *self._derived(concluded, 0, 1, OF_A_SCENARIO),
            ],
            rules=[
                self._rule("met", "act adapt", OF_A_SCENARIO),
                self._rule("loud", "act dismiss", OF_A_SCENARIO),
            ],
            replies=[
                Reply(id="need_quiet", say="x", acts=self._acts(anywhere), when=["raised quiet"])
            ],
        )

    def _derived(
        self, act: str, least: int, most: int, never: tuple[str, ...] = ()
    ) -> list[Derived]:
        """Two reasons for the same conclusion."""
        return [
            Derived(act, [f"act {self._one(*DOING)}", *self._when(least, most, never)])
            for _ in range(2)
        ]

    def _rule(self, name: str, act: str, never: tuple[str, ...] = ()) -> Rule:
        heat, trust = (self._dice.randint(-20, 20) for _ in range(2))
        when = [act, *self._when(0, 2, never)]
        return Rule(id=name, when=when, heat=heat, trust=trust, why="x", source="x")

    def _mood(self) -> Mood:
        dice = self._dice
        effects = [
            Effect(act=act, heat=dice.randint(-20, 20), heard=dice.randint(-5, 25),
                   trust=dice.randint(-15, 15), patience=dice.randint(-9, 5), why="x", source="x")
            for act in (*DOING, "time", "early_remedy")
        ]  # fmt: skip
        rules = [self._rule(f"u{n}", f"act {self._one(*DOING, 'remedying')}") for n in range(6)]
        derived = [
            *self._derived("early_remedy", 1, 2),
            Derived("interrupt", ["act time", "unfinished"]),
        ]
        return Mood(derived, effects, rules)

    def _rubric(self, name: str) -> Rubric:
        doing = f"act {self._one(*DOING)}"
        windows = [self._window(n) for n in range(4)]
        fault = Fault([doing, *self._when(0, 1)], self._dice.choice(["minor", "major"]), "x")
        essential = self._one("", "w0")
        first = Letter(
            letter="A", name="x", essential=essential, windows=windows[:2], faults=[fault]
        )
        second = Letter(letter="B", name="x", windows=windows[2:])
        cap = Cap([f"act {self._one(*DOING)}", *self._when(1, 1)], "x")
        return Rubric(id=name, title="x", source="x", letters=[first, second], caps=[cap])

    def _window(self, number: int) -> Window:
        each = self._dice.choice(["", "grievance", "cue", "need"])
        raised = "raised this" if each else "raised g1"
        awards = [
            Award(self._dice.choice([1, 2]), [f"act {self._one(*DOING)}", *self._when(0, 2)], "x")
            for _ in range(self._dice.randint(1, 3))
        ]
        return Window(
            id=f"w{number}",
            text="x",
            each=each,
            opens=self._dice.choice([[], [raised], ["did agree"], ["felt sad"]]),
            awards=awards,
            missed="x",
        )

"""The bots: trainees as policies over acts, each a short table.

A row is a worth and the tests under which it counts, in the grammar of `when`, judged for each act
of a reply; the time that every reply takes is an act, too, and so are `adapt` and `ignore_need`. A
reply is worth the sum of its rows, and the bot says the one on offer that is worth most. Tests may
ask what a trainee can see and no more: the brief and the policy card, the stage (the bearing shows
it), what was raised, what was said. The gauges are not among it, nor the scores, nor what comes
next.
"""

from typing import Literal, NamedTuple

from sim.core.acts import ACTS

Row = tuple[int, *tuple[str, ...]]
"""A worth, and the tests that must hold for it to count."""

Kind = Literal["good", "fair", "script", "random", "poor", "test-wise"]


class Bot(NamedTuple):
    """A trainee: what they are called, of which kind, what they do, and the rows they go by.

    `guesses` is how many turns of a hundred they take any reply without a written fault. A
    test-wise one knows no acts: it goes by the `length` of a reply (1 for the longest, -1 for the
    shortest), by its `place` on the screen (0, or -1 for the last), or counts `words` in it.
    """

    name: str
    kind: Kind
    does: str
    rows: tuple[Row, ...] = ()
    guesses: int = 0
    length: int = 0
    place: int | None = None
    words: tuple[str, ...] = ()


NEVER = -100
FAULTS: tuple[Row, ...] = tuple((NEVER, f"act {act.name}") for act in ACTS if act.tone == "fault")
"""What nobody says who knows what is a fault."""

GOOD: tuple[Row, ...] = (
    *FAULTS,
    (NEVER, "act apologise", "form conditional"),
    (NEVER, "act apologise", "form hollow"),
    (NEVER, "act say_back", "not raised this"),
    (NEVER, "act empathise", "not felt this"),
    (NEVER, "act ask", "raised this"),
    (NEVER, "act next_steps", "policy beyond"),
    (NEVER, "act follow_up", "policy beyond"),
    (NEVER, "act next_steps", "by missing"),
    (NEVER, "act follow_up", "by missing"),
    (NEVER, "act explain", "basis policy"),
    (NEVER, "act time", "wording in_house"),
    # a welcome, and a name
    (20, "act greet", "turn < 1"),
    (20, "act introduce", "turn < 1"),
    # room: while they vent, and where they were not done
    (20, "act invite", "stage venting", "not did invite twice"),
    (20, "act listen", "stage venting", "not did listen twice"),
    (60, "act listen", "unfinished"),
    (60, "act invite", "unfinished"),
    (-5, "act listen", "did listen twice"),
    (-5, "act invite", "did invite twice"),
    # back to the beginning, with somebody who is beside themselves
    (20, "act invite", "stage escalated"),
    (20, "act listen", "stage escalated"),
    (10, "act mend", "stage escalated", "not did mend"),
    # what was told, the feeling in it, and what hangs on it
    (70, "act say_back", "raised this", "not did say_back this"),
    (-70, "act say_back", "did say_back this"),
    (10, "act empathise", "felt this"),
    (-30, "act empathise", "did empathise twice"),
    (60, "act notice", "raised this", "not did notice this"),
    (50, "act believe", "not did believe", "not did rapport"),
    (-50, "act believe", "did believe"),
    (5, "act admit", "fault clear", "not did admit"),
    # sorry: once, to somebody who was heard, and for what is ours to own
    (50, "act apologise", "part responsibility", "fault clear", "did say_back"),
    (50, "act apologise", "not part responsibility", "fault unclear", "did say_back"),
    (-80, "act apologise", "part responsibility", "fault unclear"),
    (-80, "act apologise", "not did say_back"),
    (-80, "act apologise", "did apologise"),
    # needs that were shown
    (15, "act adapt", "raised this", "not did adapt this"),
    (-35, "act ignore_need", "raised this"),
    # putting it right, step by step, with somebody who was heard
    (40, "act options", "not did options", "not did offer"),
    (40, "act offer", "remedy fits", "not did offer", "not did options"),
    (-80, "act options", "stage venting"),
    (-80, "act offer", "stage venting"),
    (-80, "act offer", "remedy misses"),
    (20, "act check", "not did check this"),
    (20, "act agree", "not did agree"),
    (30, "act act", "remedy fits"),
    (-80, "act act", "not did agree", "not with agree"),
    (-160, "act act", "not did check needed"),
    (-80, "act act", "remedy misses"),
    (10, "act next_steps"),
    (30, "act follow_up", "did act"),
    # the end, once all is done
    (20, "act thank", "did act"),
    (10, "act close", "did follow_up"),
    (-40, "act close", "not did follow_up"),
    (-40, "act close", "not did act"),
    # the clock: with the last turn in sight, what the call is for
    (80, "act options", "turn >= 8"),
    (80, "act agree", "turn >= 9"),
    (80, "act act", "turn >= 10"),
    (120, "act thank", "turn >= 11"),
    # what is welcome and can wait
    (5, "act compensate", "did act"),
    (5, "act explain", "basis ours"),
    (2, "act ask"),
    (2, "act assure"),
    (2, "act set_expectations"),
    (2, "act rapport"),
    # what is seldom called for
    (-5, "act advise"),
    (-5, "act hold"),
    (-5, "act decline"),
    (-40, "act hand_over"),
)
"""Plays by the models: hear, name what is felt, own it, put it right, thank; and never a fault."""

TURNS = 12
"""The turns of a call that rows are written for: in a shorter call `turn >=` comes earlier."""
LAPSES, GUESSES = 23, 55
"""Turns of a hundred in which somebody good, and somebody fair, takes any reply that is no obvious
fault (design choice: who plays well is no machine, and has two or three lapses in a call)."""

SCRIPT = (
    "greet", "introduce", "verify", "ask", "empathise", "apologise", "explain", "offer", "options",
    "check", "agree", "act", "next_steps", "follow_up", "compensate", "thank", "close",
)  # fmt: skip
"""By the book: each step once, in this order, whatever was said."""

BOTS: tuple[Bot, ...] = (
    Bot(
        "good", "good",
        "Plays by the models, and has two or three lapses in a call, as people do.",
        GOOD, guesses=LAPSES,
    ),
    Bot(
        "fair", "fair",
        "Means well and knows half: plays by the models in nearly every other turn, and "
        "otherwise takes any reply without an obvious fault.",
        GOOD, guesses=GUESSES,
    ),
    Bot(
        "script", "script",
        "Goes by the book, step by step, whatever was said.",
        tuple(
            (1 << len(SCRIPT) - at, f"act {act}", f"not did {act}")
            for at, act in enumerate(SCRIPT)
        ),
    ),
    Bot("random", "random", "Says anything that is on offer."),
    Bot(
        "apologiser", "poor",
        "Says sorry wherever it can be said, and otherwise anything.",
        ((9, "act apologise"),),
    ),
    Bot(
        "rusher", "poor",
        "Wants a solution at once, and the call off the line.",
        (
            (9, "act rush"), (8, "act close"), (7, "act act"), (6, "act offer"), (6, "act options"),
            (5, "act agree"), (3, "act time", "pace brisk"), (-3, "act listen"),
            (-3, "act invite"),
        ),
    ),
    Bot(
        "arguer", "poor",
        "Is right, and says so; it was somebody else, or the customer.",
        (
            (9, "act argue"), (9, "act blame"), (9, "act deny"), (8, "act doubt"),
            (7, "act lecture"), (6, "act deflect"), (6, "act dismiss"),
            (5, "act explain", "basis policy"), (-5, "act apologise"), (-5, "act believe"),
        ),
    ),
    Bot(
        "silent", "poor",
        "Says as little as can be said: mm-hm, one moment, goodbye.",
        (
            (9, "act listen"), (7, "act hold"), (3, "act close"), (-3, "act say_back"),
            (-3, "act empathise"), (-3, "act apologise"), (-3, "act notice"), (-3, "act explain"),
        ),
    ),
    Bot(
        "promiser", "poor",
        "Promises whatever will please, and then some more.",
        (
            (9, "act next_steps", "policy beyond"), (9, "act follow_up", "policy beyond"),
            (8, "act mislead"), (6, "act assure"), (5, "act follow_up"), (5, "act next_steps"),
            (4, "act compensate"), (3, "act offer"), (3, "act act"),
        ),
    ),
    Bot("longest", "test-wise", "Takes the longest reply.", length=1),
    Bot("shortest", "test-wise", "Takes the shortest reply.", length=-1),
    Bot("first", "test-wise", "Takes the first reply on the screen.", place=0),
    Bot("last", "test-wise", "Takes the last reply on the screen.", place=-1),
    Bot(
        "politest", "test-wise",
        "Takes the reply with the most polite words.",
        words=(
            "please", "thank", "sorry", "apologise", "of course", "certainly", "glad", "kind",
            "happy to", "understand", "appreciate", "may i", "could you", "would you",
        ),
    ),
    Bot(
        "sorriest", "test-wise",
        "Takes the reply with the most words of apology.",
        words=(
            "sorry", "apolog", "regret", "our fault", "my fault", "our mistake", "my mistake",
            "that was us", "my doing",
        ),
    ),
)  # fmt: skip

BY_NAME: dict[str, Bot] = {bot.name: bot for bot in BOTS}

"""Service acts: the one vocabulary for what a trainee does by saying something.

Mood, stages and rubrics look at acts and never at words. `ACTS` is the table of acts an author may
write; `DERIVED` names those the engine concludes from an act and the moment it came in, by the rows
under `derived` in `rules/mood.yaml`.
"""

from functools import cache, lru_cache
from typing import Annotated, Any, Literal, NamedTuple

from msgspec import UNSET, Meta, Struct, UnsetType, defstruct
from msgspec.structs import astuple

Feeling = Literal[
    "angry", "anxious", "disappointed", "embarrassed", "exhausted", "foolish", "grateful",
    "happy", "helpless", "hurt", "ignored", "impatient", "sad", "worried",
]  # fmt: skip
Part = Literal["regret", "explanation", "responsibility", "repentance", "repair", "forgiveness"]
Form = Literal["plain", "conditional", "hollow"]


class Apology(Struct, frozen=True, forbid_unknown_fields=True):
    """An apology by its parts (after Lewicki, Polin & Lount 2016) and its form."""

    parts: Annotated[list[Part], Meta(min_length=1, max_length=6)]
    form: Form = "plain"


class Promise(Struct, frozen=True, forbid_unknown_fields=True):
    """A promise from the scenario's list, and by when; without a time it is vague."""

    what: str
    by: str = ""


class Hold(Struct, frozen=True, forbid_unknown_fields=True):
    """A pause on the line: the reason given to the customer, and its length in minutes."""

    minutes: Annotated[int, Meta(ge=1, le=60)]
    why: str = ""


class HandOver(Struct, frozen=True, forbid_unknown_fields=True):
    """A transfer to somebody else, who has been told the story or has not."""

    briefed: bool


class Act(NamedTuple):
    """One row of the vocabulary.

    `tone` is warm, competent, neutral or fault; `takes` the type of its parameter in YAML;
    `names` the kind of thing the parameter refers to, empty when it is free.
    """

    name: str
    tone: Literal["warm", "competent", "neutral", "fault"]
    takes: Any
    names: str
    means: str
    example: str
    unlike: str


_Yes = Literal[True]
_Ids = Annotated[list[str], Meta(min_length=2)]

ACTS: tuple[Act, ...] = (
    Act("greet", "warm", _Yes, "", "Welcomes the person.",
        "Good evening, thank you for calling.", "Yes?"),
    Act("introduce", "competent", _Yes, "", "Gives one's name and role.",
        "I'm Alex, I look after delivery problems here.", "This is customer service."),
    Act("set_expectations", "competent", str, "", "Says what comes next, or how long it takes.",
        "Give me two minutes to read your order.", "Bear with me."),
    Act("verify", "neutral", _Yes, "", "Checks who is calling, where the sector needs it.",
        "May I have your date of birth, to open the account?", "Who is this?"),
    Act("listen", "warm", _Yes, "", "Leaves room and shows that one is there.",
        "Mm-hm. Go on.", "Right, anyway."),
    Act("invite", "warm", _Yes, "", "Asks for the whole story.",
        "Tell me what happened, from the start.", "What's the order number?"),
    Act("ask", "competent", str, "fact", "Asks for a fact that is needed.",
        "Which of the two boxes came?", "Are you sure?"),
    Act("say_back", "warm", str, "topic", "Puts what they said into words they would agree to.",
        "So it was twelve you ordered, and nine that came.", "I hear what you're saying."),
    Act("check", "competent", str, "fact", "Confirms a fact before acting on it.",
        "You're at number 14 until six, is that right?", "I'll send it to the usual address."),
    Act("notice", "warm", str, "cue", "Picks up something said in passing.",
        "You mentioned a birthday. When is it?", "Anything else?"),
    Act("empathise", "warm", Feeling, "feeling", "Names the feeling, open to correction.",
        "It sounds as if nobody listened.", "I know exactly how you feel."),
    Act("believe", "warm", _Yes, "", "Takes the customer's account as true.",
        "I've no reason to doubt that.", "Our system says otherwise."),
    Act("apologise", "warm", Apology, "form", "Apologises, in one or more parts.",
        "I'm sorry. That was our mistake.", "We apologise for any inconvenience."),
    Act("admit", "competent", _Yes, "", "Owns a failure in the first person.",
        "I should have seen that note.", "Mistakes were made."),
    Act("assure", "warm", _Yes, "", "Says one will do what one can, without promising an outcome.",
        "I'll stay with this until we know.", "It will all be fine."),
    Act("explain", "neutral", Literal["ours", "outside", "policy"], "basis", "Gives a cause.",
        "Our scanner counted one box as two.", "It's in the terms."),
    Act("advise", "neutral", _Yes, "", "Tells the customer what they could do.",
        "It helps to photograph the label.", "You should have checked."),
    Act("rapport", "warm", _Yes, "", "A word from person to person.",
        "Thirty children and no cake, that's a day.", "Lovely weather."),
    Act("offer", "competent", str, "remedy", "Proposes one remedy.",
        "I can have the rest there tomorrow by noon.", "I'll see what I can do."),
    Act("options", "competent", _Ids, "remedies", "Proposes two or more remedies to choose from.",
        "A courier tomorrow, or the money back today?", "We could do something."),
    Act("decline", "neutral", Literal["limit", "policy", "none"], "basis", "Says no, and why.",
        "That's beyond what I can sign off.", "Can't be done."),
    Act("compensate", "competent", str, "gesture", "Offers something beyond the remedy.",
        "And the delivery is on us.", "Here's a voucher."),
    Act("agree", "competent", _Yes, "", "Secures the customer's yes.",
        "Shall we do it that way?", "So that's settled."),
    Act("act", "competent", str, "remedy", "Carries the remedy out.",
        "I've booked it; the number is in your mail.", "Someone will book it."),
    Act("next_steps", "competent", Promise, "promise", "Says who does what next, and by when.",
        "The courier rings you by nine.", "You'll hear from us."),
    Act("follow_up", "competent", Promise, "promise", "Promises to come back to it afterwards.",
        "I'll call on Friday to see that it came.", "Call us if not."),
    Act("thank", "warm", str, "", "Thanks, for something in particular.",
        "Thank you for telling me about the label.", "Thanks for choosing us."),
    Act("mend", "warm", _Yes, "", "Puts right a slip of one's own.",
        "I spoke over you. Please finish.", "As I was saying."),
    Act("hold", "neutral", Hold, "", "Asks the customer to wait.",
        "May I put you on hold for two minutes, to ring the depot?", "Hold please."),
    Act("set_limit", "neutral", _Yes, "", "Announces, calmly, a boundary to abuse.",
        "I want to help. If you call me that again, I'll end the call.", "Don't you dare."),
    Act("hand_over", "neutral", HandOver, "", "Passes the customer to somebody else.",
        "I've told Ruth the story; she has your order open.", "I'll put you through."),
    Act("close", "neutral", _Yes, "", "Ends the call.",
        "Is there anything left? Then goodbye, Ms Abara.", "Bye."),
    Act("rush", "fault", _Yes, "", "Hurries the person.",
        "Let's keep this quick.", "I have all your details now."),
    Act("dismiss", "fault", _Yes, "", "Makes the trouble small.",
        "It's only three cups.", "Three cups short, then."),
    Act("calm_down", "fault", _Yes, "", "Manages the feeling instead of the trouble.",
        "There's no need to be upset.", "You're upset, and I see why."),
    Act("doubt", "fault", _Yes, "", "Questions what the customer says.",
        "Are you sure you counted them all?", "What was in the box?"),
    Act("blame", "fault", _Yes, "", "Puts it on the customer.",
        "You ought to have reported it sooner.", "When did you first tell us?"),
    Act("argue", "fault", _Yes, "", "Contradicts.",
        "That isn't what happened.", "I read it differently here."),
    Act("deny", "fault", _Yes, "", "Denies that anything went wrong on our side.",
        "It left here complete.", "I can't see yet where it went wrong."),
    Act("mislead", "fault", _Yes, "", "Says what is not true.",
        "Your refund is on its way (it is not).", "I'll ask for the refund today."),
    Act("deflect", "fault", _Yes, "", "Sends the trouble elsewhere: policy, system, other people.",
        "That's the warehouse, not us.", "The warehouse knows; I'll ring them."),
    Act("greed", "fault", _Yes, "", "Puts our gain before their need.",
        "With Premium this would not have happened.", "The larger box costs the same."),
    Act("lecture", "fault", _Yes, "", "Explains how one ought to behave.",
        "In future, please read the terms.", "The label tells you how many boxes."),
    Act("disclose", "fault", _Yes, "", "Tells what is not theirs to hear.",
        "Your neighbour complained about us, too.", "You aren't the first to tell me."),
)  # fmt: skip

DERIVED: dict[str, str] = {
    "cold_open": "The call began without a welcome or a name.",
    "interrupt": "The customer had not finished.",
    "let_finish": "The customer had not finished, and was left room to.",
    "parrot": "A paraphrase with nothing of theirs in it.",
    "mislabel": "Named a feeling they did not have.",
    "assume": "Acted on something that was not checked.",
    "repeat_story": "Asked for what had been told already.",
    "vague": "A promise without a time.",
    "overpromise": "Promised what the policy card does not allow.",
    "cold_transfer": "Passed the customer on without telling the story.",
    "dead_air": "Left the customer waiting, without a reason or for long.",
    "jargon": "Spoke in in-house words.",
    "skip_close": "Ended the call with nothing agreed.",
    "early_remedy": "Offered a solution before the customer was heard.",
    "early_apology": "Apologised before knowing for what.",
    "third_time": "Apologised a third time.",
    "unheard_close": "Ended the call before the customer was heard.",
    "ignore_need": "Passed over a need this person had shown.",
    "adapt": "Met the person the way they want to be met.",
}
TIME = "time"
"""The act nobody chooses: with every reply some of the customer's time passes."""

BY_NAME: dict[str, Act] = {act.name: act for act in ACTS}
NAMES: tuple[str, ...] = (*BY_NAME, *DERIVED, TIME)

CLASSES: dict[str, tuple[str, ...]] = {
    "fault": tuple(act.name for act in ACTS if act.tone == "fault"),
    "helping": tuple(act.name for act in ACTS if act.tone in ("warm", "competent")),
    "competent": tuple(act.name for act in ACTS if act.tone == "competent"),
    "attentive": (
        "listen", "invite", "say_back", "notice", "empathise", "believe", "admit", "mend"
    ),
    "leaving_room": ("listen", "invite", "empathise"),
    "giving": (
        "believe", "admit", "assure", "mend", "offer", "options", "compensate", "act", "agree",
        "check", "notice", "next_steps", "follow_up",
    ),
    "promising": ("agree", "next_steps", "follow_up"),
    "cordial": ("greet", "rapport", "thank"),
    "remedying": ("offer", "options", "compensate", "act"),
    "making_good": ("apologise", "explain", "compensate", "act"),
    "weighty": (
        "ask", "check", "notice", "apologise", "admit", "explain", "offer", "options",
        "compensate", "agree", "act",
    ),
}  # fmt: skip
"""Acts that conditions may ask for together, as if the class were an act."""


NAMING_A_PROMISE = tuple(act.name for act in ACTS if act.names == "promise")
"""Acts that give one of the promises a scenario lists."""


@cache
def called(act: str) -> tuple[str, ...]:
    """What a row may call an act: its own name, and the classes it belongs to."""
    return act, *classes(act)


def classes(act: str) -> tuple[str, ...]:
    """The classes an act belongs to."""
    return tuple(name for name, members in CLASSES.items() if act in members)


Acts: Any = defstruct(
    "Acts",
    [
        (act.name, Annotated[act.takes, Meta(description=act.means)] | UnsetType, UNSET)
        for act in ACTS
    ],
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    module=__name__,
)
"""What a reply does: an optional field an act, each holding that act's parameter."""


class Event(NamedTuple):
    """One act of a reply, with what it refers to and the words that conditions may test."""

    act: str
    about: str
    words: frozenset[str]


def events(acts: Any) -> tuple[Event, ...]:
    """The acts of one reply, in the order of the vocabulary."""
    written = zip(ACTS, astuple(acts), strict=True)  # the fields are the acts, in their order
    return tuple(_event(act, value) for act, value in written if value is not UNSET)


def event(act: str, about: str = "", *words: str) -> Event:
    """An act with the words that conditions may test."""
    return Event(act, about, _named(act, about).union(words))


@lru_cache(1024)
def _named(act: str, about: str) -> frozenset[str]:
    """The tests that name an act by itself, by its classes, or by what it refers to."""
    names = {f"act {name}" for name in (act, *classes(act))}
    return frozenset(names | ({f"act {act} {about}", f"about {about}"} if about else set()))


def refers_to(acts: Any, name: str) -> tuple[str, ...]:
    """The ids an act of a reply names in the scenario."""
    match getattr(acts, name):
        case Promise() as promise:
            return (promise.what,)
        case list() as ids:
            return tuple(ids)
        case str() as one:
            return (one,)
    return ()


def _event(act: Act, value: Any) -> Event:
    about, words = _details(act, value)
    return event(act.name, about, *words)


def _details(act: Act, value: Any) -> tuple[str, tuple[str, ...]]:
    """What an act's parameter refers to, and the words it adds for conditions to test."""
    match value:
        case Apology():
            size = "one" if len(value.parts) == 1 else "few" if len(value.parts) < MANY else "many"
            parts = (f"part {part}" for part in value.parts)
            return value.form, (*parts, f"parts {size}", f"form {value.form}")
        case Promise():
            return value.what, ("by given" if value.by else "by missing",)
        case Hold():
            why = "why given" if value.why else "why missing"
            return "", (why, "minutes long" if value.minutes > LONG_HOLD else "minutes short")
        case HandOver():
            return "", ("briefed yes" if value.briefed else "briefed no",)
        case str() if act.names == "basis":
            return value, (f"basis {value}",)
        case str() if act.names:
            return value, ()
    return "", ()


TIME_PASSES = event(TIME)
MANY = 4
"""Parts from which an apology has many (design choice)."""
LONG_HOLD = 3
"""Minutes on hold after which a customer counts as left waiting (design choice)."""

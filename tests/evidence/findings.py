"""The table of findings: what customers must reproduce, where it comes from, and how sure it is."""

from typing import NamedTuple

from tests.evidence import choices, earlier, rows
from tests.evidence.rows import Claims

OWN = "design choice"
"""The certainty of what no study says: a choice of ours, and stated so that it can fail."""


class Finding(NamedTuple):
    """An ordering, with its source and certainty (H, M, L or `OWN`).

    `across` says that it holds across people, not within one: then it is measured on those made up.
    """

    ordering: str
    source: str
    certainty: str
    claims: Claims
    across: bool = False


FINDINGS: dict[str, Finding] = {
    "E1": Finding(
        "apology part: responsibility > repair > regret ~ explanation ~ repentance > asking "
        "forgiveness",
        "Lewicki, Polin & Lount 2016", "H", rows.apology_parts,
    ),
    "E2": Finding(
        "six parts > three > one; single parts differ by at most about 1.5 times",
        "Lewicki 2016; Scher & Darley 1997", "H", rows.apology_size,
    ),
    "E3": Finding(
        "the same apology: competence lapse > integrity lapse", "Lewicki 2016", "H", rows.breach,
    ),
    "E4": Finding(
        "apology after being heard > the same apology before",
        "Frantz & Bennigson 2005", "M", rows.heard_first,
    ),
    "E5": Finding(
        "fault clear: full apology > sympathy only, nothing; fault unclear: sympathy only > full "
        "apology",
        "\"ambiguity of a transgression\", about 2013", "M", rows.whose_fault,
    ),
    "E6": Finding(
        "conditional apology <= none < plain < with responsibility",
        "reasoned from E1, E5", "L", rows.conditional,
    ),
    "E7": Finding(
        "the second and third apology add about nothing, then weaken what solving gains",
        "Marinova, Singh & Singh 2018", "H", rows.repeated,
    ),
    "E8": Finding(
        "a remedy is worth more later in the call than early",
        "Marinova 2018", "H", rows.remedy_later,
    ),
    "E9": Finding(
        "offering options helps even when none of them is granted",
        "Marinova 2018", "H", rows.choices,
    ),
    "E10": Finding(
        "warm opening + competent middle + warm end > the reverse; warmth in the middle costs",
        "Packard, Li & Berger 2024", "H", rows.warm_ends,
    ),
    "E11": Finding(
        "venting with no response: heat not lower",
        "Kjærvik & Bushman 2024", "H", rows.unanswered,
    ),
    "E12": Finding(
        "venting that is heard: heat lower, most for the hottest, even when nothing is fixed yet",
        "Herhausen 2023; Brans 2014", "H", rows.answered,
    ),
    "E13": Finding(
        "attentive, perspective-showing replies > \"I'm sorry\" used as empathy",
        "Clark 2013", "H", rows.empathy,
    ),
    "E13b": Finding(
        "how much being heard does, and \"I'm sorry\", differs widely from customer to customer",
        "Clark 2013", "H", rows.differ, across=True,
    ),
    "E14": Finding(
        "feeling understood: active listening > advice, acknowledgement",
        "Weger 2014", "M", rows.understood,
    ),
    "E15": Finding(
        "naming the right negative feeling: trust up; naming it as something positive: no gain",
        "Yu, Berg & Zlatev 2021", "H", rows.right_feeling,
    ),
    "E16": Finding(
        "being made to repeat the story, or a transfer, re-ignites",
        "Verduyn 2009", "M", rows.told_again,
    ),
    "E17": Finding(
        "a sign of greed > unfairness or blame, as what drives revenge",
        "Grégoire 2010", "H", rows.revenge,
    ),
    "E18": Finding(
        "apology ~ honest outside cause > policy as justification, \"others have it worse\"",
        "Bradley & Sparks 2012", "H", rows.causes,
    ),
    "E19": Finding(
        "denial lowers trust; confession and personal wording raise it",
        "Kapes 2022", "M", rows.denial,
    ),
    "E20": Finding(
        "a remedy that matches the failure > one of the same size that does not",
        "Smith, Bolton & Wagner 1999", "H", rows.match,
    ),
    "E21": Finding(
        "a superb recovery may lift satisfaction above where it began, once; not twice",
        "de Matos 2007; Maxham 2002", "H", rows.recovered,
    ),
    "E22": Finding(
        "bad then good > good then bad", "Maxham & Netemeyer 2002", "M", rows.order,
    ),
    "E23": Finding(
        "jargon, even explained < plain words", "Shulman 2020", "M", rows.house_words,
    ),
    "E24": Finding(
        "warmth helps only if the task gets done; more smiling adds nothing",
        "Grandey 2005; Hennig-Thurau 2006", "M", rows.smiling,
    ),
    "E25": Finding(
        "a competently handled call runs from negative to positive",
        "Yom-Tov 2018", "H", rows.competent,
    ),
    "E26": Finding(
        "weights differ by the individual's values, never by name or origin",
        "Patterson 2006; Hui & Au 2001", "M", rows.individual,
    ),
    "E27": Finding(
        "the same recovery: mild failure > serious failure",
        "Weun, Beatty & Jones 2004", "M", rows.severity,
    ),
    "E28": Finding(
        "the first gesture > the second, which adds little",
        "Haesevoets, Van Hiel, Pandelaere, Bostyn & De Cremer 2017", "M", earlier.gestures,
    ),
    "E29": Finding(
        "a no once one had a say > the same no before",
        "Lind, Kanfer & Earley 1990; Brockner & Wiesenfeld 1996", "H", earlier.voice,
    ),
    "E30": Finding(
        "a deed > an offer of it; a choice > one offer",
        "Marinova 2018; Gelbrich & Roschk 2011; Mattila & Cranage 2005", "M", earlier.deeds,
    ),
    "E31": Finding(
        "a second failure costs more than a first",
        "Bitner, Booms & Tetreault 1990; Johnston & Fern 1999; Maxham & Netemeyer 2002", "H",
        earlier.failed_twice,
    ),
    "E32": Finding(
        "a fault > the same fault after an apology that it does not bear out",
        "Skarlicki, Folger & Gee 2004", "M", earlier.not_borne_out,
    ),
    "E33": Finding(
        "a no > the same no after a promise", "Robinson 1996; Gneezy & Epley 2014", "H",
        earlier.taken_back,
    ),
    "E34": Finding(
        "a wait that is short, explained and within the matter > one that is not",
        "Maister 1985; Taylor 1994; Dubé-Rioux, Schmitt & Leclerc 1989; You et al. 2020", "H",
        earlier.waits,
    ),
    "E35": Finding(
        "a civil no > redress with an insult", "Blodgett, Hill & Tax 1997", "H",
        earlier.manner_of_giving,
    ),
    "E36": Finding(
        "sorry and a cause stand in for one another, in either order",
        "Bradley & Sparks 2012", "M", earlier.accounts,
    ),
    "D1": Finding(
        "what is left without an answer grows", "the size of it is ours", OWN, choices.left_alone,
    ),
    "D2": Finding(
        "a say-back is worth something once, and so is giving way; listening must lead somewhere",
        "dose, beside what Clark 2013 found of empathy", OWN, choices.worn,
    ),
    "D3": Finding(
        "an apology that is conditional or hollow is worse than none",
        "how much worse is ours", OWN, choices.bad_apologies,
    ),
    "D4": Finding(
        "a need that was shown is met with a gain, and passed over at a cost, access most",
        "needs belong to the person", OWN, choices.needs,
    ),
    "D5": Finding(
        "to be asked for one's wishes is worth more than any question, once",
        "nobody has to disclose anything", OWN, choices.wishes,
    ),
    "D6": Finding(
        "a calm limit cools abuse at no cost, and offends anybody else",
        "an announced boundary, without reproach", OWN, choices.limits,
    ),
    "D7": Finding(
        "a no with a limit of one's own > by a rule, or with nothing",
        "that a rule is no reason is Bradley & Sparks 2012; what it costs is ours", OWN,
        choices.refusals,
    ),
    "D8": Finding(
        "the plain effects that no study speaks of go the way they are meant to",
        "small amounts, for what else a call is made of", OWN, choices.plain,
    ),
}  # fmt: skip

"""Reads the content that `folders` found, and puts a case together from it."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, UnsetType

from sim.core.case import Case
from sim.core.codes import Code
from sim.core.compile import CaseError, compile_case
from sim.core.model import ID, LONGEST_ID, Content, Customer, Mood, Need, Rubric, Scenario, Stock
from sim.core.spelling import nearest
from sim.core.when import Problem
from sim.studio.document import Document
from sim.studio.findings import ContentError, Finding, first
from sim.studio.folders import RULES, find, find_needs, shipped, short
from sim.studio.reader import read

__all__ = ["RUBRICS", "RULES", "Library", "NoSuchContent", "shipped"]

RUBRICS = ("start", "heart")
"""The service models a call is scored by, in the order shown."""

S = TypeVar("S")
T = TypeVar("T")


class NoSuchContent(LookupError):
    """There is no customer or scenario by that id; the message names those that are near."""


class _Needs(Struct, frozen=True, forbid_unknown_fields=True):
    """The file of the needs catalogue."""

    needs: list[Need]


class Rules(Struct, frozen=True):
    """Everything in `rules/`, with the documents it came from, by the field of `Content`.

    `catalogues` says for each need where it stands: the document, and the place in it.
    """

    mood: Mood
    needs: list[Need]
    stock: Stock
    rubrics: list[Rubric]
    documents: dict[str, list[Document]]
    catalogues: list[tuple[Document, int]]

    def content(self, scenario: Scenario, customer: Customer, ids: tuple[str, str]) -> Content:
        """The customer in the scenario under these rules; `ids` are of the scenario and of them."""
        return Content(
            scenario_id=ids[0],
            customer_id=ids[1],
            scenario=scenario,
            customer=customer,
            mood=self.mood,
            needs=self.needs,
            stock=self.stock,
            rubrics=self.rubrics,
        )

    def placed(
        self, problems: Iterable[Problem], scenario: Document | None, customer: Document | None
    ) -> list[Finding]:
        """The problems of a case, each at its place in a file.

        Those in a scenario or a customer that comes from no file are passed over.
        """
        sources: dict[str, Sequence[Document | None]] = {
            **self.documents,
            "scenario": [scenario],
            "customer": [customer],
        }
        findings = []
        for code, (source, *path), message in problems:
            if source == "rubrics":
                document = sources["rubrics"][int(path.pop(0))]
            elif source == "needs":
                document, at = self.catalogues[int(path.pop(0))]
                path = ["needs", at, *path]
            else:
                document = sources[str(source)][0]
            if document is not None:
                findings.append(Finding(document.file, *document.at(path), code, message))
        return findings


class Library:
    """The content of several folders, each with `customers/` and `scenarios/`; later ones win.

    `notices` names what was found twice.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.customers, self.scenarios, self.notices = find(folders)
        self._catalogues = find_needs(folders)

    def customer(self, name: str) -> Customer:
        """The customer of that id; raises NoSuchContent or ContentError."""
        return self._customer(name)[0]

    def scenario(self, name: str) -> Scenario:
        """The scenario of that id; raises NoSuchContent or ContentError."""
        return self._scenario(name)[0]

    def cast(self, scenario: str) -> list[str]:
        """The ids of all who can be cast in the scenario, in order.

        Raises NoSuchContent, also where nobody can, and ContentError.
        """
        barred = self.scenario(scenario).barred
        able = [id for id in self.customers if id not in barred]
        if not able:
            raise NoSuchContent(f"there is nobody who can be cast in '{scenario}'")
        return able

    def case(self, scenario: str, customer: str) -> Case:
        """The customer cast in the scenario; raises NoSuchContent, or ContentError.

        Who cannot be cast there is not, and the message says why.
        """
        (situation, situation_file), (person, person_file) = _both(
            lambda: self._scenario(scenario), lambda: self._customer(customer)
        )
        if not isinstance(situation.casting, UnsetType) and customer in situation.barred:
            why = situation.casting.why
            raise NoSuchContent(f"'{customer}' is not cast in '{scenario}': {why}")
        try:
            return compile_case(self.rules.content(situation, person, (scenario, customer)))
        except CaseError as error:
            placed = self.rules.placed(error.problems, situation_file, person_file)
            raise ContentError(first(placed)) from error

    @property
    def rubrics(self) -> tuple[Rubric, ...]:
        """The service models a call is scored by."""
        return tuple(self.rules.rubrics)

    @property
    def needs(self) -> tuple[Need, ...]:
        """The catalogue of what somebody may need to be met with."""
        return tuple(self.rules.needs)

    def _scenario(self, name: str) -> tuple[Scenario, Document]:
        return self._read(name, self.scenarios, Scenario, "scenario")

    def _customer(self, name: str) -> tuple[Customer, Document]:
        return self._read(name, self.customers, Customer, "customer")

    def _read(
        self, name: str, known: dict[str, Path], kind: type[T], word: str
    ) -> tuple[T, Document]:
        if name not in known:
            hint = nearest(name, known) or f"; there are {', '.join(known)}"
            raise NoSuchContent(f"there is no {word} '{name}'{hint}")
        return read_content(known[name], kind)

    @cached_property
    def rules(self) -> Rules:
        """What holds in every call; raises ContentError."""
        mood, mood_file = read(RULES / "mood.yaml", Mood)
        needs = self._needs()
        stock, stock_file = read(RULES / "stock.yaml", Stock)
        rubrics = [read(RULES / "rubrics" / f"{name}.yaml", Rubric) for name in RUBRICS]
        documents = {
            "mood": [mood_file],
            "stock": [stock_file],
            "rubrics": [document for _, document in rubrics],
        }
        return Rules(
            mood,
            [need for need, _ in needs],
            stock,
            [rubric for rubric, _ in rubrics],
            documents,
            [place for _, place in needs],
        )

    def _needs(self) -> list[tuple[Need, tuple[Document, int]]]:
        """Every need with its place; one of a later catalogue takes the place of an earlier."""
        found: dict[str, tuple[Need, tuple[Document, int]]] = {}
        for path in self._catalogues:
            catalogue, document = read(path, _Needs, short(path))
            ids = [need.id for need in catalogue.needs]
            for at, need in enumerate(catalogue.needs):
                if need.id in ids[:at]:
                    message = f"'{need.id}' is taken by another need; give this one another id"
                    place = document.at(("needs", at, "id"))
                    raise ContentError([Finding(document.file, *place, Code.ID_TAKEN, message)])
                found[need.id] = need, (document, at)
        return list(found.values())


def read_content(path: Path, kind: type[T]) -> tuple[T, Document]:
    """The customer or scenario in a file; raises ContentError, also where its name is no id."""
    file = short(path)
    if no_id := no_id_in(path, file):
        raise ContentError([no_id])
    return read(path, kind, file)


def no_id_in(path: Path, file: str) -> Finding | None:
    """What is wrong with the name of a file of content, if no id can be made of it."""
    if re.match(ID, path.stem) and len(path.stem) <= LONGEST_ID:
        return None
    message = "the name of the file is the id: small letters, digits and _ only"
    return Finding(file, 1, 1, Code.NOT_AN_ID, message)


def _both(one: Callable[[], S], other: Callable[[], T]) -> tuple[S, T]:
    """What both give; what is wrong with either is reported together."""
    try:
        first = one()
    except ContentError as error:
        try:
            other()
        except ContentError as more:
            raise ContentError([*error.findings, *more.findings]) from more
        raise
    return first, other()

"""Tries mutants of content: each loads and can be played, or says what is wrong with it and where.

`python -m tests.studio.survey` tries many, in processes of their own, so that one which crashes the
interpreter or hangs is named as well; with `--seed N` it tells all about one.
"""

import argparse
import faulthandler
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec

from sim.core.call import Call
from sim.core.case import Case
from sim.core.model import Mood, Rubric, Stock
from sim.prose.transcript import transcript, transcript_lines
from sim.studio.events import LINE_BREAK
from sim.studio.findings import LONGEST, ContentError, Finding
from sim.studio.library import Library, _Needs
from sim.studio.reader import read
from tests.studio.mutants import KINDS, Mutant, mutant, originals, thinned

LIMIT = 1.0
"""Seconds of processor time that a file may take, with its counterpart and three calls."""
STUCK = 20.0
"""Seconds of processor time that no machine needs for it, whatever else it has to do."""
PATIENCE = 60
"""Seconds after which a mutant is taken to hang."""
RULES = {"mood": Mood, "needs": _Needs, "stock": Stock}
CHILD = (sys.executable, "-X", "faulthandler", "-m", "tests.studio.survey", "--one-by-one")


class Outcome(NamedTuple):
    """How a mutant fared: no findings if it loaded; `failed` says what must not happen, if so."""

    seed: int
    findings: int
    seconds: float
    failed: str = ""


class Bench:
    """A folder in which mutants are tried, with shortened files to cast them with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for kind in KINDS:
            (folder / kind).mkdir()
            (folder / kind / "mutant.yaml").touch()
        for kind in ("scenarios", "customers"):
            for path in originals(kind):
                text = thinned(Random(0), path.read_text(encoding="utf-8"))
                (folder / kind / path.name).write_text(text, encoding="utf-8")
        self.library = Library([folder])
        self.library.case(*(originals(kind)[0].stem for kind in ("scenarios", "customers")))

    def try_out(self, seed: int) -> Outcome:
        """Read the mutant of that seed as the commands do, cast it, and play it if it loads."""
        it = mutant(seed)
        self._path(it).write_bytes(it.content)
        findings: Sequence[Finding] = ()
        wrong = ""
        began = time.process_time()
        try:
            self.use(it, seed)
        except ContentError as error:
            findings = error.findings
            wrong = self._badly_said(findings)
        except Exception as error:
            wrong = f"{type(error).__name__}: {error}"
        seconds = time.process_time() - began
        if not wrong and seconds >= STUCK:
            wrong = f"it took {seconds:.2f} s"
        return Outcome(seed, len(findings), seconds, wrong)

    def use(self, it: Mutant, seed: int) -> None:
        """Read and cast what `try_out` has written; raises ContentError, or else fails."""
        if it.kind == "rules":
            read(self._path(it), RULES.get(it.original, Rubric))
            return
        other = "customers" if it.kind == "scenarios" else "scenarios"
        pair = {it.kind: "mutant", other: originals(other)[seed % 3].stem}
        play(self.library.case(pair["scenarios"], pair["customers"]), seed)

    def _path(self, it: Mutant) -> Path:
        return self._folder / it.kind / "mutant.yaml"

    def _badly_said(self, findings: Sequence[Finding]) -> str:
        """What is wrong with the way it is told what is wrong; empty if nothing is."""
        if not findings:
            return "refused without a reason"
        for finding in findings:
            text = Path(finding.file).read_bytes().decode("utf-8-sig", "replace")
            lines = LINE_BREAK.split(text)
            if not 1 <= finding.line <= len(lines):
                return f"no such line: {finding}"
            if not 1 <= finding.column <= len(lines[finding.line - 1]) + 1:
                return f"no such column: {finding}"
            if not finding.message.isprintable() or not 10 <= len(finding.message) <= LONGEST:
                return f"not a sentence on a line: {finding}"
        return ""


def play(case: Case, seed: int) -> None:
    """Three calls to their end, by dice, and the first one told."""
    for number in range(3):
        call, dice = Call(case, number), Random(seed + number)
        while call.offered:
            call.reply(dice.choice(call.offered).id)
        if not number:
            assert transcript(call).ending
            assert all(isinstance(line, str) for line in transcript_lines(call))


# --- Many of them -------------------------------------------------------------------------------


def one_by_one(seeds: range) -> None:
    """Try them in this process, and print the seed before and the outcome after each."""
    faulthandler.enable()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for seed in seeds:
            faulthandler.dump_traceback_later(PATIENCE, exit=True)
            print(seed, flush=True)
            print(msgspec.json.encode(bench.try_out(seed)).decode(), flush=True)


def in_a_child(seeds: range, command: Sequence[str] = CHILD) -> list[Outcome]:
    """Try them in a process of its own; one that ends it has failed, and the others go on.

    Raises RuntimeError if the process ends at none of them.
    """
    outcomes: list[Outcome] = []
    while seeds:
        run = [*command, "--first", str(seeds.start), "--count", str(len(seeds))]
        child = subprocess.run(run, capture_output=True, text=True, errors="replace", check=False)
        lines = child.stdout.split("\n")[:-1]
        outcomes += [msgspec.json.decode(told, type=Outcome) for told in lines[1::2]]
        seeds = seeds[len(lines) // 2 :]
        if len(lines) % 2 == 0 and seeds:
            raise RuntimeError(f"no mutant was tried: {child.stderr}")
        if seeds:
            last = " | ".join(child.stderr.split("\n")[:12])
            failed = f"the process ended with {child.returncode}: {last}"
            outcomes.append(Outcome(seeds.start, 0, 0.0, failed))
            seeds = seeds[1:]
    return outcomes


def survey(seeds: range, chunk: int = 200) -> list[Outcome]:
    """Try them on all cores, and print how it goes."""
    parts = [seeds[at : at + chunk] for at in range(0, len(seeds), chunk)]
    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for part in pool.map(in_a_child, parts):
            outcomes += part
            failed = sum(bool(each.failed) for each in outcomes)
            print(f"\r{len(outcomes)} of {len(seeds)} tried, {failed} failed", end="", flush=True)
    print()
    return outcomes


def _report(outcomes: Sequence[Outcome]) -> bool:
    failed = [each for each in outcomes if each.failed]
    slow = [each for each in outcomes if each.seconds >= LIMIT]
    loaded = sum(not each.findings for each in outcomes) - len(failed)
    print(f"{loaded} loaded, {len(outcomes) - loaded - len(failed)} refused, {len(failed)} failed")
    slowest = sorted(outcomes, key=lambda each: -each.seconds)[:5]
    print("slowest:", ", ".join(f"seed {each.seed} {each.seconds:.2f} s" for each in slowest))
    for each in failed[:30]:
        print(f"seed {each.seed}: {each.failed}")
    if slow:
        print(f"{len(slow)} took longer than the {LIMIT:g} s of processor time that a file may")
    return not failed and not slow


def _tell(seed: int) -> None:
    """Write a mutant to where it can be looked at, and say how it fares; a mistake is raised."""
    it = mutant(seed)
    path = Path(tempfile.mkdtemp()) / "mutant.yaml"
    path.write_bytes(it.content)
    print(f"{it.kind}: {it.original}, {', '.join(it.changes)}: {path}")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        print(bench.try_out(seed))
        try:
            bench.use(it, seed)
        except ContentError as error:
            print(error)


def main() -> int:
    """What is asked for on the command line; 1 if a mutant has failed."""
    parser = argparse.ArgumentParser(description="Try mutants of the shipped content.")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="begin with this one")
    parser.add_argument("--count", type=int, default=20_000, metavar="N", help="try so many")
    parser.add_argument("--seed", type=int, metavar="SEED", help="tell all about this one")
    parser.add_argument("--one-by-one", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.count)
    if asked.seed is not None:
        _tell(asked.seed)
    elif asked.one_by_one:
        one_by_one(seeds)
    else:
        return 0 if _report(survey(seeds)) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

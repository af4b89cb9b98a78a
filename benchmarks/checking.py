"""What it takes to check content: one file beside PyYAML's loader in C, and the whole library."""

import statistics
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter, process_time

import yaml

from sim.core.model import Customer
from sim.studio.checks.comes_up import check_contradictions
from sim.studio.checks.source import Source
from sim.studio.checks.texts import check_customer_texts
from sim.studio.library import Library
from sim.studio.reader import load

LINES = 400
ROUNDS = 40
RUNS = 7
FILE_RATIO, LIBRARY_S = 2, 1


def seconds(work: Callable[[], object]) -> float:
    """The processor seconds of it, once."""
    start = process_time()
    work()
    return process_time() - start


def clean_file(library: Library) -> tuple[str, bytes]:
    """The customer whose file is nearest to 400 lines, as shipped."""
    texts = {name: path.read_bytes() for name, path in library.customers.items()}
    return min(texts.items(), key=lambda each: abs(each[1].count(b"\n") - LINES))


def compare_with_yaml(library: Library) -> None:
    """Reading and checking a file by itself, and loading it with PyYAML, in turn."""
    name, text = clean_file(library)
    stock = library.rules.stock

    def read_and_check() -> None:
        value, document = load(text, name, Customer)
        source = Source(name, value, document)
        found = [*check_contradictions(source), *check_customer_texts(source, stock)]
        assert not found, found

    rows: dict[str, list[float]] = {"PyYAML, in C": [], "read": [], "read and check": []}
    theirs = rows["PyYAML, in C"]
    for _ in range(ROUNDS):
        theirs.append(seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader)))  # noqa: TID251
        rows["read"].append(seconds(lambda: load(text, name, Customer)))
        rows["read and check"].append(seconds(read_and_check))
    lines = text.count(b"\n")
    print(f"checking {name}.yaml by itself, {lines} lines")
    for what, ours in rows.items():
        ratio = statistics.median(o / t for o, t in zip(ours, theirs, strict=True))
        promised = f"   promised: {FILE_RATIO}" if what == "read and check" else ""
        print(f"  {what:<16}{1000 * statistics.median(ours):8.2f} ms  {ratio:6.2f}{promised}")


def check_the_library() -> float:
    """The command, from exec to its end, over all shipped content."""
    start = perf_counter()
    subprocess.run([sys.executable, "-m", "sim", "check"], capture_output=True, check=True)
    return perf_counter() - start


def main() -> None:
    """Print the figures of the shipped content."""
    library = Library()
    compare_with_yaml(library)
    took = statistics.median(check_the_library() for _ in range(RUNS))
    files = len(library.customers) + len(library.scenarios)
    print(f"  check of all {files} files {took:8.2f} s   promised: {LIBRARY_S}, without proofs")


if __name__ == "__main__":
    main()

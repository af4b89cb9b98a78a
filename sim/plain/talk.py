"""Paragraphs to stdout and answers from stdin: all that the plain game does with a terminal."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping
from contextlib import suppress

from sim.prose.likeness import ascii_likeness, knows_ascii_only
from sim.prose.sections import Section, as_lines
from sim.studio.findings import quoted


class Left(Exception):
    """The player leaves, or there is nothing more to read."""


class Talk:
    """Paragraphs to stdout, wrapped to the terminal, and answers from stdin."""

    def __init__(self) -> None:
        self._ascii_only = knows_ascii_only()
        self._width = max(20, shutil.get_terminal_size((80, 24)).columns)

    def say(self, *paragraphs: str) -> None:
        """Print the paragraphs that are not empty; what follows a number or a dash hangs."""
        for paragraph in filter(None, paragraphs):
            # content must not steer the terminal
            text = self._printable(paragraph)
            mark = re.match(r"- |\d+\. |", text)
            hang = " " * len(mark[0]) if mark else ""
            print(
                textwrap.fill(text, self._width, subsequent_indent=hang, break_on_hyphens=False),
                flush=True,
            )

    def say_whole(self, text: str) -> None:
        """Print a line that must not be broken, such as where a file lies."""
        print(self._printable(text), flush=True)

    def _printable(self, text: str) -> str:
        """The text in what the terminal knows."""
        printable = "".join(char if char.isprintable() else " " for char in text)
        return ascii_likeness(printable) if self._ascii_only else printable

    def gap(self) -> None:
        """Leave a line empty."""
        print(flush=True)

    def sections(self, sections: Iterable[Section]) -> None:
        """Titles, and what stands below each."""
        for section in sections:
            self.say(*as_lines([section]))
            self.gap()

    def ask(self, question: str) -> str:
        """What is typed in answer; raises Left at the end of input."""
        self.say(question)
        line = sys.stdin.readline()
        if not line:
            raise Left
        return line.strip()

    def choose(self, question: str, answers: Mapping[str, str]) -> str:
        """One of the ids in `answers`, by its number or itself; q raises Left."""
        self.say(*numbered(answers.values()))
        while True:
            answer = self.ask(f"{question} Type a number from 1 to {len(answers)}, or q to leave:")
            if answer.lower() == "q":
                raise Left
            chosen = picked(answer, answers)
            if chosen:
                return chosen
            self.say(refused(answer))

    def agreed(self, question: str) -> bool:
        """Yes or no."""
        while True:
            answer = self.ask(f"{question} (y/n)").lower()
            if answer == "q":
                raise Left
            if answer in ("y", "yes", "n", "no"):
                return answer.startswith("y")
            self.say(f"{refused(answer)} Type y for yes or n for no.")


def take_lines() -> None:
    """Have the terminal take whole lines again, if a screen that was killed left it taking keys."""
    try:
        import termios
    except ImportError:  # no such terminals here
        return
    with suppress(OSError, termios.error):  # what is no terminal has no such modes
        modes = termios.tcgetattr(sys.stdin.fileno())
        modes[0] |= termios.ICRNL
        modes[3] |= termios.ICANON | termios.ECHO | termios.ISIG
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, modes)


def numbered(texts: Iterable[str]) -> list[str]:
    """The texts with numbers from 1."""
    return [f"{at}. {text}" for at, text in enumerate(texts, 1)]


def picked(answer: str, ids: Iterable[str]) -> str:
    """The id that is meant by its number from 1, or by itself; empty when there is none."""
    known = list(ids)
    numbers = {str(at): each for at, each in enumerate(known, 1)}
    return numbers.get(answer, answer if answer in known else "")


def refused(answer: str) -> str:
    """What to say to an answer that is none."""
    return f"{quoted(answer)} is not among the answers." if answer else "Nothing was typed."

"""Every screen at three sizes: as it was looked at and accepted, and with nothing cut off.

What a screen looks like stands in `dumps/SIZE/STATE.txt`. After a change that is meant, write them
anew with `python -m tests.tui.test_gallery`, look at `git diff`, and commit them with the change.
"""

import asyncio
import difflib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from filelock import FileLock
from textual.containers import ScrollableContainer
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Footer, Static
from textual.widgets._footer import FooterKey

from sim.tui.app import Sitting
from sim.tui.screens.call import CallScreen
from sim.tui.widgets.choices import Choice
from sim.tui.widgets.columns import Columns
from tests.tui.seat import text_of
from tools.gallery import SIZES, View, walk
from tools.pictures import STATES

DUMPS = Path(__file__).resolve().parent / "dumps"
ROOMY = ("80x24", "120x40")
WRITE = "python -m tests.tui.test_gallery"


class Seen(NamedTuple):
    """A state as it was seen: the text on the screen, and what was wrong with it, by kind."""

    text: str
    lost: list[str]
    hidden: list[str]
    footer: list[str]
    keys: list[str]
    focus: list[str]
    palette: list[str]


Walked = Callable[[str], dict[str, Seen]]


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """All states at a size; walked once for all tests, whichever process they run in."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    @cache
    def seen(size: str) -> dict[str, Seen]:
        kept = shared / f"gallery-{size}.json"
        with FileLock(kept.with_suffix(".lock")):
            if not kept.exists():
                kept.write_bytes(msgspec.json.encode(asyncio.run(walked(size))))
            return msgspec.json.decode(kept.read_bytes(), type=dict[str, Seen])

    return seen


async def walked(size: str) -> dict[str, Seen]:
    """All states at a size."""
    states: dict[str, Seen] = {}

    def look(state: str, app: Sitting) -> None:
        states[state] = Seen(text_of(app), *(list(find(app)) for find in FINDERS))

    await walk(View(SIZES[size]), look)
    return states


def _words_lost(app: Sitting) -> Iterator[str]:
    """Texts that are cut at their own edge or at that of what they stand in."""
    for widget in app.screen.query("Static, Columns"):
        if not widget.display or widget not in app.screen._compositor.full_map:
            continue
        whole = " ".join(_texts(widget)).split()
        lines = widget.render_lines(widget.outer_size.region)
        drawn = " ".join("".join(piece.text for piece in line) for line in lines).split()
        region, clip = _place(app, widget)
        if getattr(widget, "in_one_line", False) and any(word.endswith("…") for word in drawn):
            continue  # it says itself that there is more
        if lost := Counter(whole) - Counter(drawn):
            yield f"{list(lost)} of '{' '.join(whole)}' shows as '{' '.join(drawn)}'"
        elif region.x < clip.x or region.right > clip.right:
            yield f"'{' '.join(whole)}' is cut at the side"
        elif whole and not _scrolls(widget) and not clip.contains_region(region):
            yield f"'{' '.join(whole)}' is cut below, and nothing scrolls there"


def _texts(widget: Widget) -> Iterator[str]:
    """The texts a widget has to show."""
    if isinstance(widget, Columns):
        for row in widget.rows:
            yield from (row.label.plain, row.words.plain, row.aside.plain)
    elif isinstance(widget, Static):
        yield getattr(widget.visual, "plain", "")


def _replies_hidden(app: Sitting) -> Iterator[str]:
    """Replies on offer that do not stand wholly on the screen."""
    if not isinstance(app.screen, CallScreen):
        return
    shown = [choice for choice in app.screen.query(Choice) if choice.display]
    assert shown, "nothing can be chosen"
    for choice in shown:
        region, clip = _place(app, choice)
        if not clip.contains_region(region):
            assert choice.option
            yield choice.option.say


def _keys_hidden(app: Sitting) -> Iterator[str]:
    """Keys of the footer whose label is not wholly on the screen."""
    for footer in app.screen.query(Footer):
        last = text_of(app).splitlines()[-1]
        keys = [key for key in footer.query(FooterKey) if key.display]
        assert keys, "no key is shown"
        for key in keys:
            region, clip = _place(app, key)
            if not clip.contains_region(region) or key.description not in last:
                yield f"{key.key_display} {key.description}"


def _keys_amiss(app: Sitting) -> Iterator[str]:
    """Our keys without an id, so that nobody can change them, and those that do nothing."""
    for node in dict.fromkeys(active.node for active in app.screen.active_bindings.values()):
        for kind in type(node).__mro__:
            if not kind.__module__.startswith("sim."):
                continue
            for binding in vars(kind).get("BINDINGS", ()):
                if not binding.id:
                    yield f"{kind.__name__}: {binding.key} has no id"
                name = binding.action.partition("(")[0].rpartition(".")[2]
                if not hasattr(node, f"action_{name}"):
                    yield f"{kind.__name__}: {binding.key} does nothing"


def _focus_amiss(app: Sitting) -> Iterator[str]:
    """Rows to choose from without a bar at exactly the one in focus."""
    if any(choice.display for choice in app.screen.query(Choice)):
        focused = app.focused
        if not isinstance(focused, Choice):
            yield f"in focus is {focused}"
            return
        x, top, _, bottom = focused.region.corners
        bars = [y for y, line in enumerate(text_of(app).splitlines()) if line[x : x + 1] == "█"]
        if bars != list(range(top, bottom)):
            yield f"bars at {bars}, the focus from {top} to {bottom}"


def _palette_amiss(app: Sitting) -> Iterator[str]:
    """What the footer offers and the palette does not list once, with what it is for."""
    if app.screen.is_modal:
        return
    commands = list(app.get_system_commands(app.screen))
    listed = [command.title.rpartition(" (")[0] for command in commands]
    offered = {key.description for key in app.screen.query(FooterKey)} - {"Choose", "Move"}
    yield from (f"'{each}' is missing" for each in offered - set(listed))
    yield from (f"'{each}' stands twice" for each, times in Counter(listed).items() if times > 1)
    yield from (f"'{command.title}' says nothing" for command in commands if not command.help)


FINDERS = (_words_lost, _replies_hidden, _keys_hidden, _keys_amiss, _focus_amiss, _palette_amiss)
"""What looks for faults, in the order of `Seen`."""


def _place(app: Sitting, widget: Widget) -> tuple[Region, Region]:
    """Where a widget is, and how much of that place is in view."""
    found = app.screen.find_widget(widget)
    return found.region, found.clip


def _scrolls(widget: Widget) -> bool:
    return any(isinstance(each, ScrollableContainer) for each in widget.ancestors)


def test_the_documentation_has_words_for_every_state() -> None:
    states = {path.stem for path in DUMPS.glob("*/*.txt")}
    assert states
    assert states <= set(STATES)


@pytest.mark.parametrize("size", SIZES, scope="session")
def test_every_screen_looks_as_it_was_accepted(size: str, seen: Walked) -> None:
    there = {path.stem for path in (DUMPS / size).glob("*.txt")}
    assert set(seen(size)) == there, f"states came or went; write the dumps anew: {WRITE}"
    changed = [
        "\n".join(difflib.unified_diff(was.splitlines(), now.splitlines(), state, "now", "", ""))
        for state, (now, *_) in seen(size).items()
        if (was := (DUMPS / size / f"{state}.txt").read_text(encoding="utf-8")) != now
    ]
    assert not changed, "\n\n".join(
        [
            f"{len(changed)} of the screens at {size} look different. If that is meant, write the "
            f"dumps anew ({WRITE}), look at them once more (git diff tests/tui/dumps) and commit "
            "them with the change:",
            *changed,
        ]
    )


@pytest.mark.parametrize("size", SIZES, scope="session")
def test_nothing_is_cut_at_an_edge_and_nothing_is_lost(size: str, seen: Walked) -> None:
    assert not [(state, each) for state, it in seen(size).items() for each in it.lost]


@pytest.mark.parametrize("size", ROOMY, scope="session")
def test_all_that_can_be_said_stands_on_the_screen_in_full(size: str, seen: Walked) -> None:
    assert not [(state, each) for state, it in seen(size).items() for each in it.hidden]


@pytest.mark.parametrize("size", SIZES, scope="session")
def test_the_footer_shows_every_key_with_its_label(size: str, seen: Walked) -> None:
    assert not [(state, each) for state, it in seen(size).items() for each in it.footer]


@pytest.mark.parametrize("size", SIZES, scope="session")
def test_every_key_has_an_id_and_does_something(size: str, seen: Walked) -> None:
    assert not [(state, each) for state, it in seen(size).items() for each in it.keys]


@pytest.mark.parametrize("size", SIZES, scope="session")
def test_one_row_is_in_focus_and_a_bar_shows_it(size: str, seen: Walked) -> None:
    assert not [(state, each) for state, it in seen(size).items() for each in it.focus]


@pytest.mark.parametrize("size", SIZES, scope="session")
def test_the_palette_lists_what_the_footer_offers_each_once(size: str, seen: Walked) -> None:
    assert not [(state, each) for state, it in seen(size).items() for each in it.palette]


async def test_where_only_ascii_is_known_nothing_else_is_drawn() -> None:
    def look(state: str, app: Sitting) -> None:
        found = {char for char in text_of(app) if not char.isascii()}
        assert not found, f"{state}: {found}"

    await walk(View(SIZES["80x24"], ascii_only=True), look)


def write() -> None:
    """Write all dumps anew."""
    for size in SIZES:
        folder = DUMPS / size
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.glob("*.txt"):
            path.unlink()
        states = asyncio.run(walked(size))
        for state, it in states.items():
            (folder / f"{state}.txt").write_text(it.text, encoding="utf-8")
        print(f"{size}: {len(states)} states")


if __name__ == "__main__":
    sys.exit(write())

"""The real program on a real terminal: whatever the terminal, the disk or the system does to it,
it goes on or ends as it should, and nothing that was taken is lost."""

import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from sim.core import odds
from sim.core.call import Call
from sim.core.compile import compile_case
from sim.core.model import Answer, Line, Name, NoteField, WrapUp
from sim.modes import GUIDED
from sim.prose.kept import KEPT
from sim.records.history import Past, history
from sim.records.journal import FORMAT, Terms
from sim.records.places import Places, RecordsError
from sim.session import Session
from sim.studio.index import Index
from tests.pty_seat import (
    DOWN,
    ENTER,
    ESCAPE,
    F1,
    HAVE_TERMINALS,
    INTERRUPT,
    PAGE_UP,
    PALETTE,
    ROOT,
    SUSPEND,
    Ended,
    Seat,
    at_terminal,
    environment,
)
from tests.small import SMALL

resource = pytest.importorskip("resource")

pytestmark = pytest.mark.skipif(not HAVE_TERMINALS, reason="there are no pseudo-terminals here")
ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere nobody can wait for a terminal to hang up"
)
needs_prlimit = pytest.mark.skipif(
    not hasattr(resource, "prlimit"), reason="no limit can be put on a running program"
)

NOTE = WrapUp(
    note=[
        NoteField(
            id="cause",
            ask="What caused it?",
            answers=[
                Answer(id="packing", text="Five were packed.", helps=True, why="So it was."),
                Answer(id="courier", text="The courier.", why="It was not the courier."),
            ],
        )
    ]
)
CASE = compile_case(
    replace(
        SMALL,
        scenario=replace(SMALL.scenario, wrap_up=NOTE),
        customer=replace(
            SMALL.customer,
            name=Name(first="Ada", last="Bergström", title="Ms"),
            lines=[Line(say="Well… “six”, I said – 六."), Line(say="It’s five.")],
        ),
    )
)
"""The small case, in letters that not every terminal knows, with work to do afterwards."""
PLAYED = ("hello", "say_back", "sorry", "only", "send", "goodbye")
LOST = ("hello", *["go_on"] * 11)
"""The replies of a call that ends `cool`, and might have gone better; and of one that was lost."""
SEED = 1
SHIPPED = ("short_again", "--as", "ingrid_solheim", "--seed", "1")
"""A call there is for everybody."""
LOBBY, KEYS = "c Met", "Policy"
"""What stands in the last line in the lobby and in a call, while nothing is open over them."""
PAUSE, REFUSED = "A pause", "That was not taken"
NOTED, SEEN = ("1", "See how the call went."), (ENTER, "How it ended")
"""Keys after a call, and what they show: the note is written, then the debrief opened."""
FINE = Ended(0, restored=True)
"""Left on purpose, and the terminal is as it was."""


@pytest.fixture(scope="module")
def started_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a home holds where Sayback was started before: what was found out about the content.

    How hard calls are does not matter here, and takes long to find out.
    """
    places = Places(tmp_path_factory.mktemp("started"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(odds, "odds", lambda case: case)
        patch.setattr(odds, "grade", lambda _: 3)
        for _ in Index((), places.index).graded():
            pass
    return places.index


@pytest.fixture
def home(tmp_path: Path, started_before: Path) -> Path:
    """The user's data: lines are there at once, and nothing was played yet."""
    places = Places(tmp_path / "home")
    places.index.parent.mkdir(parents=True)
    shutil.copyfile(started_before, places.index)
    places.settings.write_text('{"motion":"reduced"}')
    return places.root


def left_after(home: Path, *replies: str) -> str:
    """Leave a call after these replies; its id."""
    with Session.start(CASE, SEED, Places(home), Terms(mode=GUIDED)) as session:
        for reply in replies:
            session.reply(reply)
        return session.id


@contextmanager
def on_the_line(home: Path, *replies: str, **more: object) -> Iterator[Seat]:
    """The program in the middle of a call, after these replies."""
    left_after(home, *replies)
    with at_terminal(home, **more) as seat:
        seat.until(LOBBY)
        seat.go((ENTER, KEYS))
        yield seat


@contextmanager
def after_the_call(home: Path, played: Sequence[str] = PLAYED) -> Iterator[Seat]:
    """The program after a call, at the first thing there is to do."""
    with on_the_line(home, *played[:-1]) as seat:
        say(seat, home, played[-1])
        seat.go((ENTER, "What caused it?"))
        yield seat


def say(seat: Seat, home: Path, reply: str) -> None:
    """Give a reply, by its digit, and wait until it is on the disk and replies are on offer."""
    before = choices(home)
    seat.press(digit(home, reply))
    seat.wait(lambda: past(home).turns > len(before), f"'{reply}' to be taken")
    after = Call(CASE, SEED, (*before, reply))
    seat.until(after.offered[-1].say[:12] if after.offered else "See what comes of it.")


def digit(home: Path, reply: str) -> str:
    """The key for a reply, where the newest call stands."""
    offered = [option.id for option in Call(CASE, SEED, choices(home)).offered]
    return str(offered.index(reply) + 1)


def past(home: Path) -> Past:
    """The newest call."""
    return history(Places(home))[0]


def choices(home: Path) -> tuple[str, ...]:
    """The replies of the newest call, as its journal has them."""
    journal = Places(home).calls / f"{past(home).id}.jsonl"
    return tuple(re.findall(r'"reply":"(\w+)"', journal.read_text()))


def resumed(home: Path) -> tuple[str, ...]:
    """The replies after which the newest call goes on; nothing of it was damaged."""
    with Session.resume(past(home).id, Places(home)) as session:
        assert session.notice == ""
        return session.call.choices


# --- The terminal vanishes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({}, id="terminal"),
        pytest.param({"ignored": [signal.SIGHUP]}, id="nohup"),
        pytest.param({"told": False}, id="no signal", marks=ON_LINUX),
    ],
)
def test_a_terminal_that_vanishes_ends_the_program_and_keeps_the_call(
    home: Path, how: dict[str, object]
) -> None:
    with on_the_line(home, "hello", **how) as seat:
        say(seat, home, "go_on")
        seat.hang_up()
        seat.ended()
    assert resumed(home) == ("hello", "go_on")


@pytest.mark.parametrize("told", [True, False], ids=["signal", "no signal"])
def test_a_terminal_that_vanishes_ends_plain_lines_too(home: Path, told: bool) -> None:
    with at_terminal(home, "play", *SHIPPED, "--plain", told=told) as seat:
        seat.go(("1\n", "You: "))
        seat.wait(lambda: past(home).turns == 1, "the reply to be taken")
        seat.hang_up()
        seat.ended()
    assert len(resumed(home)) == 1


# --- The size of the window -----------------------------------------------------------------------


def test_a_window_may_change_its_size_in_the_middle_of_a_call(home: Path) -> None:
    with on_the_line(home, "hello") as seat:
        seat.resize(132, 43)
        seat.until(KEYS, "Who it is")
        seat.resize(61, 21)
        seat.until(KEYS)
        say(seat, home, "go_on")
    assert resumed(home) == ("hello", "go_on")


def test_a_window_may_change_its_size_while_a_line_arrives(home: Path) -> None:
    Places(home).settings.write_text('{"motion":"full"}')
    with on_the_line(home, "hello") as seat:
        say(seat, home, "go_on")
        for columns in (70, 120, 62, 100):
            seat.resize(columns, 30)
        seat.until(KEYS)
        seat.press(PAGE_UP)  # completes the line if it still arrives
        say(seat, home, "say_back")
    assert resumed(home) == ("hello", "go_on", "say_back")


def test_a_window_that_was_too_small_for_a_while_goes_on(home: Path) -> None:
    with on_the_line(home, "hello") as seat:
        seat.resize(40, 10)
        seat.until("This window is")
        seat.resize(5, 1)
        seat.resize(1, 1)
        seat.resize(80, 24)
        seat.until(KEYS)
        say(seat, home, "go_on")
    assert resumed(home) == ("hello", "go_on")


# --- Ctrl+C ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([], id="lobby"),
        pytest.param([("?", "Your first call")], id="help"),
        pytest.param([(PALETTE, "Search")], id="palette"),
        pytest.param([("c", "The customers you have met")], id="people"),
        pytest.param([("s", "Kept in")], id="settings"),
        pytest.param([("s", "Kept in"), ("1", "call you?")], id="name"),
        pytest.param([("1", "Take the call.")], id="brief"),
    ],
)
def test_ctrl_c_leaves_at_once_where_no_call_goes_on(
    home: Path, steps: Sequence[tuple[str, str]]
) -> None:
    with at_terminal(home) as seat:
        seat.until(LOBBY)
        seat.go(*steps)
        seat.press(INTERRUPT)
        assert seat.ended() == FINE
    check_left_behind(seat)
    assert KEPT not in seat.words


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([], id="call"),
        pytest.param([("p", "Your policy card")], id="policy"),
        pytest.param([("w", "Why did Ada")], id="why"),
        pytest.param([("h", "A hint")], id="hint"),
        pytest.param([(F1, "Your turn")], id="help"),
        pytest.param([(PALETTE, "Search")], id="palette"),
        pytest.param([(ESCAPE, PAUSE)], id="pause"),
    ],
)
def test_ctrl_c_leaves_a_call_which_is_kept_perhaps_after_a_pause(
    home: Path, steps: Sequence[tuple[str, str]]
) -> None:
    with on_the_line(home, "hello") as seat:
        seat.go(*steps)
        seat.press(INTERRUPT)
        seat.wait(lambda: PAUSE in seat.words or seat.over, "a pause, or the end")
        if not seat.over:
            seat.press(INTERRUPT)
        assert seat.ended() == FINE
    check_left_behind(seat)
    assert KEPT in seat.words
    assert resumed(home) == ("hello",)


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([], id="wrap-up"),
        pytest.param([NOTED, SEEN], id="debrief"),
        pytest.param([NOTED, SEEN, (ENTER, "Take it in")], id="letters"),
        pytest.param([NOTED, SEEN, ("t", "The mood, turn by turn")], id="turns"),
        pytest.param([NOTED, SEEN, ("g", "A goal")], id="goal"),
    ],
)
def test_ctrl_c_leaves_what_follows_a_call_which_is_over(
    home: Path, steps: Sequence[tuple[str, str]]
) -> None:
    with after_the_call(home) as seat:
        seat.go(*steps)
        seat.press(INTERRUPT)
        assert seat.ended() == FINE
    check_left_behind(seat)
    assert KEPT not in seat.words
    assert past(home).ended == "cool"


def test_after_a_lost_call_the_exit_code_says_so(home: Path) -> None:
    with after_the_call(home, LOST) as seat:
        seat.press(INTERRUPT)
        assert seat.ended() == Ended(1, restored=True)


def test_ctrl_c_in_plain_lines_is_an_interrupt(home: Path) -> None:
    with at_terminal(home, "play", *SHIPPED, "--plain") as seat:
        seat.until("Your reply, 1 to")
        seat.press(INTERRUPT)
        assert seat.ended() == Ended(130, restored=True)
    assert KEPT in seat.words
    assert "Traceback" not in seat.words


def check_left_behind(seat: Seat) -> None:
    """The terminal is as it was, and nothing stands there that is not for the player."""
    assert seat.left_on == set()
    assert "Traceback" not in seat.words
    assert "by a fault of its own" not in seat.words


# --- The first start ------------------------------------------------------------------------------


def test_at_the_first_start_a_call_may_be_taken_while_grades_are_worked_out(home: Path) -> None:
    cache = Places(home).index
    cache.unlink()
    with at_terminal(home) as seat:
        seat.until(LOBBY)
        seat.go((ENTER, "Take the call."), ("1", KEYS))
        seat.wait(lambda: some_graded(cache), "some grades to be known")
        seat.press("1")
        seat.wait(lambda: past(home).turns == 1, "the reply to be taken")
    assert len(resumed(home)) == 1


def some_graded(cache: Path) -> bool:
    """Whether it is known of some calls how hard they are."""
    return cache.exists() and b'"grades":{"' in cache.read_bytes()


# --- A disk that refuses --------------------------------------------------------------------------


@contextmanager
def full_disk(seat: Seat, room: int = 0) -> Iterator[None]:
    """No file may be longer than `room` bytes meanwhile."""
    limits = resource.prlimit(seat.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(seat.pid, resource.RLIMIT_FSIZE, (room, limits[1]))
    yield
    with suppress(ProcessLookupError):
        resource.prlimit(seat.pid, resource.RLIMIT_FSIZE, limits)


@needs_prlimit
def test_a_full_disk_takes_nothing_and_the_call_goes_on_when_there_is_room(home: Path) -> None:
    with on_the_line(home, "hello") as seat:
        journal = Places(home).calls / f"{past(home).id}.jsonl"
        before = journal.read_bytes()
        with full_disk(seat, len(before) + 7):
            seat.go((digit(home, "go_on"), REFUSED))
            seat.until("It could not be kept", "the disk is full")
            assert journal.read_bytes() == before
        seat.press("1")
        seat.wait(lambda: past(home).turns == 2, "the reply to be taken once more")
        say(seat, home, "say_back")
    assert resumed(home) == ("hello", "go_on", "say_back")


@needs_prlimit
def test_a_call_can_be_left_while_the_disk_is_full(home: Path) -> None:
    with on_the_line(home, "hello") as seat, full_disk(seat):
        seat.go(("1", REFUSED), ("2", KEYS), (ESCAPE, PAUSE))
        seat.go(("2", REFUSED), ("2", KEYS), (ESCAPE, PAUSE), ("3", LOBBY))
        seat.press("q")
        assert seat.ended() == FINE
        assert KEPT in seat.words
    assert resumed(home) == ("hello",)


@needs_prlimit
def test_after_a_call_a_full_disk_costs_no_more_than_what_comes_after(home: Path) -> None:
    with after_the_call(home) as seat, full_disk(seat):
        seat.go(("1", "The call itself is kept."), (ENTER, "How it ended"))
        seat.go(("g", "A goal"), ("1", "The goal could not be kept"))
        seat.go(("s", "It could not be saved"))
        seat.press("q")
        assert seat.ended() == FINE
    assert past(home).ended == "cool"
    assert resumed(home) == PLAYED


@needs_prlimit
def test_in_plain_lines_a_full_disk_takes_nothing(home: Path) -> None:
    with at_terminal(home, "play", *SHIPPED, "--plain") as seat:
        seat.go(("1\n", "You: "))
        with full_disk(seat):
            seat.go(("1\n", "cannot be written"))
        seat.go(("1\n", "You: "), ("q\n", KEPT))
        assert seat.ended() == FINE
        assert "Traceback" not in seat.words
    assert len(resumed(home)) == 2


@contextmanager
def unwritable(home: Path) -> Iterator[None]:
    """Nothing can be written or made anywhere in the home, for those who are `humble`."""
    folders = [home, *(path for path in home.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    yield
    for folder in folders:
        folder.chmod(0o755)


def test_in_a_home_that_is_read_only_calls_are_refused_with_a_sentence(home: Path) -> None:
    left_after(home, "hello")
    before = sorted(home.rglob("*"))
    with unwritable(home), at_terminal(home, humble=True) as seat:
        seat.until(LOBBY)
        seat.go((ENTER, "cannot be taken up again"), (ENTER, LOBBY))
        seat.go((DOWN, "You practise"), (ENTER, "Take the call."))
        seat.go(("1", "it was not begun"), (ENTER, LOBBY))
        seat.go(("s", "Kept in"), ("2", "could not be kept"), (ESCAPE, LOBBY))
        seat.press("q")
        assert seat.ended() == FINE
    assert sorted(home.rglob("*")) == before
    assert resumed(home) == ("hello",)


@pytest.mark.parametrize("plain", [True, False], ids=["plain", "screen"])
def test_a_home_that_is_a_file_is_a_sentence(tmp_path: Path, plain: bool) -> None:
    home = tmp_path / "home"
    home.write_text("Something else.")
    with at_terminal(home, "play", *SHIPPED, *["--plain"] * plain) as seat:
        if not plain:
            seat.until("Take the call.")
            seat.go(("1", "cannot be made"), (ENTER, ""))
            seat.until(LOBBY)
            seat.press("q")
        assert seat.ended() == Ended(2 if plain else 0, restored=True)
        assert not plain or "cannot be made" in seat.words
    assert home.read_text() == "Something else."


def test_a_journal_of_a_newer_sayback_is_passed_over_and_refused_when_asked_for(
    home: Path,
) -> None:
    left_after(home, "hello")
    newer = Places(home).calls / "29990101-000000-000-0000.jsonl"
    newer.write_text(f'{{"format":{FORMAT + 1},"all":"else"}}\n')
    with at_terminal(home) as seat:
        seat.until(LOBBY)
        seat.go((ENTER, KEYS))
        say(seat, home, "go_on")
    assert resumed(home) == ("hello", "go_on")
    with pytest.raises(RecordsError, match="was written by a newer Sayback"):
        Session.resume(newer.stem, Places(home))


# --- No terminal, or a poor one -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("redirected", "code", "shown"),
    [
        ("", 0, True),
        ("<&-", 0, True),
        (">&-", 0, False),
        ("2>&-", 0, True),
        ("<&- >&- 2>&-", 0, False),
        (">/dev/null", 0, False),
        (">/dev/full", 2, False),
    ],
)
def test_without_a_terminal_the_call_comes_in_plain_lines(
    home: Path, redirected: str, code: int, shown: bool
) -> None:
    result = in_a_shell(home, f"exec {PLAY} {redirected}")
    assert result.returncode == code
    assert (b"Your reply, 1 to" in result.stdout) == shown
    assert result.stderr.count(b"\n") == (code > 0)
    assert b"\x1b" not in result.stdout + result.stderr


def test_a_reader_that_goes_away_ends_the_call_in_peace(home: Path) -> None:
    result = in_a_shell(home, f"{{ {PLAY}; echo $? >&2; }} | true")
    assert result.stderr == b"0\n"


PLAY = f"{shlex.quote(sys.executable)} -m sim play {' '.join(SHIPPED)}"


def in_a_shell(home: Path, command: str) -> subprocess.CompletedProcess[bytes]:
    """What becomes of a command, with nothing to read."""
    return subprocess.run(
        ["sh", "-c", command],
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=ROOT,
        timeout=30,
    )


@pytest.mark.parametrize("stream", [0, 1], ids=["stdin", "stdout"])
def test_half_a_terminal_is_none(home: Path, tmp_path: Path, stream: int) -> None:
    other = tmp_path / "other"
    other.write_text("1\nq\n")
    with at_terminal(home, "play", *SHIPPED, streams={stream: str(other)}) as seat:
        if stream:
            seat.press("1\nq\n")
        assert seat.ended() == FINE
        assert b"\x1b[" not in seat.sent + other.read_bytes()
        assert b"You: " in (other.read_bytes() if stream else seat.sent)
    assert len(resumed(home)) == 1


def test_errors_that_go_elsewhere_take_no_screen_with_them(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    with at_terminal(home, "play", *SHIPPED, streams={2: str(other)}) as seat:
        seat.wait(
            lambda: "Take the call." in seat.words or "Your reply, 1 to" in seat.words,
            "the call to be shown",
        )
    assert b"\x1b[" not in other.read_bytes()


@pytest.mark.parametrize("term", ["dumb", None, "", "vt100", "no-such-terminal"])
def test_any_kind_of_terminal_gets_its_call(home: Path, term: str | None) -> None:
    with at_terminal(home, "play", *SHIPPED, env={"TERM": term}) as seat:
        plain = term == "dumb"
        seat.until("Your reply, 1 to" if plain else "Take the call.")
        assert (b"\x1b" not in seat.sent) == plain
        seat.press(*"q\n" if plain else INTERRUPT)
        assert seat.ended() == FINE


ASCII = pytest.mark.parametrize(
    "env",
    [
        pytest.param({"PYTHONIOENCODING": "ascii"}, id="PYTHONIOENCODING"),
        pytest.param({"LC_ALL": "C"}, id="LC_ALL"),
        pytest.param({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="ASCII"),
    ],
)


@ASCII
def test_where_there_is_only_ascii_the_screen_has_nothing_else(
    home: Path, env: dict[str, str]
) -> None:
    with on_the_line(home, "hello", env=env) as seat:
        seat.go(("p", "Ada Bergstrom"), (ENTER, KEYS), ("w", "Why did Ada"), (ENTER, KEYS))
        say(seat, home, "say_back")
        assert seat.sent.isascii()
        assert b"???" not in seat.sent, "frames have a likeness"


@ASCII
def test_where_there_is_only_ascii_plain_lines_have_nothing_else(
    home: Path, env: dict[str, str]
) -> None:
    left_after(home, "hello")
    with at_terminal(home, "play", "--plain", env=env) as seat:
        seat.until("Go on with it?")
        seat.go(("y\n", "Ada"), ("1\n", "You: "), ("p\n", "Your policy card"), ("q\n", KEPT))
        assert seat.ended() == FINE
        assert seat.sent.isascii()


# --- Signals --------------------------------------------------------------------------------------


@pytest.mark.parametrize("killed_by", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_call_that_is_killed_goes_on_at_that_turn(home: Path, killed_by: signal.Signals) -> None:
    with on_the_line(home, "hello") as seat:
        say(seat, home, "go_on")
        seat.send(killed_by)
        ended = seat.ended()
        assert ended.restored or killed_by is signal.SIGKILL, "that one nobody can look after"
        assert "Traceback" not in seat.words
    with at_terminal(home) as seat:
        seat.until(LOBBY, "You left this call after 2 of your replies")
        seat.go((ENTER, KEYS))
        say(seat, home, "say_back")
    assert resumed(home) == ("hello", "go_on", "say_back")


@pytest.mark.parametrize("killed_by", [signal.SIGTERM, signal.SIGKILL])
def test_a_call_that_is_killed_while_it_is_wrapped_up_is_over_and_kept(
    home: Path, killed_by: signal.Signals
) -> None:
    with after_the_call(home) as seat:
        seat.send(killed_by)
        seat.ended()
    with at_terminal(home) as seat:
        seat.until(LOBBY)
        assert "Go on" not in seat.words
    assert past(home).ended == "cool"
    assert past(home).scores
    assert resumed(home) == PLAYED


def test_a_program_that_is_stopped_gives_the_terminal_back_and_goes_on(home: Path) -> None:
    with on_the_line(home, "hello") as seat:
        seat.send(signal.SIGTSTP)
        assert seat.stopped()
        assert seat.left_on == set()
        seat.resume()
        seat.until(KEYS)
        say(seat, home, "go_on")
    assert resumed(home) == ("hello", "go_on")


def test_ctrl_z_on_the_screen_is_a_key_that_does_nothing(home: Path) -> None:
    with on_the_line(home, "hello") as seat:
        seat.press(SUSPEND)
        say(seat, home, "go_on")
    assert resumed(home) == ("hello", "go_on")


def test_plain_lines_that_are_stopped_by_ctrl_z_go_on(home: Path) -> None:
    with at_terminal(home, "play", *SHIPPED, "--plain") as seat:
        seat.until("Your reply, 1 to")
        seat.press(SUSPEND)
        seat.stopped()
        seat.resume()
        seat.go(("1\n", "You: "), ("q\n", KEPT))
        assert seat.ended() == FINE
    assert len(resumed(home)) == 1

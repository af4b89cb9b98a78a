"""One whole call, reviewed by hand: its bytes stay as they are, on every Python.

When a change is meant to alter the call, write the file anew (`python -m tests.test_golden`) and
read the difference line by line.
"""

import subprocess
import sys
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden" / "short_again-marcus_oyelaran.json"
CALL = ("short_again", "--as", "marcus_oyelaran", "--seed", "7", "--choose")
CHOICES = (
    "open_tell_me,count_back,please_finish,third_back,sorry_it_was_us,two_ways,"
    "notice_saturday,where_to,shall_we,book_it,friday_mail,thank_and_close"
)


def played() -> bytes:
    """The call as `sayback run` prints it."""
    command = (sys.executable, "-m", "sim", "run", *CALL, CHOICES, "--json")
    run = subprocess.run(command, capture_output=True, check=True)
    assert run.stderr == b""
    return run.stdout


def test_the_recorded_call_is_the_same_to_the_byte() -> None:
    assert played() == GOLDEN.read_bytes()


if __name__ == "__main__":
    GOLDEN.write_bytes(played())

"""`sayback explore`, on a shipped scenario cut down to five turns."""

import json
import re
from pathlib import Path

import pytest

from sim.studio import proofs
from tests.commands import LIBRARY, sayback

SCENARIO = "short_bill"
CUSTOMER = "marcus_oyelaran"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SAYBACK_CONTENT", str(tmp_path))
    (tmp_path / "scenarios").mkdir()
    text = LIBRARY.scenarios["odd_bill"].read_text()
    assert "\nturns: 12\n" in text
    (tmp_path / "scenarios" / f"{SCENARIO}.yaml").write_text(
        text.replace("\nturns: 12\n", "\nturns: 5\n")
    )
    return tmp_path / "home"


def explore(*args: str) -> tuple[int, str, str]:
    result = sayback("explore", SCENARIO, "--plays", "40", *args)
    return result.exit_code, result.stdout, result.stderr


def test_a_page_says_what_can_become_of_the_call() -> None:
    code, out, err = explore("--as", CUSTOMER)
    assert code == 1  # five turns are too few to win anybody
    assert err == ""
    assert out.startswith("The odd bill, with Marcus Oyelaran\n")
    for part in ("Every way it can go, proved:", "To mend", "How it ends", "What it can score",
                 "START best:", "HEART worst:", "Turn by turn", "What comes up in 40"):  # fmt: skip
        assert part in out
    row = r"time_up +[\d,]+ +\d+\.\d % +\d+\.\d %  after 5 replies at the soonest"
    assert re.search(row, out)
    assert max(map(len, out.split("How it ends")[1].split("The replies")[0].splitlines())) <= 110


def test_json_tells_the_same() -> None:
    code, out, _ = explore("--as", CUSTOMER, "--json")
    found = json.loads(out)
    (call,) = found["calls"]
    assert code == 1
    assert call["to_mend"]
    assert call["explored"]["customer"] == CUSTOMER
    assert call["explored"]["space"]["whole"] is True
    assert call["explored"]["hits"]["plays"] == 40
    assert {each["rubric"] for each in call["explored"]["space"]["extremes"]} == {"start", "heart"}


def test_the_second_time_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    first = explore("--as", CUSTOMER)
    monkeypatch.setattr(proofs, "search", None)
    assert explore("--as", CUSTOMER) == first


def test_with_everybody_there_is() -> None:
    code, out, _ = explore("--all")
    titles = [line for line in out.splitlines() if line.startswith("The odd bill, with ")]
    assert len(titles) == len(LIBRARY.customers)
    assert code == 1


def test_a_space_that_is_too_large_is_said_to_be_so() -> None:
    code, out, _ = explore("--as", CUSTOMER, "--most", "100")
    assert "The space is too large to be walked whole after" in out
    assert "calls were taken on at random" in out
    assert "at most" in out
    assert "Turn by turn: known only where the whole space was walked." in out
    assert code in (0, 1)


def test_ctrl_c_prints_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(turn: int, _: int) -> None:
        if turn == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("sim.cli.explore.tell_turn", stop)
    code, out, _ = explore("--as", CUSTOMER)
    assert code == 130
    assert "You stopped it after 2 replies" in out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("explore", "nowhere"), "there is no scenario 'nowhere'"),
        (("explore", SCENARIO, "--as", "nobody"), "there is no customer 'nobody'"),
        (("explore", SCENARIO, "--as", CUSTOMER, "--all"), "give one of the two"),
        (("explore", SCENARIO, "--most", "1"), "1 is not in the range x>=100"),
    ],
)
def test_what_cannot_be_explored_is_refused(args: tuple[str, ...], said: str) -> None:
    result = sayback(*args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""

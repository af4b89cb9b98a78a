"""`sayback bots`: how good and bad trainees fare, as a picture, in words and as JSON."""

import json
import re
import shutil
from pathlib import Path

import pytest

from sim.core.bots.measure import BANDS, ORDERS, BotOrder, BotResult, JudgedOrder, Spread
from sim.core.bots.policies import BOTS
from sim.core.tempers import TEMPERS
from sim.prose.bots import BotPair, holds, order_words, report, report_lines
from sim.studio import folders
from tests.commands import CUSTOMER, LIBRARY, ROOT, SCENARIO, process, sayback

FEW = ("--seeds", "2")
PAIR = ("bots", SCENARIO, "--as", CUSTOMER, *FEW)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SAYBACK_CONTENT", raising=False)


def picture(low: int, median: int, high: int) -> str:
    """The line of a bot with these scores."""
    result = BotResult("good", (Spread("heart", low, median, high),), 50, 9)
    lines = list(report_lines(report([BotPair("a", "b", "heart", (result,), ())], None, 1)))
    return next(line for line in reversed(lines) if line.startswith("  good"))


def judged(*, holds: bool) -> JudgedOrder:
    return JudgedOrder(BotOrder("good", ("random",), least=15), 90, 40, holds)


# --- What is shown --------------------------------------------------------------------------------


def test_every_bot_is_introduced_and_shown_and_every_order_judged() -> None:
    lines = sayback(*PAIR).stdout.splitlines()
    for bot in BOTS:
        assert f"  {bot.name:<10}  {bot.does}" in lines
        assert sum(line.startswith(f"  {bot.name} ") for line in lines) == 2
    assert len(re.findall(r"^  (?:holds|does not hold): ", "\n".join(lines), re.M)) == len(ORDERS)


def test_the_picture_fits_eighty_columns_and_its_numbers_stand_below_their_titles() -> None:
    title, *lines = sayback(*PAIR).stdout.split("calls each\n")[1].splitlines()[: len(BOTS) + 1]
    assert title.split() == ["0", "20", "40", "60", "80", "100", "HEART", "START", "kept"]
    assert {len(line) for line in (title, *lines)} == {len(title)}
    assert len(title) <= 80


@pytest.mark.parametrize(
    ("scores", "bar", "mark"),
    [
        ((0, 0, 0), range(1), 0),
        ((40, 50, 55), range(16, 23), 20),
        ((0, 71, 100), range(41), 28),
        ((100, 100, 100), range(40, 41), 40),
    ],
)
def test_the_picture_is_drawn_to_scale(scores: tuple[int, int, int], bar: range, mark: int) -> None:
    cells = picture(*scores)[len("  good  ") :][:41]
    assert [at for at, cell in enumerate(cells) if cell in "▒█"] == list(bar)
    assert cells.index("█") == mark


def test_without_blocks_it_is_drawn_in_ascii() -> None:
    result = process(*PAIR, LC_ALL="C")
    assert result.stdout.isascii()
    assert b"#" in result.stdout


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (BotOrder("good", ("random",), least=15), "good is 15 or more above random (50 and 40)"),
        (BotOrder("first", ("random",), most=5), "first is at most 5 above random (50 and 40)"),
        (
            BotOrder("random", ("rusher", "silent", "arguer"), least=1),
            "random is 1 or more above the mean of rusher, silent and arguer (50 and 40)",
        ),
        (BotOrder("good", least=88, most=94), "good comes to 88 to 94 (50)"),
        (BotOrder("silent", most=44), "silent comes to at most 44 (50)"),
    ],
)
def test_an_order_is_said_in_words(order: BotOrder, words: str) -> None:
    assert order_words(JudgedOrder(order, 50, 40, True)) == words


def test_one_order_that_does_not_hold_is_enough() -> None:
    pairs = [BotPair("a", "b", "heart", (), (judged(holds=True),))]
    assert holds(report(pairs, None, 1))
    assert not holds(
        report([*pairs, BotPair("a", "c", "heart", (), (judged(holds=False),))], None, 1)
    )


# --- What is played -------------------------------------------------------------------------------


def test_json_has_it_all_and_the_exit_code_says_whether_it_holds() -> None:
    result = sayback(*PAIR, "--json")
    found = json.loads(result.stdout)
    (pair,) = found["pairs"]
    assert (pair["scenario"], pair["customer"]) == (SCENARIO, CUSTOMER)
    assert (found["seeds"], found["tempers"]) == (2, list(TEMPERS))
    assert pair["rubric"] == "heart"
    assert [each["bot"] for each in pair["results"]] == [bot.name for bot in BOTS]
    assert {score["rubric"] for each in pair["results"] for score in each["scores"]} == {
        "start",
        "heart",
    }
    assert found["library"] is None
    assert result.exit_code == (not all(order["holds"] for order in pair["orders"]))


def test_the_same_calls_are_played_in_every_process() -> None:
    first, second = (process(*PAIR, "--json", PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.stdout == second.stdout


def test_the_whole_library_is_compared_with_its_bands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenarios, customers = sorted(LIBRARY.scenarios)[:2], sorted(LIBRARY.customers)[:2]
    for kind, ids in (("scenarios", scenarios), ("customers", customers)):
        (tmp_path / kind).mkdir()
        for id in ids:
            shutil.copy(ROOT / kind / f"{id}.yaml", tmp_path / kind)
    monkeypatch.setattr(folders, "shipped", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    found = json.loads(sayback("bots", "--all", "--seeds", "1", "--json").stdout)
    assert [(pair["scenario"], pair["customer"]) for pair in found["pairs"]] == [
        (scenario, customer) for scenario in scenarios for customer in customers
    ]
    assert len(found["library"]["orders"]) == len(BANDS)
    assert [each["bot"] for each in found["library"]["results"]] == [bot.name for bot in BOTS]


def test_all_customers_of_one_scenario_are_no_library() -> None:
    found = json.loads(sayback("bots", SCENARIO, "--all", "--seeds", "1", "--json").stdout)
    assert [pair["customer"] for pair in found["pairs"]] == list(LIBRARY.customers)
    assert found["library"] is None


def test_without_a_customer_it_is_the_first() -> None:
    result = sayback("bots", SCENARIO, *FEW)
    assert f"so {min(LIBRARY.customers)} is calling" in result.stderr
    assert f"{SCENARIO} with {min(LIBRARY.customers)}, 6 calls each" in result.stdout


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "name a SCENARIO, or play the whole library with --all"),
        ((SCENARIO, "--as", CUSTOMER, "--all"), "leave one of them out"),
        (("short_agan",), "did you mean 'short_again'?"),
        ((SCENARIO, "--as", "nobody"), "there is no customer 'nobody'"),
        ((SCENARIO, "--seeds", "0"), "0 is not in the range"),
    ],
)
def test_what_cannot_be_played_is_refused_in_a_sentence(args: tuple[str, ...], says: str) -> None:
    result = sayback("bots", *args)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not result.stdout


# --- What is documented ---------------------------------------------------------------------------


def test_the_documentation_describes_every_bot() -> None:
    text = (ROOT / "docs" / "bots.md").read_text(encoding="utf-8")
    for bot in BOTS:
        assert f"| `{bot.name}` | {bot.does} |" in text
        assert ", ".join(bot.words) in " ".join(text.split())

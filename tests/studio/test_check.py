"""What is checked, in whose company, and how it is told."""

import re
import shutil
from pathlib import Path

import pytest

from sim.core.codes import Code
from sim.studio.check import check
from sim.studio.findings import MOST, quoted
from sim.studio.library import Library, shipped
from sim.studio.selection import NoSuchPath
from tests.studio.pieces import CUSTOMER, SCENARIO, put_in, written

LIBRARY = Library()


def codes(*paths: Path, folders: tuple[Path, ...] = ()) -> list[tuple[str, str]]:
    """The findings: the name of the file, and the code."""
    return [(Path(each.file).name, each.code) for each in check(paths, folders).findings]


def test_shipped_content_has_nothing_to_mend() -> None:
    checked = check()
    assert checked.findings == ()
    assert len(checked.asked) == len(LIBRARY.customers) + len(LIBRARY.scenarios)


# --- what is meant by a path ----------------------------------------------------------------------


@pytest.mark.parametrize("given", ["", "customers", "customers/ada_berg.yaml"])
def test_a_folder_a_kind_and_a_file_can_be_named(tmp_path: Path, given: str) -> None:
    broken = CUSTOMER.replace("voice: outspoken", "voice: loud")
    folder = written(tmp_path, customer=broken)
    assert codes(folder / given) == [("ada_berg.yaml", Code.UNKNOWN_ID)]


def test_only_what_is_named_is_reported(tmp_path: Path) -> None:
    folder = written(
        tmp_path, CUSTOMER.replace("voice: outspoken", "voice: loud"), SCENARIO.replace("taxi", "")
    )
    assert codes(folder / "scenarios", folders=(folder,)) == []
    assert check([folder / "scenarios"]).asked == {str(folder / "scenarios" / "cup_short.yaml")}


@pytest.mark.parametrize(("name", "text"), [("ada.yaml", CUSTOMER), ("cup.yaml", SCENARIO)])
def test_a_file_that_lies_elsewhere_is_known_by_its_keys(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (found,) = check([tmp_path / name]).findings
    assert found.code is Code.WRONG_FOLDER
    kind = "customers" if text is CUSTOMER else "scenarios"
    assert f"only found in a folder '{kind}'" in found.message
    (tmp_path / name).write_text(text.replace("text:", "txt:").replace("shows:", "show:"))
    assert len(codes(tmp_path / name)) > 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("nothing", "there is no file or folder"),
        (".", "holds no content"),
        ("notes.txt", "neither a customer nor a scenario"),
        ("customers/ada_berg.play.yaml", "'sayback test' plays them"),
        ("pipe", "neither a file nor a folder"),
    ],
)
def test_a_path_without_content_is_refused(tmp_path: Path, given: str, says: str) -> None:
    import os

    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "customers").mkdir()
    (tmp_path / "customers" / "ada_berg.play.yaml").write_text("plays: []")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NoSuchPath, match=re.escape(says)):
        check([tmp_path / given])


def test_a_file_that_would_not_be_found_is_told_so(tmp_path: Path) -> None:
    folder = written(tmp_path)
    customers = folder / "customers"
    shutil.move(customers / "ada_berg.yaml", customers / "ada_berg.yml")
    (customers / "Bo Lind.yaml").write_text(CUSTOMER, encoding="utf-8")
    assert codes(folder) == [
        ("Bo Lind.yaml", Code.NOT_AN_ID),
        ("ada_berg.yml", Code.UNREADABLE),
    ]


def test_a_file_beside_content_that_is_not_found_is_told_without_being_named(
    tmp_path: Path,
) -> None:
    folder = written(tmp_path)
    shutil.move(folder / "customers" / "ada_berg.yaml", folder / "customers" / "ada_berg.yml")
    assert ("ada_berg.yml", Code.UNREADABLE) in codes(folders=(folder,))
    assert ("ada_berg.yml", Code.UNREADABLE) not in codes(folder / "scenarios", folders=(folder,))


@pytest.mark.parametrize(("kind", "text"), [("customers", SCENARIO), ("scenarios", CUSTOMER)])
def test_what_lies_in_the_folder_of_the_other_kind_is_one_finding(
    tmp_path: Path, kind: str, text: str
) -> None:
    folder = written(tmp_path)
    (folder / kind / "lost.yaml").write_text(text, encoding="utf-8")
    assert codes(folder) == [("lost.yaml", Code.WRONG_FOLDER)]
    (folder / kind / "lost.yaml").write_text("title: x\norigin: y\n", encoding="utf-8")
    assert Code.WRONG_FOLDER not in {code for _, code in codes(folder)}


@pytest.mark.parametrize(
    "given", ["cup_short", "cup_short.yaml", "cup_shrt", "elsewhere/cup_short"]
)
def test_a_path_that_is_only_a_name_is_told_the_file(tmp_path: Path, given: str) -> None:
    folder = written(tmp_path)
    meant = str(folder / "scenarios" / "cup_short.yaml")
    with pytest.raises(NoSuchPath, match="did you mean") as refused:
        check([Path(given)], (folder,))
    assert quoted(meant) in str(refused.value)


def test_plays_are_no_content(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "scenarios" / "cup_short.play.yaml").write_text("plays: []")
    assert len(check([folder]).asked) == 2


# --- in whose company -----------------------------------------------------------------------------


def test_a_broken_file_hides_nothing_of_the_others(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        CUSTOMER.replace("[enters gone]", "[enters gon]"),
        SCENARIO.replace("when: [raised party]", "when: [did verify]"),
    )
    shutil.copy(folder / "scenarios" / "cup_short.yaml", folder / "scenarios" / "torn.yaml")
    torn = folder / "scenarios" / "torn.yaml"
    torn.write_text("title: [\n", encoding="utf-8")
    (folder / "customers" / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    assert codes(folder) == [
        ("ada_berg.yaml", Code.UNKNOWN_NAME),
        ("bytes.yaml", Code.UNREADABLE),
        ("cup_short.yaml", Code.NEVER_OFFERED),
        ("torn.yaml", Code.NOT_YAML),
    ]


def test_a_scenario_is_cast_with_everybody_there_is(tmp_path: Path) -> None:
    """A line for a voice and a need counts, if anybody in use may have them; stages need all."""
    lines = 'lines:\n  - {say: "How?", when: [voice worried, need explanation, last explain]}\n'
    folder = written(tmp_path, scenario=put_in(lines, SCENARIO)[0])
    assert codes(folder) == []
    lines = 'lines:\n  - {say: "Sulking.", when: [stage sulking]}\n'
    own = put_in(
        "stages: [sulking]\n"
        "transitions:\n"
        "  - {source: venting, to: sulking, when: [last dismiss]}\n"
        "  - {source: sulking, to: venting, when: [last say_back]}\n"
        'lines:\n  - {say: "As you like.", when: [stage sulking]}\n',
        CUSTOMER,
    )[0]
    folder = written(tmp_path, own, put_in(lines, SCENARIO)[0])
    (found,) = check([folder]).findings
    assert found.code is Code.UNKNOWN_NAME
    assert "only some customers have that stage" in found.message


def test_a_thing_named_like_somebodys_cue_is_found_where_it_can_be_named_anew(
    tmp_path: Path,
) -> None:
    """Customers are shipped, too: whoever writes a scenario may not know what theirs are called."""
    folder = written(tmp_path / "one", scenario=SCENARIO.replace("party", "workshop"))
    (found,) = check([folder / "scenarios"]).findings
    assert (found.code, "is taken by one of a customer's cues" in found.message) == (
        Code.ID_TAKEN,
        True,
    )
    cue = 'cues:\n  - {id: piano, text: "a piano is coming", when: [turn >= 1]}\nlines:\n'
    line = '  - {say: "The piano! Go on.", when: [raises piano]}\n'
    folder = written(tmp_path / "other", CUSTOMER.replace("lines:\n", cue + line))
    found, unnoticed = check([folder / "customers"]).findings
    assert "'piano' is something else in the scenario 'odd_bill'" in found.message
    assert unnoticed.code is Code.NOBODY_NOTICES


def test_whoever_cannot_be_cast_does_not_speak_for_a_scenario(tmp_path: Path) -> None:
    line = 'lines:\n  - {say: "Mind your tongue? You mind yours!", when: [stage abusive]}\n'
    barred = line + "casting: {without: [dale_hutchins], why: 'Nobody is insulted here.'}\n"
    assert codes(written(tmp_path / "free", scenario=put_in(line, SCENARIO)[0]) / "scenarios") == []
    (found,) = check([written(tmp_path / "barred", scenario=put_in(barred, SCENARIO)[0])]).findings
    assert (found.code, found.message.startswith("this line is never said")) == (
        Code.NEVER_SAID,
        True,
    )


def test_a_signal_that_no_scenario_gives_cause_for_is_found(tmp_path: Path) -> None:
    folder = written(tmp_path, CUSTOMER.replace("[last invite]", "[fault none, severity serious]"))
    (found,) = check([folder / "customers"]).findings
    assert found.code is Code.NEVER_SIGNALLED
    assert re.search(r"in none of the \d+ scenarios", found.message)


def test_what_may_come_up_in_another_scenario_is_let_be(tmp_path: Path) -> None:
    """A customer is written for any scenario: a line may wait for an act that none has yet."""
    lines = 'lines:\n  - {say: "And why would you?", when: [last disclose, fault unclear]}\n'
    assert codes(written(tmp_path, put_in(lines, CUSTOMER)[0]) / "customers") == []


def test_a_customer_of_ones_own_takes_the_place_of_one_with_the_same_name(tmp_path: Path) -> None:
    theirs = shipped() / "customers" / "tomas_ferreira.yaml"
    (tmp_path / "customers").mkdir()
    ours = tmp_path / "customers" / theirs.name
    ours.write_text(theirs.read_text(encoding="utf-8"), encoding="utf-8")
    checked = check([ours])
    assert [each.id for each in checked.customers].count("tomas_ferreira") == 1
    assert checked.asked == {str(ours)}


def test_the_same_file_named_twice_is_one_file(tmp_path: Path) -> None:
    folder = written(tmp_path, CUSTOMER.replace("voice: outspoken", "voice: loud"))
    assert len(codes(folder, folder / "customers", folder / "customers" / "ada_berg.yaml")) == 1


# --- how it is told -------------------------------------------------------------------------------


def test_findings_come_by_file_and_position(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        CUSTOMER.replace("[enters gone]", "[enters gon]").replace("voice: outspoken", "voice: no"),
        SCENARIO.replace("feeling: angry", "feeling: cross").replace("turns: 12", "turns: 99"),
    )
    findings = check([folder]).findings
    assert len(findings) == 4
    assert list(findings) == sorted(findings, key=lambda it: (it.file, it.line, it.column))


def test_a_file_with_hundreds_of_mistakes_is_told_in_part(tmp_path: Path) -> None:
    many = "lines:\n" + '  - {say: "Hm.", when: [last verify]}\n' * 300
    found = check([written(tmp_path, scenario=put_in(many, SCENARIO)[0])]).findings
    assert len(found) == MOST + 1
    assert [each.code for each in found].count(Code.TOO_MANY) == 1


def test_what_contradicts_itself_is_not_said_never_to_come_up_as_well(tmp_path: Path) -> None:
    torn = SCENARIO.replace("when: [raised party]", "when: [turn >= 3, raised party, turn < 2]")
    (found,) = check([written(tmp_path, scenario=torn)]).findings
    line = torn.splitlines()[found.line - 1]
    assert found.code is Code.CONTRADICTION
    assert line[found.column - 1 :].startswith("turn < 2")


def told(folder: Path, scenario: str = "", customer: str = "") -> list[str]:
    """Where and what the findings are, with a piece put into either."""
    texts = {
        "ada_berg.yaml": put_in(customer, CUSTOMER)[0],
        "cup_short.yaml": put_in(scenario, SCENARIO)[0],
    }
    found = check([written(folder, *texts.values())]).findings
    lines = {name: text.splitlines() for name, text in texts.items()}
    return [
        f"{each.code} {lines[Path(each.file).name][each.line - 1][each.column - 1 :]}"
        for each in found
    ]


LINES = 'lines:\n  - {{say: "Hm hm.", when: [{}]}}\n'


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ({"scenario": LINES.format("turn >= 1, fault unclear")}, "SB202 fault unclear]}"),
        ({"scenario": LINES.format("turn >= 1, not fault clear")}, "SB202 not fault clear]}"),
        ({"scenario": LINES.format("not raised short_cup")}, "SB202 not raised short_cup]}"),
        ({"scenario": LINES.format("did verify, turn < 5, turn >= 8")}, "SB203 turn >= 8]}"),
        ({"scenario": LINES.format("stage solving, turn < 2")}, "SB202 [stage solving, turn < 2]}"),
        ({"customer": LINES.format("last hold, need explanation")}, "SB202 need explanation]}"),
        ({"customer": LINES.format("voice worried")}, "SB202 voice worried]}"),
        ({"scenario": LINES.format("last ask, last hold")}, "SB202 [last ask, last hold]}"),
        (
            {
                "scenario": LINES.format("raises explanation, last ask order"),
                "customer": "needs:\n  - {need: explanation, signal: [turn >= 1]}\n"
                'lines:\n  - {say: "And how did it come about?", when: [raises explanation]}\n',
            },
            "SB202 [raises explanation, last ask order]}",
        ),
        (
            {
                "customer": 'cues:\n  - {id: boiler, text: "a man comes", when: [turn >= 1]}\n'
                'lines:\n  - {say: "The boiler man!", when: [raises boiler]}\n'
            },
            'SB210 boiler, text: "a man comes", when: [turn >= 1]}',
        ),
        (
            {
                "scenario": "replies:\n"
                '  - {id: well, say: "Well, well. Is that so? I would never have thought it.", '
                "acts: {}}\n"
            },
            "SB007 acts: {}}",
        ),
        (
            {"customer": "needs:\n  - {need: explanation, signal: [turn >= 19, voice worried]}\n"},
            "SB205 voice worried]}",
        ),
        (
            {
                "customer": "stages: [sulking]\ntransitions:\n"
                "  - {source: venting, to: sulking, when: [last dismiss]}\n"
                "  - {source: sulking, to: sulking, when: [last ask]}\n"
                'lines:\n  - {say: "As you like.", when: [stage sulking]}\n'
            },
            "SB206 sulking]",
        ),
        (
            {
                "customer": "stages: [sulking]\ntransitions:\n"
                "  - {source: venting, to: sulking, when: [last dismiss]}\n"
                "  - {source: any, to: settling, when: [stage venting, last say_back]}\n"
                'lines:\n  - {say: "As you like.", when: [stage sulking]}\n'
            },
            "SB206 sulking]",
        ),
        (
            {
                "scenario": "replies:\n"
                '  - {id: stock_wait, say: "One moment, let me read what it says in here.", '
                "acts: {assure: true}}\n"
            },
            'SB105 stock_wait, say: "One moment, let me read what it says in here.", '
            "acts: {assure: true}}",
        ),
    ],
)
def test_the_very_test_is_pointed_at_and_only_once(
    tmp_path: Path, piece: dict[str, str], expected: str
) -> None:
    assert told(tmp_path, **piece) == [expected]

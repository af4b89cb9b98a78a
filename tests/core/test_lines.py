"""Which line is said, and dice that fall the same everywhere."""

from sim.core.lines import CompiledLine, Lines, mix, shuffled
from sim.core.when import Guard

PLAIN = CompiledLine("Well.", 1, 0, Guard(0, 0))
HOT = CompiledLine("Again!", 1, 1, Guard(1, 1))
HOT_AND_LATE = CompiledLine("Again, and now!", 1, 2, Guard(3, 3))
OTHER = CompiledLine("So.", 1, 0, Guard(0, 0))
STOCK = CompiledLine("[a pause]", 0, 2, Guard(3, 3))


def said(*lines: CompiledLine, bits: int = 3, before: dict[int, int] | None = None) -> str | None:
    index = Lines(lines, recent=2, new=0).choose(bits, before or {}, salt=1)
    return None if index is None else lines[index].say


def test_the_most_specific_line_that_fits_is_said() -> None:
    assert said(PLAIN, HOT, HOT_AND_LATE) == "Again, and now!"
    assert said(PLAIN, HOT, HOT_AND_LATE, bits=1) == "Again!"
    assert said(HOT_AND_LATE, bits=1) is None


def test_a_line_whose_condition_fails_is_never_said() -> None:
    assert said(PLAIN, HOT, bits=0) == "Well."


def test_the_higher_rank_goes_first() -> None:
    assert said(STOCK, PLAIN) == "Well."


def test_what_is_brought_up_is_said_whatever_else_could_be() -> None:
    theirs = CompiledLine("And in writing, please.", 0, 1, Guard(4, 4))
    reaction = CompiledLine("Thank you for that.", 2, 5, Guard(2, 2))
    lines = Lines([reaction, theirs], recent=6, new=4)
    assert [lines.choose(bits, {}, 1) for bits in (6, 2, 4)] == [1, 0, 1]
    assert lines.choose(6, {1: 3}, 1) == 0, "but not twice, if there is anything else"


def test_what_was_said_waits_until_nothing_else_fits() -> None:
    assert said(PLAIN, HOT, STOCK, before={1: 1}) == "Well."
    assert said(PLAIN, HOT, before={0: 1, 1: 2}) == "Again!"
    assert said(PLAIN, OTHER, before={0: 2, 1: 1}) == "So."


def test_the_seed_settles_ties() -> None:
    lines = Lines([PLAIN, OTHER], recent=0, new=0)
    assert {lines.choose(0, {}, salt) for salt in range(20)} == {0, 1}


def test_the_mixer_is_the_same_on_every_platform() -> None:
    assert [mix(0), mix(1), mix(1, 2)] == [
        16294208416658607535,
        10451216379200822465,
        13608149317741381227,
    ]


def test_shuffling_keeps_everything_and_follows_from_the_salt() -> None:
    ids = [f"r{n}" for n in range(5)]
    orders = {shuffled(ids, salt) for salt in range(300)}
    assert all(sorted(order) == ids for order in orders)
    assert len(orders) > 90
    assert shuffled(ids, 7) == shuffled(ids, 7)

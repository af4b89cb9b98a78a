"""Where everything in a document stands."""

from sim.studio.reader import parse


def test_places_of_keys_and_values() -> None:
    document = parse(
        "title: Nine 😀\nreplies:\n  - id: é\n    say: 'x'\n  - [a, b]\n".encode(), "f"
    )
    assert document.at([]) == (1, 1)
    assert document.at(["title"]) == (1, 8)
    assert document.at(["title"], key=True) == (1, 1)
    assert document.at(["replies", 0]) == (3, 5)
    assert document.at(["replies", 0, "say"]) == (4, 10)
    assert document.at(["replies", 0, "say"], key=True) == (4, 5)
    assert document.at(["replies", 1, 1]) == (5, 9)
    assert document.at(["replies", 1, 1], key=True) == (5, 9)


def test_what_is_not_there_is_placed_at_what_is_nearest_above() -> None:
    document = parse(b"title: x\nreplies:\n  - id: a\n", "f")
    assert document.at(["replies", 0, "say"]) == (3, 5)
    assert document.at(["replies", 0, "say"], key=True) == (3, 5)
    assert document.at(["replies", 7, "say"]) == (3, 3)
    assert document.at(["title", "x", 3]) == (1, 8)
    assert document.at(["title", "x"], key=True) == (1, 8)
    assert document.at(["nothing"]) == (1, 1)


def test_a_path_in_words_counts_from_one() -> None:
    document = parse(b"replies: [{id: hear_her, acts: [{a: 1}]}, {say: x}]\nend: {gone: x}\n", "f")
    assert document.where([]) == ""
    assert document.where(["end", "gone"]) == "end.gone"
    assert document.where(["replies", 0]) == "replies[1] (id hear_her)"
    assert document.where(["replies", 0, "acts", 0]) == "replies[1] (id hear_her), acts[1]"
    assert document.where(["replies", 1, "say"]) == "replies[2].say"
    assert document.where(["replies", 9, "say"]) == "replies[10].say"

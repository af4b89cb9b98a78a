"""Pages that are written from tables say what the tables say."""

from sim.core.acts import ACTS, DERIVED
from tools import acts


def test_the_page_of_acts_is_up_to_date() -> None:
    """`make pages` writes it anew."""
    assert acts.PAGE.read_text(encoding="utf-8") == acts.page()


def test_the_page_of_acts_has_them_all() -> None:
    text = acts.PAGE.read_text(encoding="utf-8")
    for act in ACTS:
        assert f"\n| `{act.name}: " in text
        assert act.unlike in text
    for name in DERIVED:
        assert f"\n| `{name}` |" in text

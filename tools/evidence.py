"""Writes docs/evidence.md: what was measured of each finding that customers must reproduce."""

from pathlib import Path

from tests.evidence.sheet import all_measured, page

PAGE = Path(__file__).parent.parent / "docs" / "evidence.md"


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(page(all_measured()), encoding="utf-8")


if __name__ == "__main__":
    main()

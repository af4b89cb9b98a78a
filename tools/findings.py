"""Writes docs/findings.md: what `sayback check` finds, from its explanations."""

from pathlib import Path

from sim.prose.check import findings_page
from sim.studio.explain import explanations

PAGE = Path(__file__).parent.parent / "docs" / "findings.md"


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(findings_page(explanations()), encoding="utf-8")


if __name__ == "__main__":
    main()

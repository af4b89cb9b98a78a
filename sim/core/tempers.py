"""The same person in the same situation, reacting less or more strongly than is their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the names are read before any content is
    from sim.core.model import Content, Temper

TEMPERS: dict[str, dict[str, int]] = {
    "own": {},
    "gentle": {"heat_rises": 50, "heard_falls": 70, "trust_falls": 60, "patience_falls": 60},
    "short": {"heat_rises": 130, "heat_falls": 80, "trust_falls": 120, "patience_falls": 130},
}
"""By name: what a temper makes of each amount, in percent of the person's own."""
OWN, GENTLE = "own", "gentle"


def tempered(content: Content, name: str) -> Content:
    """The content with the customer in that temper, one of `TEMPERS`."""
    from msgspec.structs import replace

    temper = scaled(content.customer.temper, name)
    return replace(content, customer=replace(content.customer, temper=temper))


def scaled(temper: Temper, name: str) -> Temper:
    """A person's percentages in one of `TEMPERS`, within what a percentage may be."""
    from msgspec.structs import asdict

    from sim.core.model import LEAST_PERCENT, MOST_PERCENT, Temper

    own: dict[str, int] = asdict(temper)
    return Temper(
        **{
            way: min(MOST_PERCENT, max(LEAST_PERCENT, percent * TEMPERS[name].get(way, 100) // 100))
            for way, percent in own.items()
        }
    )

"""Draws the picture of the README from a real call on the real screen: `make pictures`."""

import asyncio
import re
import tempfile
from pathlib import Path

from sim.records.places import Places
from sim.studio.library import Library
from sim.tui.app import Sitting
from sim.tui.screens.brief import BriefScreen
from sim.tui.screens.call import CallScreen

PICTURE = Path(__file__).parent.parent / "docs" / "call.svg"
SCENARIO, CUSTOMER, SEED = "short_again", "ingrid_solheim", 4
REPLIES = ("open_tell_me", "count_back", "third_back")
SIZE = (100, 34)


async def draw() -> str:
    """The screen after the replies, as SVG that needs nothing from elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        app = Sitting(Library(), Places(Path(folder)), SCENARIO, CUSTOMER, SEED)
        async with app.run_test(size=SIZE) as pilot:
            while not isinstance(app.screen, BriefScreen):
                await pilot.pause()
            await pilot.press("enter")
            while not isinstance(app.screen, CallScreen):
                await pilot.pause()
            for number, reply in enumerate(REPLIES, start=1):
                assert app.session
                offered = [option.id for option in app.session.call.offered]
                await pilot.press(str(offered.index(reply) + 1))
                while len(app.session.call.turns) <= number:
                    await pilot.pause()
            await pilot.pause()
            return portable(app.export_screenshot(title="Sayback"))


def portable(svg: str) -> str:
    """The same picture every time, and without fonts fetched from the network."""
    svg = re.sub(r"@font-face\s*{[^}]*}\s*", "", svg)
    return re.sub(r"terminal-\d+-", "call-", svg).replace(
        "Fira Code", "Fira Code, DejaVu Sans Mono"
    )


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(asyncio.run(draw()), encoding="utf-8")
    print(PICTURE.relative_to(Path.cwd()) if PICTURE.is_relative_to(Path.cwd()) else PICTURE)

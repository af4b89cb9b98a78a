"""The customer's face beside the transcript: nobody in particular, on the phone."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from textual.content import Content
from textual.widgets import Static

from sim.core.mood import SCALE

WIDTH, HEIGHT = 16, 7
"""Columns and rows of every face."""
SMALL = 7
"""Columns of a face in one line, at most."""
GAP = 4
"""Columns between the two forms on the sheets below."""
MOODS = ("hot", "warm", "calm", "glad", "away")
"""What a face may be coloured by: the classes `-hot`, `-warm` and so on."""
BOILING, HOT, TRUSTING = 80 * SCALE, 60 * SCALE, 70 * SCALE
"""From where on heat and trust show in a face; the same as for the words (sim.prose.mood)."""


class Drawing(NamedTuple):
    """A face, in line drawing and in pure ASCII."""

    name: str
    words: str  # what it shows
    mood: str  # one of MOODS
    small: str
    ascii_small: str
    lines: tuple[str, ...]
    ascii_lines: tuple[str, ...]


def _drawn(name: str, mood: str, words: str, small: str, ascii_small: str, sheet: str) -> Drawing:
    """A drawing from a sheet that has both forms side by side."""
    rows = sheet.strip("\n").split("\n")
    forms = ([row[: WIDTH + GAP] for row in rows], [row[WIDTH + GAP :] for row in rows])
    lines, ascii_lines = (tuple(row.rstrip().ljust(WIDTH) for row in form) for form in forms)
    return Drawing(name, words, mood, small, ascii_small, lines, ascii_lines)


# The columns count, and so do the slants that look like slashes.
# fmt: off
# ruff: noqa: RUF001
_DRAWINGS = (
    _drawn("ringing_warm", "warm", "waiting, one brow up", '(o_ô)]"', '(o_o)]"', r"""
   ╱▔▔▔▔▔╲ ╲│╱         .-----. \|/
  ╱       ╲▟█▖        /       \.#.
 ▕ ▁▁   ▔▔ ▜█▙─╮     | __   "" '##-.
 ▕  ▄   ▄   ▐█─┤     |  o   o   ##-|
 ▕    ╯    ▟█▛─┤     |    >    .##-|
  ╲  ───  ╱▜█▘ │      \  ---  /'#' |
   ╲▁▁▁▁▁╱     │       '-----'     |
"""),
    _drawn("ringing_hot", "hot", "waiting, brows drawn", '(ò_ó)]"', "(`_')]\"", r"""
   ╱▔▔▔▔▔╲ ╲│╱         .-----. \|/
  ╱       ╲▟█▖        /       \.#.
 ▕ ╲▁   ▁╱ ▜█▙─╮     | \_   _/ '##-.
 ▕  ▄   ▄   ▐█─┤     |  o   o   ##-|
 ▕    ╯    ▟█▛─┤     |    >    .##-|
  ╲ ╭───╮ ╱▜█▘ │      \ .---. /'#' |
   ╲▁▁▁▁▁╱     │       '-----'     |
"""),
    _drawn("ringing_boiling", "hot", "waiting, teeth clenched", '(ò=ó)]"', "(`=')]\"", r"""
   ╱▔▔▔▔▔╲ ╲│╱         .-----. \|/
  ╱       ╲▟█▖        /       \.#.
 ▕ ▀▄   ▄▀ ▜█▙─╮     | \\_ _// '##-.
 ▕  ▝   ▘   ▐█─┤     |  o   o   ##-|
 ▕    ╯    ▟█▛─┤     |    >    .##-|
  ╲╶┼┼┼┼┼╴╱▜█▘ │      \-+++++-/'#' |
   ╲▁▁▁▁▁╱     │       '-----'     |
"""),
    _drawn("venting_boiling", "hot", "glaring, teeth bared", "(òEó)]", "(`E')]", r"""
(  ╱▔▔▔▔▔╲  )       (  .-----.  )
 )╱       ╲▟█▖       )/       \.#.
 ▕ ▀▄   ▄▀ ▜█▙─╮     | \\_ _// '##-.
 ▕  ▝   ▘   ▐█─┤     |  o   o   ##-|
 ▕ ╭┬┬┬┬┬╮ ▟█▛─┤     | .+++++. .##-|
  ╲╰┴┴┴┴┴╯╱▜█▘ │      \'+++++'/'#' |
   ╲▁▁▁▁▁╱     │       '-----'     |
"""),
    _drawn("venting_hot", "hot", "loud, brows drawn", "(òoó)]", "(`o')]", r"""
   ╱▔▔▔▔▔╲             .-----.
  ╱       ╲▟█▖        /       \.#.
 ▕ ╲▁   ▁╱ ▜█▙─╮     | \_   _/ '##-.
 ▕  ▄   ▄   ▐█─┤     |  o   o   ##-|
 ▕  ╭───╮  ▟█▛─┤     |  .---.  .##-|
─ ╲ ╰───╯ ╱▜█▘ │    - \ '---' /'#' |
 ╱ ╲▁▁▁▁▁╱     │     / '-----'     |
"""),
    _drawn("venting_warm", "warm", "frowning, one brow up", "(o~ô)]", "(o~o)]", r"""
   ╱▔▔▔▔▔╲             .-----.
  ╱       ╲▟█▖        /       \.#.
 ▕ ▁▁   ▔▔ ▜█▙─╮     | __   "" '##-.
 ▕  ▄   ▄   ▐█─┤     |  o   o   ##-|
 ▕    ╯    ▟█▛─┤     |    >    .##-|
─ ╲  ╭─╮  ╱▜█▘ │    - \  .-.  /'#' |
   ╲▁▁▁▁▁╱     │       '-----'     |
"""),
    _drawn("settling", "calm", "breathing out, eyes closed", "(-.-)]~", "(-.-)]~", r"""
   ╱▔▔▔▔▔╲             .-----.
  ╱       ╲▟█▖        /       \.#.
 ▕ ▁▁   ▁▁ ▜█▙─╮     | __   __ '##-.
 ▕ ╶─   ─╴  ▐█─┤     | --   --  ##-|
 ▕    ╯    ▟█▛─┤     |    >    .##-|
~ ╲  ╶╴   ╱▜█▘ │    ~ \   o   /'#' |
 ~ ╲▁▁▁▁▁╱     │     ~ '-----'     |
"""),
    _drawn("solving", "calm", "listening, eyes open", "(o.o)]", "(o.o)]", r"""
   ╱▔▔▔▔▔╲             .-----.
  ╱       ╲▟█▖)       /       \.#.)
 ▕ ▔▔   ▔▔ ▜█▙─╮     | ""   "" '##-.
 ▕  ▙   ▙   ▐█─┤     |  O   O   ##-|
 ▕    ╯    ▟█▛─┤     |    >    .##-|
  ╲  ╶─╴  ╱▜█▘ │      \   -   /'#' |
   ╲▁▁▁▁▁╱     │       '-----'     |
"""),
    _drawn("at_ease", "glad", "smiling, at ease", "(^.^)]", "(^.^)]", r"""
   ╱▔▔▔▔▔╲             .-----.
  ╱       ╲▟█▖        /       \.#.
 ▕ ▔▔   ▔▔ ▜█▙─╮     | ""   "" '##-.
 ▕  ▄   ▄   ▐█─┤     |  o   o   ##-|
 ▕    ╯    ▟█▛─┤     |    >    .##-|
  ╲ ╰───╯ ╱▜█▘ │      \ '---' /'#' |
   ╲▁▁▁▁▁╱     │       '-----'     |
"""),
    _drawn("guarded", "away", "polite, looking away", "(<_<)]", "(<_<)]", r"""
   ╱▔▔▔▔▔╲ ...         .-----. ...
  ╱       ╲▟█▖        /       \.#.
 ▕         ▜█▙─╮     |         '##-.
 ▕ █▔   █▔  ▐█─┤     | o-   o-  ##-|
 ▕    ╯    ▟█▛─┤     |    >    .##-|
  ╲  ──╯  ╱▜█▘ │      \  --'  /'#' |
   ╲▁▁▁▁▁╱     │       '-----'     |
"""),
    _drawn("escalated", "hot", "shouting, eyes shut", "(>O<)]!", "(>O<)]!", r"""
╲  ╱▔▔▔▔▔╲  │ ╱     \  .-----.  | /
  ╱▀▄   ▄▀╲▟█▖        /\\   //\.#.
 ▕  >   <  ▜█▙─╮     |  >   <  '##-.
─▕ ╭┬┬┬┬┬╮  ▐█─┤    -| .vvvvv.  ##-|
 ▕ │ ▁▁▁ │ ▟█▛─┤     | | ___ | .##-|
  ╲╰▀▀▀▀▀╯╱▜█▘ │      \'#####'/'#' |
╱  ╲▁▁▁▁▁╱     │    /  '-----'     |
"""),
    _drawn("content", "glad", "beaming, eyes laughing", "(^v^)]", "(^v^)]", r"""
   ╱▔▔▔▔▔╲             .-----.
  ╱       ╲▟█▖        /       \.#.
 ▕         ▜█▙─╮     |         '##-.
 ▕ ╱╲   ╱╲  ▐█─┤     | /\   /\  ##-|
 ▕    ╯    ▟█▛─┤     |    >    .##-|
  ╲ ▜███▛ ╱▜█▘ │      \ \###/ /'#' |
   ╲▁▁▁▁▁╱     │       '-----'     |
"""),
    _drawn("cool", "away", "unmoved, mouth straight", "(=_=)]", "(=_=)]", r"""
   ╱▔▔▔▔▔╲             .-----.
  ╱       ╲▟█▖        /       \.#.
 ▕      ▔▔ ▜█▙─╮     |      "" '##-.
 ▕ ▀▀   ▀▀  ▐█─┤     | ==   ==  ##-|
 ▕    ╯    ▟█▛─┤     |    >    .##-|
  ╲ ───── ╱▜█▘ │      \ ----- /'#' |
   ╲▁▁▁▁▁╱     │       '-----'     |
"""),
    _drawn("withdrawn", "away", "turned away, hanging up", "(u_u) ]", "(u_u) ]", r"""
   ╱▔▔▔▔▔╲             .-----.
  ╱       ╲           /       \
 ▕▁  ▁▁    ▏         |_  __    |
 ▕─  ──    ▏ ╎ ╎     |-  --    | : :
 ▕╰        ▏         |<        |
  ╲──     ╱▄▄▄▄▄      \--     /.###.
   ╲▁▁▁▁▁╱ █▘ ▝█       '-----' #' '#
"""),
    _drawn("handed_over", "away", "on hold, looking up", "('_')||", "('_')||", r"""
   ╱▔▔▔▔▔╲    ▌▌       .-----.    ||
  ╱       ╲▟█▖▌▌      /       \.#.||
 ▕ ▔▀   ▔▀ ▜█▙─╮     |  o   o  '##-.
 ▕          ▐█─┤     | --   --  ##-|
 ▕    ╯    ▟█▛─┤     |    >    .##-|
  ╲   ──  ╱▜█▘ │      \   --  /'#' |
   ╲▁▁▁▁▁╱     │       '-----'     |
"""),
    _drawn("gone", "away", "receiver dangling, nobody there", "(   )~]", "(   )~]", r"""
   ╱▔ ▔ ▔╲  ╰╮         .- - -.  (
  ╱       ╲ ╭╯        /       \  )
 ▕         ▏╰╮       |         |(
                                 )
 ▕         ▏▟█▖      |         |.#.
  ╲       ╱ ▐█ )      \       /  # )
   ╲▁ ▁ ▁╱  ▟█▖        '- - -'  '#'
"""),
    _drawn("time_up", "away", "looking at the clock", "(>o>) @", "(>o>) @", r"""
   ╱▔▔▔▔▔╲ ╭─┬─╮       .-----. .---.
  ╱       ╲│ └╴│      /       \| L |
 ▕   ▔▔ ▔▔ ╰───╯     |   "" "" '---'
 ▕   ▄▖ ▄▖ ▏         |   -o -o |
 ▕     ╰   ▏         |     <   |
  ╲   ╭╮  ╱▄▄▄▄▄      \    o  /.###.
   ╲▁▁▁▁▁╱ █▘ ▝█       '-----' #' '#
"""),
)
# fmt: on

DRAWINGS: Mapping[str, Drawing] = MappingProxyType({drawing.name: drawing for drawing in _DRAWINGS})
"""All there are, by name. A stage with several goes by `stage_heat`."""

_BY_HEAT = ("ringing", "venting")
_LIKE = {"abusive": "escalated", "limited": "gone"}
"""Stages that look like another."""
_SHARED = (
    "settling", "solving", "escalated",
    "content", "cool", "withdrawn", "handed_over", "gone", "time_up",
)  # fmt: skip


def portrait(stage: str, heat: int, trust: int) -> Drawing:
    """How a customer looks in a stage; before the first reply that is `ringing`.

    Heat and trust are as the core counts them, in tenths of a shown point. A stage of the person's
    own is for closing up, and at its hottest for the opposite.
    """
    stage = _LIKE.get(stage, stage)
    band = "boiling" if heat >= BOILING else "hot" if heat >= HOT else "warm"
    if stage in _BY_HEAT:
        return DRAWINGS[f"{stage}_{band}"]
    if stage == "solving" and trust >= TRUSTING:
        return DRAWINGS["at_ease"]
    if stage in _SHARED:
        return DRAWINGS[stage]
    return DRAWINGS["venting_boiling" if band == "boiling" else "guarded"]


class Face(Static):
    """A drawing of the customer, as large as it is drawn."""

    DEFAULT_CSS = f"Face {{ width: {WIDTH}; height: {HEIGHT}; }}"

    def show(self, drawing: Drawing, ascii: bool) -> None:
        """Show this one."""
        for mood in MOODS:
            self.set_class(mood == drawing.mood, f"-{mood}")
        self.update(Content("\n".join(drawing.ascii_lines if ascii else drawing.lines)))

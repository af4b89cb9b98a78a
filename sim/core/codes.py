"""The code of each kind of finding; a code keeps its meaning for good.

`SB0` is about reading a file and about its shape, `SB1` about names and conditions, `SB2` about
what can come up in a call, `SB3` about texts, `SB4` about plays.
"""

from enum import StrEnum


class Code(StrEnum):
    """What kind of thing is wrong; the studio explains each at length."""

    UNREADABLE = "SB001"
    NOT_YAML = "SB002"
    NOT_ONE_MAPPING = "SB003"
    TOO_DEEP = "SB004"
    CUT_BY_COMMENT = "SB005"
    KEY_TWICE = "SB006"
    NO_VALUE = "SB007"
    NOT_PLAIN = "SB008"
    CONTROL_CHARACTER = "SB009"
    TOO_MANY = "SB010"
    UNKNOWN_KEY = "SB011"
    MISSING_KEY = "SB012"
    WRONG_TYPE = "SB013"
    OUT_OF_RANGE = "SB014"
    NOT_A_CHOICE = "SB015"
    NOT_AN_ID = "SB016"

    NO_SUCH_TEST = "SB101"
    UNKNOWN_NAME = "SB102"
    MISPLACED_TEST = "SB103"
    UNKNOWN_ID = "SB104"
    ID_TAKEN = "SB105"
    TOO_MANY_ACTS = "SB106"
    UNKNOWN_PLACEHOLDER = "SB107"
    NO_WAY_ON = "SB108"

    NEVER_OFFERED = "SB201"
    NEVER_SAID = "SB202"
    CONTRADICTION = "SB203"
    NEVER_RAISED = "SB204"
    NEVER_SIGNALLED = "SB205"
    NOBODY_LEAVES = "SB206"
    NEVER_ENTERED = "SB207"
    NOTHING_TO_SAY = "SB208"
    FEW_REPLIES = "SB209"
    NOBODY_NOTICES = "SB210"
    NOBODY_PROMISES = "SB211"
    NEVER_OPENS = "SB212"
    NEVER_EARNED = "SB213"
    NOT_USED = "SB214"
    NO_WORDS = "SB215"
    NEVER_ENDS_SO = "SB216"
    CANNOT_BE_WON = "SB217"
    CANNOT_BE_LOST = "SB218"

    TOO_LONG = "SB301"
    UNEVEN = "SB302"
    TOO_MUCH = "SB303"
    REPEATS = "SB304"
    IDENTITY_WORD = "SB305"
    GIVEN_AWAY = "SB306"

    NOT_ON_OFFER = "SB401"
    NOT_SO = "SB402"
    OUTSIDE_BAND = "SB403"
    ENDED_OTHERWISE = "SB404"

"""How much room there is: from which columns and rows on a screen looks different."""

NARROWEST, LOWEST = 60, 20
"""The smallest window in which four long replies leave room to read the customer."""
MIDDLING = 76
"""From here on the customer's face has room beside what is said."""
COMFORTABLE = 100
"""From here on the keys in the footer need not stand close together."""
WIDE, HIGH = 110, 30
"""From here on there is room for things beside each other, and for empty lines."""

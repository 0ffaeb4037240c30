"""How wide the columns of a table are, in print and in Word."""

from collections.abc import Iterable

LINE = 84  # characters of a table that stand beside each other on the page
NARROWEST, NARROW = 5, 19  # characters
WIDEST_WORD, WIDEST_CELL = 28, 70  # characters; what is wider is broken


def shares(cells: Iterable[tuple[int, int, str]]) -> list[float]:
    """Returns the part of the page's width that each column gets.

    A cell is its first column, how many columns it covers, and its words. A narrow column, such as one of
    dates, gets what it needs, so that its cells are not broken; the others share the rest as they need it.
    """
    least: dict[int, int] = {}
    wanted: dict[int, int] = {}
    for column, wide, words in cells:
        longest = max(map(len, words.split()), default=0) + 3
        line = max(map(len, words.split("\n")), default=0) + 3
        for number in range(column, column + wide):
            least[number] = max(least.get(number, NARROWEST), min(-(-longest // wide), WIDEST_WORD))
            wanted[number] = max(wanted.get(number, NARROWEST), min(-(-line // wide), WIDEST_CELL))
    widths = {
        column: float(wanted[column] if wanted[column] <= NARROW else least[column]) for column in wanted
    }
    spare = LINE - sum(widths.values())
    asked = sum(wanted.values()) - sum(widths.values())
    if spare > 0 < asked:
        for column in widths:
            widths[column] += (wanted[column] - widths[column]) * min(spare / asked, 1)
    total = sum(widths.values())
    return [widths[column] / total for column in sorted(widths)]

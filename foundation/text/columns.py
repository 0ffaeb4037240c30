"""How wide the columns of a table are, in print and in Word."""

from collections.abc import Iterable
from math import sqrt

LINE = 84  # characters of a table that stand beside each other on the page
NARROWEST, WIDEST_WORD, WIDEST_CELL = 5, 28, 70  # characters; what is wider is broken


def shares(cells: Iterable[tuple[int, int, str]]) -> list[float]:
    """Returns the part of the page's width that each column gets.

    A cell is its first column, how many columns it covers, and its words. A column that needs less than its
    share gets what it needs, so that its cells are not broken; the others share the rest. The more words one
    has in all its cells, the more it gets: by the square root, which makes the table lowest.
    """
    least: dict[int, int] = {}
    wanted: dict[int, int] = {}
    whole: dict[int, int] = {}
    for column, wide, words in cells:
        longest = max(map(len, words.split()), default=0) + 3
        line = max(map(len, words.split("\n")), default=0) + 3
        for number in range(column, column + wide):
            least[number] = max(least.get(number, NARROWEST), min(-(-longest // wide), WIDEST_WORD))
            wanted[number] = max(wanted.get(number, NARROWEST), min(-(-line // wide), WIDEST_CELL))
            whole[number] = whole.get(number, 1) + len(words) // wide
    widths: dict[int, float] = {}
    left = float(LINE)
    order = sorted(wanted, key=lambda one: wanted[one])
    for done, column in enumerate(order):
        share = left / (len(order) - done)
        if wanted[column] > share:
            share = left * sqrt(whole[column]) / sum(sqrt(whole[other]) for other in order[done:])
        widths[column] = max(least[column], min(wanted[column], share))
        left = max(left - widths[column], 0.0)
    total = sum(widths.values())
    return [widths[column] / total for column in sorted(widths)]

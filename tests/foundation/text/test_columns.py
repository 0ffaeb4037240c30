"""How wide the columns of a table become."""

from foundation.text.columns import shares


def of_rows(*rows) -> list[float]:
    return shares((column, 1, words) for row in rows for column, words in enumerate(row))


def test_column_with_many_words_gets_more_than_one_with_a_single_long_cell():
    names = [["OHCHR", "Office of the United Nations High Commissioner for Human Rights", "Geneva", "2006"]]
    commissions = ["Regional Commissions", "United Nations Regional Commissions", "New York (liaison office)"]
    agency, name, place, _since = of_rows(*names * 8, [*commissions, "17 November 2026"])
    assert name > 2 * agency
    assert name > 2 * place
    assert min(agency, place) * 84 > len("Commissions")


def test_short_cells_are_not_broken():
    words = "To write to all members of the Group, and to their partners. " * 3
    number, action, due = of_rows(["1", words, "14 September 2027"], ["2", words, "1 May 2027"])
    assert due * 84 > len("14 September 2027")
    assert number < due < action


def test_columns_fill_the_page():
    for table in ([["a"]], [["a", "b" * 200]], [["a " * 100] * 12]):
        assert abs(sum(of_rows(*table)) - 1) < 0.001

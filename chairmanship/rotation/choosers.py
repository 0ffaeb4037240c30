"""The field that chooses a term."""

from foundation.web.choosers import Chooser


class TermChooser(Chooser):
    """A term. A year or a month is that of its first or its last day."""

    texts = ("agency__acronym", "agency__name", "theme")
    days = ("starts", "ends")

    def label_from_instance(self, term):
        return f"{term.agency}, {term.months}"

    def detail(self, term) -> str:
        return term.theme

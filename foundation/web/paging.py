"""Pages of rows that take long to find."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class FoundPaginator(Paginator):
    """Pages of what a search finds. It searches once, for the keys in their order, and counts these.

    `rows` reads those of a page by their keys, with all that the page shows.
    """

    def __init__(self, found: QuerySet, per_page: int, *, rows: QuerySet):
        super().__init__(list(found.values_list("pk", flat=True)), per_page)
        self.rows = rows

    def page(self, number) -> Page:
        page = super().page(number)
        read = self.rows.in_bulk(page.object_list)
        page.object_list = [read[key] for key in page.object_list if key in read]
        return page

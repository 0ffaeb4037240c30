"""Links from page to page within a paper: they are carried by the numbers of the pages, and never by name."""

from typing import TYPE_CHECKING

from foundation.files.binding.acting import annotations

if TYPE_CHECKING:
    import pikepdf


def number(pdf: "pikepdf.Pdf") -> None:
    """Writes each destination of a link as the number of its page; a link that leads nowhere loses it."""
    import pikepdf

    pages = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
    names = _names(pdf)
    for page in pdf.pages:
        for one in annotations(page):
            for holder, key in _places(one):
                found = _explicit(holder[key], names)
                place = _page_of(found, pages)
                if place is None:
                    del holder[key]
                else:
                    holder[key] = pikepdf.Array([place, *list(found)[1:]])
                if "/SD" in holder:  # the same by the tags, which stay behind
                    del holder["/SD"]


def lead(pages: list["pikepdf.Page"]) -> None:
    """Leads the numbered links to these pages, which are the ones of the paper where they are now."""
    for page in pages:
        for one in annotations(page):
            for holder, key in _places(one):
                if isinstance(holder[key][0], int):  # two pages can share an annotation
                    holder[key][0] = pages[holder[key][0]].obj


def _places(annotation):
    """Yields where an annotation says to which place it leads."""
    import pikepdf

    if "/Dest" in annotation:
        yield annotation, "/Dest"
    action = annotation.get("/A")
    if isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/GoTo" and "/D" in action:
        yield action, "/D"


def _names(pdf) -> dict:
    """Returns the destinations by their names, of both kinds that PDFs have had."""
    import pikepdf

    found: dict = {}
    old = pdf.Root.get("/Dests")
    names = pdf.Root.get("/Names")
    if isinstance(old, pikepdf.Dictionary):
        found |= dict(old.items())
    if isinstance(names, pikepdf.Dictionary) and "/Dests" in names:
        waiting, seen = [names.Dests], 0
        while waiting and seen < 100_000:  # a damaged tree may lead back into itself
            node, seen = waiting.pop(), seen + 1
            waiting += list(node.get("/Kids", []))
            pairs = list(node.get("/Names", []))
            found |= {_key(name): place for name, place in zip(pairs[::2], pairs[1::2], strict=False)}
    return found


def _key(name) -> bytes:
    import pikepdf

    return bytes(name) if isinstance(name, pikepdf.String) else b""


def _page_of(place, pages: dict) -> int | None:
    """Returns the number of the page that a destination leads to."""
    if place is None:
        return None
    if isinstance(place[0], int):
        return place[0] if 0 <= place[0] < len(pages) else None
    return pages.get(place[0].objgen) if hasattr(place[0], "objgen") else None


def _explicit(place, names: dict):
    """Returns the destination as an array, or None."""
    import pikepdf

    if isinstance(place, pikepdf.Name):
        place = names.get(str(place))
    elif isinstance(place, pikepdf.String):
        place = names.get(bytes(place))
    if isinstance(place, pikepdf.Dictionary):
        place = place.get("/D")
    return place if isinstance(place, pikepdf.Array) and len(place) else None

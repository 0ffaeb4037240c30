"""What acts on its own in a PDF: scripts, and links that start programs, send forms or open other files."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

# What remains: to go to a place of the paper, to a web page, or to the next or the previous page.
STAY = ("/GoTo", "/URI", "/Named")
PLACES = ("/NextPage", "/PrevPage", "/FirstPage", "/LastPage")
ADDRESS = re.compile(r"(https?|mailto|tel):", re.I)
# What readers are told of. The others are links to files beside the paper, which are dead in another place.
ACTS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute")
MEDIA = {  # annotations that play something, and where they hold it
    "/Movie": ["/Movie"],
    "/Sound": ["/Sound"],
    "/Screen": ["/MK"],
    "/RichMedia": ["/RichMediaContent", "/RichMediaSettings"],
    "/3D": ["/3DD", "/3DA"],
}


def annotations(page: "pikepdf.Page") -> list:
    """Returns the annotations of a page."""
    import pikepdf

    found = page.obj.get("/Annots")
    if not isinstance(found, pikepdf.Array):
        return []
    return [one for one in found if isinstance(one, pikepdf.Dictionary)]


def remove(pdf: "pikepdf.Pdf") -> bool:
    """Removes what acts on its own. Returns whether there was something that readers should be told of."""
    acted = "/JavaScript" in _dictionary(pdf.Root, "/Names") or "/XFA" in _dictionary(pdf.Root, "/AcroForm")
    for key in ("/OpenAction", "/AA"):
        acted |= _take(pdf.Root, key)
    for page in pdf.pages:
        acted |= _take(page.obj, "/AA")
        for one in annotations(page):
            acted |= _of_annotation(one)
    return acted


def _of_annotation(one) -> bool:
    acted = False
    for key in MEDIA.get(str(one.get("/Subtype")), ()):
        if key in one:
            del one[key]
            acted = True
    for key in ("/AA", "/PA"):
        acted |= _take(one, key)
    field, seen = one.get("/Parent"), 0
    while _is_dictionary(field) and seen < 20:  # a field has scripts for all its boxes
        acted |= _take(field, "/AA")
        field, seen = field.get("/Parent"), seen + 1
    action = one.get("/A")
    if action is None:
        return acted
    if not _stays(action):
        return _take(one, "/A") or acted
    return _take(action, "/Next") or acted


def _stays(action) -> bool:
    if not _is_dictionary(action) or str(action.get("/S")) not in STAY:
        return False
    if action.S == "/URI":
        return bool(ADDRESS.match(str(action.get("/URI", ""))))
    return action.S != "/Named" or str(action.get("/N")) in PLACES


def _take(holder, key: str) -> bool:
    """Removes an action, or several by their events. Returns whether one of them acts."""
    if key not in holder:
        return False
    found = holder[key]
    del holder[key]
    return _acts(found)


def _acts(found, depth: int = 0) -> bool:
    import pikepdf

    if depth > 20:
        return True
    if isinstance(found, pikepdf.Array):
        return any(_acts(one, depth + 1) for one in found if isinstance(one, pikepdf.Dictionary))
    if not _is_dictionary(found):
        return False
    if "/S" not in found:  # actions by their events
        return any(_acts(found[key], depth + 1) for key in found if _is_dictionary(found[key]))
    if found.S == "/URI" and not ADDRESS.match(str(found.get("/URI", ""))):
        return True
    return str(found.S) in ACTS or ("/Next" in found and _acts(found.Next, depth + 1))


def _is_dictionary(found) -> bool:
    import pikepdf

    return isinstance(found, pikepdf.Dictionary)


def _dictionary(holder, key: str):
    found = holder.get(key)
    return found if _is_dictionary(found) else {}

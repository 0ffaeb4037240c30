"""The layers of a paper: those that are off stay off, whatever layers other papers have."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

LISTS = ("/Locked", "/RBGroups", "/AS")  # lists of layers that simply go on with those of the next paper


def merge(made: "pikepdf.Pdf", paper: "pikepdf.Pdf") -> None:
    """Adds the layers of a paper, whose pages are in already, to those of a PDF."""
    from pikepdf import Array, Dictionary, Name

    if not isinstance(paper.Root.get("/OCProperties"), Dictionary):
        return
    # The pages brought their layers along; copying them again gives the same ones.
    theirs = made.copy_foreign(paper.make_indirect(paper.Root.OCProperties))
    start = theirs.get("/D")
    start = start if isinstance(start, Dictionary) else Dictionary()
    layers = _layers(theirs, "/OCGs")
    on, off = ({one.objgen for one in _layers(start, key)} for key in ("/ON", "/OFF"))
    if start.get("/BaseState") == "/OFF":
        off |= {one.objgen for one in layers} - on

    if "/OCProperties" not in made.Root:
        made.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary())
    ours = made.Root.OCProperties
    ours.OCGs = Array([*_list(ours, "/OCGs"), *layers])
    ours.D.OFF = Array([*_list(ours.D, "/OFF"), *(one for one in layers if one.objgen in off)])
    ours.D.Order = Array([*_list(ours.D, "/Order"), *_list(start, "/Order")])
    for key in LISTS:
        if found := _list(start, key):
            ours.D[Name(key)] = Array([*_list(ours.D, key), *found])


def _list(holder, key: str) -> list:
    import pikepdf

    found = holder.get(key)
    return list(found) if isinstance(found, pikepdf.Array) else []


def _layers(holder, key: str) -> list:
    import pikepdf

    return [one for one in _list(holder, key) if isinstance(one, pikepdf.Dictionary)]

"""The interchange format gmg-archive/1: the portal's record as one JSON object, read and written.

`read` reads files into the portal; `export` returns the bytes of an archive. Each room describes its own
lists in its `archive.py`, with the classes of `foundation.archive.lists`, `values` and `references`.
"""

from foundation.archive.faults import Refused
from foundation.archive.reading import FORMAT, Tally, read
from foundation.archive.writing import export, preview

__all__ = ["FORMAT", "Refused", "Tally", "export", "preview", "read"]

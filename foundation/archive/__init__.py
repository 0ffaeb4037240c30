"""The interchange format gmg-archive/1: the portal's record as one JSON object, read and written.

`read` takes files in, `export` gives the bytes of an archive. What the lists hold is told by each room's
`archive.py`, in the words of `foundation.archive.lists`, `values` and `references`.
"""

from foundation.archive.faults import Refused
from foundation.archive.reading import FORMAT, Tally, read
from foundation.archive.writing import export, preview

__all__ = ["FORMAT", "Refused", "Tally", "export", "preview", "read"]

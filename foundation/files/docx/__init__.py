"""Word documents with real styles: `Paper` is written from the top to the bottom."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foundation.files.docx.paper import Paper

__all__ = ["TYPE", "Paper"]

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def __getattr__(name: str):
    """Imports `Paper` when it is first used: python-docx is large, and few requests need it."""
    if name == "Paper":
        from foundation.files.docx.paper import Paper

        return Paper
    raise AttributeError(name)

"""Word documents with real styles. A `Paper` is written from top to bottom."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foundation.files.docx.paper import Paper

__all__ = ["TYPE", "Paper"]

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def __getattr__(name: str):
    """Imports `Paper` when it is first used: python-docx is lxml and pandoc are large, and few requests need them."""
    if name == "Paper":
        from foundation.files.docx.paper import Paper

        return Paper
    raise AttributeError(name)

"""Word documents. A `Paper` is written from top to bottom; `read_word` reads what somebody uploads."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foundation.files.docx.paper import Paper
    from foundation.files.docx.reading import read_word

__all__ = ["TYPE", "Paper", "read_word"]

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def __getattr__(name: str):
    """Imports the rest when it is first used: lxml is large, and few requests need it."""
    if name == "Paper":
        from foundation.files.docx.paper import Paper

        return Paper
    if name == "read_word":
        from foundation.files.docx.reading import read_word

        return read_word
    raise AttributeError(name)

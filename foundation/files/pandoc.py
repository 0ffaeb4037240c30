"""Runs pandoc, which reads and writes Word documents, as a program of its own.

It sees only what it is given: it opens no other file and no address (`--sandbox`), and its memory, its time
and the room for its result are limited. pandoc stands under the GPL, see NOTICE.
"""

import json
import logging
import subprocess
import tempfile
from collections.abc import Sequence

log = logging.getLogger(__name__)

MEMORY = 512  # MB that pandoc may use for what it reads
SECONDS = 60
# Its addresses (4 GB), its result (200 MB), and its time, set before it starts.
LIMITED = 'ulimit -c 0; ulimit -v 4194304; ulimit -f 409600; ulimit -t "$1"; shift; exec "$@"'


class Unable(Exception):
    """pandoc could not convert the file, or it took too much memory or time. The text is for the log."""


def convert(
    content: bytes, *, read: str, write: str, options: Sequence[str] = (), seconds: int = SECONDS
) -> bytes:
    """Returns the content in another format. `read` and `write` are pandoc's names of the formats.

    Raises `Unable`.
    """
    from pypandoc import get_pandoc_path

    limits = ["+RTS", f"-M{MEMORY}M", "-RTS"]
    command = [
        get_pandoc_path(),
        "--sandbox",
        f"--from={read}",
        f"--to={write}",
        "--output=-",
        *options,
        *limits,
    ]
    command = ["/bin/sh", "-c", LIMITED, "sh", str(seconds), *command]
    with tempfile.TemporaryFile() as result, tempfile.TemporaryFile() as said:
        program = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=result, stderr=said, env={"LANG": "C.UTF-8"}, cwd="/"
        )
        with program:
            try:
                program.communicate(content, timeout=seconds)
            except subprocess.TimeoutExpired:
                program.kill()
                raise Unable(f"pandoc took longer than {seconds} seconds.") from None
        if program.returncode:
            said.seek(0)
            words = said.read(2_000).decode(errors="replace").strip()
            log.warning("pandoc ended with %s: %s", program.returncode, words)
            raise Unable(f"pandoc ended with {program.returncode}: {words}")
        result.seek(0)
        return result.read()


def tree(content: bytes, *, read: str, options: Sequence[str] = (), seconds: int = SECONDS) -> list[dict]:
    """Returns the blocks of pandoc's own tree of a file. Raises `Unable`."""
    return json.loads(convert(content, read=read, write="json", options=options, seconds=seconds))["blocks"]


def from_tree(
    blocks: list[dict], *, write: str, options: Sequence[str] = (), seconds: int = SECONDS
) -> bytes:
    """Returns a file that is written from pandoc's own tree. Raises `Unable`."""
    whole = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks}
    content = json.dumps(whole, ensure_ascii=False).encode(errors="replace")
    return convert(content, read="json", write=write, options=options, seconds=seconds)

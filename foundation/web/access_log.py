"""The log of requests that gunicorn writes: it holds no secret of a link, no e-mail address, no forged line.

gunicorn knows nothing of the portal's addresses. So a part of a path counts as a secret by its form: what is
signed has a colon, and a random key is long, with capitals or figures in it. Too much is hidden rather than
too little.
"""

import re

from gunicorn import glogging

from foundation.web.logs import ADDRESS, escaped

SIGNED = re.compile(r"[^/]*(?::|%3[Aa])[^/]*")
RANDOM = re.compile(r"(?=[^/]*[A-Z0-9])[A-Za-z0-9_=-]{20,}")
OPEN = ("/static/",)


class Logger(glogging.Logger):
    """gunicorn's own, with the path hidden where it must be."""

    def atoms(self, resp, req, environ, request_time):
        atoms = super().atoms(resp, req, environ, request_time)
        return atoms | {"U": hidden(atoms["U"] or "")}


def hidden(path: str) -> str:
    """Returns the path as a log may hold it."""
    if not path.startswith(OPEN):
        path = SIGNED.sub("[secret]", path)
        path = "/".join("[secret]" if RANDOM.fullmatch(part) else part for part in path.split("/"))
    return escaped(ADDRESS.sub("[address]", path))

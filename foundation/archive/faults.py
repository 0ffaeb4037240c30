"""Collects what is wrong with the files that are read: each fault in words, with its place."""

import json

MOST = 10_000


class Refused(Exception):
    """The files have faults, so nothing was written. `lines` has one line for each fault, with its place."""

    def __init__(self, lines: list[str]):
        super().__init__("\n".join(lines))
        self.lines = lines


class Faults:
    """Collects all faults, so that people see them together."""

    def __init__(self):
        self.lines: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.lines)

    def add(self, place: str, message: str) -> None:
        """Adds a fault. Raises `Refused` with the faults so far once there are 10,000."""
        self.lines.append(f"{place}: {message}" if place else message)
        if len(self.lines) >= MOST:
            self.lines.append(f"More than {MOST} faults: the rest was not looked at.")
            raise Refused(self.lines)


def quoted(value) -> str:
    """Returns a value as a fault shows it: on one line, some 80 characters at most, all printable."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, str) and len(value) > 80:
        value = value[:80] + "…"
    return json.dumps(value, ensure_ascii=not (isinstance(value, str) and value.isprintable()))

"""What is wrong with the files of a call: every fault in words, each with its place."""

import json

MOST = 10_000


class Refused(Exception):
    """The files hold faults, and nothing was written. `lines` has one line for each, with its place."""

    def __init__(self, lines: list[str]):
        super().__init__("\n".join(lines))
        self.lines = lines


class Faults:
    """Gathers the faults of a call, so that all of them are told in one go."""

    def __init__(self):
        self.lines: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.lines)

    def add(self, place: str, message: str) -> None:
        """Raises `Refused` with what was found so far when there are absurdly many."""
        self.lines.append(f"{place}: {message}" if place else message)
        if len(self.lines) >= MOST:
            self.lines.append(f"More than {MOST} faults: the rest was not looked at.")
            raise Refused(self.lines)


def quoted(value) -> str:
    """A value as a fault names it: on one line, short, and in letters that can be printed."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, str) and len(value) > 80:
        value = value[:80] + "…"
    return json.dumps(value, ensure_ascii=not (isinstance(value, str) and value.isprintable()))

"""How a line of the log looks: without personal addresses, because nobody can be erased from a log."""

import copy
import logging
import re
import time

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
HOUR = 3600  # seconds


class Formatter(logging.Formatter):
    """Leaves out e-mail addresses, also in tracebacks and in the answers of mail servers.

    An error that comes again within an hour gets one line. Else a task that runs every ten seconds would fill
    the disk with tracebacks while the database is away.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._told: dict[tuple, float] = {}  # when a traceback was last shown

    def format(self, record):
        if record.exc_info and record.exc_info[1] and self._was_told(record):
            record, error = copy.copy(record), record.exc_info[1]
            record.msg, record.args = f"{record.getMessage()} [again: {type(error).__name__}]", ()
            record.msg = " ".join(record.msg.split())
            record.exc_info = record.exc_text = None
        return ADDRESS.sub("[address]", super().format(record))

    def _was_told(self, record) -> bool:
        error = record.exc_info[1]
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = (record.name, type(error), (trace.tb_frame.f_code, trace.tb_lineno) if trace else None)
        now, last = time.monotonic(), self._told.get(place)
        if last is not None and now - last < HOUR:
            return True
        self._told[place] = now
        return False

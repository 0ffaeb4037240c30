"""Keeps personal addresses out of the logs, because nobody can be erased from a log."""

import logging
import re

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Formatter(logging.Formatter):
    """Leaves out e-mail addresses, also in tracebacks and in the answers of mail servers."""

    def format(self, record):
        return ADDRESS.sub("[address]", super().format(record))

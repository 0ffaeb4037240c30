"""What stands in the logs: no address of anybody, since nobody can be erased from a log."""

import logging
import re

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Formatter(logging.Formatter):
    """Leaves out e-mail addresses, those in tracebacks and in what a mail server said among them."""

    def format(self, record):
        return ADDRESS.sub("[address]", super().format(record))

"""`python -m gmg_portal.beat`: wakes the worker by the timetable of `gmg_portal.celery`.

It is Celery's own beat, except that it does not load the tasks: it only names them. With them it would load
the whole portal and need three times the memory.
"""

import argparse
import logging
from datetime import timedelta

from celery.apps.beat import Beat
from celery.beat import PersistentScheduler

from gmg_portal.celery import app

log = logging.getLogger(__name__)


class Scheduler(PersistentScheduler):
    """Celery's scheduler, which goes on when the clock of the machine is set back.

    By itself it would wait until the clock has come round to where it was, as every entry seems to have run
    in the future.
    """

    def tick(self, **options) -> float:
        now = self.app.now() + timedelta(seconds=1)
        if ahead := [entry for entry in self.schedule.values() if entry.last_run_at > now]:
            log.error("The clock was set back. The timetable goes on from now.")
            for entry in ahead:
                entry.last_run_at = self.app.now() - timedelta(days=1)  # due now; nothing is done twice
            self._heap = None
        return super().tick(**options)


class BareBeat(Beat):
    """Celery's beat without the tasks."""

    def init_loader(self) -> None:
        self.app.finalize()


def main() -> None:
    """Runs until the process is told to end."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--loglevel", default="info")
    options = parser.parse_args()
    BareBeat(app=app, loglevel=options.loglevel, quiet=True).run()


if __name__ == "__main__":
    main()

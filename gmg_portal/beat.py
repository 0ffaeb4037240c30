"""`python -m gmg_portal.beat`: wakes the worker by the timetable of `gmg_portal.celery`.

It is Celery's own beat, except that it does not load the tasks: it only names them. With them it would load
the whole portal and need three times the memory.
"""

import argparse

from celery.apps.beat import Beat

from gmg_portal.celery import app


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

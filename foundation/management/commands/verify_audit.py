"""`manage.py verify_audit`: checks that nobody changed the history."""

import datetime as dt

from django.core.management.base import BaseCommand, CommandError

from foundation.dates import clock, hours, shown
from foundation.history import chain, checking

WAITS = dt.timedelta(days=1)


class Command(BaseCommand):
    help = (
        "Checks the seals of the history. Lists the entries that were changed, removed or added afterwards, "
        "and fails if there are any."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--against",
            action="append",
            default=[],
            metavar="LINK",
            help="A link that you noted earlier from the page “Changes”, the log or this command: its "
            "first 16 characters or more. Finds out whether the end was cut off, or everything replaced.",
        )

    def handle(self, *, against, **options):
        asked = {"".join(one.rpartition("·")[2].split()).lower() for one in against}  # without its number
        if any(len(one) < chain.SHORTEST for one in asked):
            raise CommandError(f"Give --against at least {chain.SHORTEST} characters of the link.")
        found = checking.Found(missed=asked)
        broken = 0
        for one in checking.check(found):
            broken += 1
            self.stdout.write(one.in_words())
        broken += self._tell(found)
        if broken:
            raise CommandError("The history is not as it was sealed. See above.", returncode=1)
        self.stdout.write("Everything is as it was sealed.")

    def _tell(self, found: checking.Found) -> int:
        """Writes what was read. Returns how many things are wrong with the whole."""
        wrong = 0
        first, last = checking.dates()
        if first and last:
            self.stdout.write(f"The history is from {day(first)} to {day(last)}.")
        self.stdout.write(
            f"{found.entries:,} sealed entries; "
            f"{found.erased:,} erased fields in {found.erased_in:,} of them."
        )
        waiting, oldest = checking.waiting()
        if waiting and oldest:
            waits = max(clock.now() - oldest, dt.timedelta())
            self.stdout.write(
                f"{waiting:,} entries wait for their seal; the oldest is from {moment(oldest)}."
            )
            if waits > WAITS:
                self.stdout.write("It has waited for more than a day. Is the worker running?")
                wrong += 1
        if found.number:
            self.stdout.write(f"The last seal is {found.number:,}, with the link {found.link.hex()}")
        for one in sorted(found.missed):
            self.stdout.write(
                f"The chain does not have the link {one}. Its end was cut off, or all of it was replaced."
            )
        if found.unknown:
            self.stdout.write(
                "Some seals were made with a key that is neither SECRET_KEY nor one of "
                "SECRET_KEY_FALLBACKS. Their order could not be checked."
            )
        return wrong + len(found.missed) + len(found.unknown)


def day(when: dt.datetime) -> str:
    return shown.day(clock.day_of(when))


def moment(when: dt.datetime) -> str:
    return hours.moment(when)

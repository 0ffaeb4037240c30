import sys

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from foundation import archive
from foundation.archive import Refused


class Command(BaseCommand):
    help = "Imports archives of the format gmg-archive/1. If one of them is refused, nothing is imported."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--update",
            action="store_true",
            help="Where a file contradicts the portal, use the value in the file.",
        )

    def handle(self, *, files, update, **options):
        try:
            tallies = archive.read(files, update=update)
        except Refused as refused:
            self.stderr.write("\n".join(refused.lines))
            sys.exit(1)
        except DatabaseError as error:
            self.stderr.write(f"The database refused, and nothing was written: {error}")
            sys.exit(1)
        for tally in tallies:
            if tally.new or tally.changed or tally.unchanged:
                self.stdout.write(
                    f"{tally.name}: {tally.new} new, {tally.changed} changed, {tally.unchanged} unchanged"
                )

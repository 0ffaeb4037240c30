import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from chairmanship.rotation.models import Chairmanship
from foundation import archive

EVERYTHING = "Everything there is, drafts and items for principals only included: for operators."


class Command(BaseCommand):
    help = "Exports one term or everything as an archive of the format gmg-archive/1."

    def add_arguments(self, parser):
        parser.add_argument("term", nargs="?", metavar="TERM", help="Such as iom-2007-01.")
        parser.add_argument("--all", action="store_true", dest="everything", help=EVERYTHING)
        parser.add_argument("--output", metavar="FILE", help="The file to write (default: standard output).")

    def handle(self, *, term, everything, output, **options):
        if bool(term) == everything:
            self._fail("Name a term, such as iom-2007-01, or give --all.")
        try:
            data = archive.export(None if everything else Chairmanship.objects.by_slug(term))
            if output:
                Path(output).write_bytes(data)
            else:
                self._print(data)
        except Chairmanship.DoesNotExist:
            self._fail(f"There is no term {term!a}.")
        except (OSError, ValueError) as error:
            self._fail(f"{output or 'standard output'}: {getattr(error, 'strerror', None) or error}")
        except DatabaseError as error:
            self._fail(f"The database cannot be read: {error}")

    def _print(self, data: bytes) -> None:
        # The bytes themselves where that can be: a terminal's or a pipe's idea of letters must not matter.
        raw = getattr(self.stdout, "buffer", None)
        if raw:
            self.stdout.flush()
            raw.write(data)
            raw.flush()
        else:
            self.stdout.write(data.decode(), ending="")

    def _fail(self, message: str):
        self.stderr.write(message)
        sys.exit(1)

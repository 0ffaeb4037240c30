"""`manage.py stray_files`: lists files that nothing in the portal names, and deletes them on request."""

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from foundation.files import strays
from foundation.files.storage import AWAY


class Command(BaseCommand):
    help = "Lists the files in the storage that are older than a day and belong to nothing in the portal."

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="Delete them.")

    def handle(self, *, delete, **options):
        try:
            found, missing = strays.strays()
            for one in found:
                if not delete:
                    self.stdout.write(f"{one.name} ({size(one.size)})")
                elif strays.delete(one):
                    self.stdout.write(f"Deleted: {one.name} ({size(one.size)})")
        except AWAY as error:
            raise CommandError(f"The file storage is not available: {error}") from error
        whole = size(sum(one.size for one in found))
        files = "1 file belongs" if len(found) == 1 else f"{len(found):,} files belong"
        self.stdout.write(
            f"{files} to nothing in the portal, {whole} in all." if found else "No stray files."
        )
        if found and not delete:
            self.stdout.write("Run the command with --delete to delete them.")
        for name in missing:
            self.stderr.write(f"This file is missing: {name}. Restore it from a backup.")


def size(many: int) -> str:
    return filesizeformat(many).replace("\xa0", " ")

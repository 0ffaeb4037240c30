import datetime as dt
import os
import sys
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from chairmanship.handover import report
from chairmanship.handover.models import HandoverReport
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock
from foundation.files import pdf


class Command(BaseCommand):
    help = "Writes the handover report of a term as a PDF: the issued report, or else a draft."

    def add_arguments(self, parser):
        parser.add_argument("term", metavar="TERM", help="The term's name, such as iom-2007-01.")
        parser.add_argument(
            "--as-at",
            type=dt.date.fromisoformat,
            metavar="DATE",
            help="Use what was known on this day for a draft, as YYYY-MM-DD (default: today).",
        )
        parser.add_argument("--output", required=True, type=Path, metavar="FILE", help="The file to write.")

    def handle(self, *, term, as_at, output, **options):
        try:
            wanted = Chairmanship.objects.select_related("agency", "coordinated_by").by_slug(term)
        except Chairmanship.DoesNotExist:
            raise CommandError(
                f"There is no term {term}. Name it by its chair and first month, such as iom-2007-01."
            ) from None
        issued = wanted.reports.filter(state=HandoverReport.State.ISSUED).first()
        try:
            if issued is None:
                facts = report.gather(wanted, as_at=as_at or clock.today())
                content, what = report.render(facts, draft=True).content, "a draft"
            elif issued.made_at:
                with issued.pdf.open() as file:
                    content, what = file.read(), f"version {issued.version}, as issued"
            else:  # issued a moment ago, and no worker has set it yet
                content = report.render(issued.facts, draft=False).content
                what = f"version {issued.version}, as issued"
            _write(output, content)
        except pdf.Unavailable as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror or error}. Nothing was written.") from None
        if issued and as_at:
            self.stderr.write("The report has been issued, so --as-at is ignored.")
        self.stdout.write(f"{output}: the handover report of {wanted}, {what}.")


def _write(output: Path, content: bytes) -> None:
    """Writes the whole file or none of it."""
    if str(output) == "/dev/stdout":
        sys.stdout.buffer.write(content)
        return
    if output.exists() and not output.is_file():
        output.write_bytes(content)  # a pipe, or a directory, which says so
        return
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, output)
    except BaseException:
        os.unlink(name)
        raise

"""How long a full handover report takes, and where the time goes: 60 meetings, 400 decisions.

    python benchmarks/handover_report.py [--meetings 60] [--decisions 400] [--output FILE]

Runs in this process, on a database of its own that is thrown away, as a worker would: gathers the facts,
sets the pages, draws the PDF, with all annexes. Prints the seconds of each, the share of WeasyPrint, what the
processor worked, and the peak of memory. --meetings 340 --decisions 2900 give some 200 pages.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--meetings", type=int, default=60)
    parser.add_argument("--decisions", type=int, default=400)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DEBUG": "0", "SECRET_KEY": "benchmark", "LOG_LEVEL": "ERROR"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gmg_portal.settings")
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        measure(options)


def measure(options) -> None:
    from chairmanship.handover import report
    from chairmanship.handover.sections import SECTIONS
    from chairmanship.models import ReportSection
    from foundation.dates import clock
    from foundation.files import pdf
    from tests.samples import busy_term

    term = busy_term(meetings=options.meetings, decisions=options.decisions)
    for section in (one for one in SECTIONS if one.is_annex):
        ReportSection.objects.create(term=term, slug=section.slug, is_shown=True)
    drawn = []

    def timed_render(*args, **kwargs):
        began = time.perf_counter()
        try:
            return render(*args, **kwargs)
        finally:
            drawn.append(time.perf_counter() - began)

    import weasyprint  # noqa: F401 - a worker has it loaded from its first report on

    render, pdf.render = pdf.render, timed_render
    began, worked = time.perf_counter(), time.process_time()
    facts = report.gather(term, as_at=clock.today())
    gathered = time.perf_counter() - began
    made = report.render(facts, draft=True)
    total, worked = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{made.pages} pages, {len(made.content) / 1024:.0f} KiB, {total:.2f} s in all")
    print(f"  facts     {gathered:6.2f} s")
    print(f"  pages     {total - gathered - drawn[0]:6.2f} s")
    print(f"  PDF       {drawn[0]:6.2f} s  ({drawn[0] / total:.0%} of all, by WeasyPrint)")
    load = f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"  processor {worked:6.2f} s  ({load})")
    print(f"  memory    {peak:6.0f} MiB at its peak")
    if options.output:
        options.output.write_bytes(made.content)


if __name__ == "__main__":
    main()

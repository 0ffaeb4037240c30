"""What every page and task of the portal costs, with one, ten and a hundred times the demo's archive.

    python benchmarks/pages.py [--times 1 10 100] [--only meetings:] [--explain meetings:year --role chair]

Makes the archives in databases of their own on the server of DATABASE_URL (PostgreSQL), and keeps them there
for that day. Opens every address as every role, runs every scheduled task twice, and writes
docs/performance.md. With --only it takes only the pages and tasks whose names begin so, and prints. With
--explain it prints the queries of a page of the largest archive, the most frequent first.

The CPU is that of this process and of its connection's on the server, if that is on this machine: the median
of some visits. Beside it stands how many times the floor page that is: in the same run, one bare page with a
session, a user and five queries, through Django's own middleware only.
"""

import argparse
import datetime as dt
import io
import logging
import os
import platform
import re
import resource
import signal
import statistics
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PAGE = ROOT / "docs" / "performance.md"
PATIENCE = 20  # seconds of a visit or a task, after which it is given up
VISITS = 5  # of the role that a page costs most; their median counts. The others open it once.
QUERIES, HOME, TASK_QUERIES = 60, 25, 200  # the goals, in queries
CPU, REGISTER = 300, 150  # the goals, in ms
FLOORS = {"me": 2, "meetings:meeting_detail": 3}  # the goals, in floor pages
REPORT = "it tells of each open action point, and the archive has a thousand of them"
ASKS = "each room is asked what awaits the person, and a chair has to do with all of them"
RECORDS = "the two archives were opened with different things, which went through more or less"
# Why a page misses its goal. A page that no longer does so needs no line here.
REASONS = {
    "chairmanship:report": REPORT,
    "chairmanship:report_docx": REPORT,
    "chairmanship:narrative": REPORT,
    "home": ASKS,
    "home?q=migration": ASKS,
    "documents:document_list": "its filters ask PostgreSQL which values any document has",
    "mail:mail_list?q=example": "the list of mail is searched without an index",
    "me_copy": "it copies what is stored about the person from each table, by a query for each",
    "meetings:decision_list": "PostgreSQL counts and sorts all decisions that the person may read",
    "meetings:meeting_detail": "it shows the rows of 25 tables, and Django writes the SQL of each query anew",
    "changes?kind=meetings": RECORDS,
    "history agencies": RECORDS,
    "history documents": RECORDS,
    "history governing": RECORDS,
    "history meetings": RECORDS,
    "history terms": RECORDS,
    "meetings:action_correct": RECORDS,
    "chairmanship:report_pdf": RECORDS,
}
REGISTERS = re.compile(r"\w+:(\w+_list|board|ledger|line|calendar|year)\b")
FLOOR = """<!doctype html><title>Floor</title><p>{{ user.name }}</p>
{% for rows in lists %}<ul>{% for row in rows %}<li>{{ row.pk }}</li>{% endfor %}</ul>{% endfor %}"""
BARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


class TooLong(BaseException):
    """It took longer than PATIENCE. Nothing in the portal takes this for a fault of its own."""


class Cost(NamedTuple):
    """What a page or a task cost: queries, below 0 if it was given up; CPU in ms; bytes or seconds."""

    status: int
    queries: int
    cpu: float
    size: float


GIVEN_UP = Cost(0, -1, PATIENCE * 1000, 0)


@contextmanager
def patience():
    """Raises `TooLong` in the context after PATIENCE."""

    def give_up(*args):
        raise TooLong

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)


def work() -> float:
    """Returns the CPU in ms of this process and of its connection's on the server."""
    from django.db import connection

    of_server = 0.0
    with suppress(OSError, AttributeError):
        stat = (
            Path(f"/proc/{connection.connection.info.backend_pid}/stat")
            .read_text()
            .rpartition(")")[2]
            .split()
        )
        of_server = (int(stat[11]) + int(stat[12])) * 1000 / os.sysconf("SC_CLK_TCK")
    return time.process_time() * 1000 + of_server


def measured(visitors, role: str, path: str, *, visits: int) -> Cost:
    """Returns what that page costs: the median of so many visits, fewer if they take seconds."""
    from django.db import connection

    costs = []
    try:
        while len(costs) < visits and sum(costs) < 3000:
            with patience():
                connection.ensure_connection()
                began = work()
                visit = visitors.visit(role, path)
                costs.append(work() - began)
    except TooLong:
        connection.close()
        return GIVEN_UP
    return Cost(visit.status, len(visit.queries), statistics.median(costs), visit.size)


def measured_task(task) -> Cost:
    """Returns what that task costs if nothing is due: what is due, it has done before."""
    from django.db import connection

    asked: list = []

    def ask(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    cost = GIVEN_UP
    for _ in range(2):
        asked.clear()
        try:
            with patience(), connection.execute_wrapper(ask):
                connection.ensure_connection()
                began, clock = work(), time.perf_counter()
                task()
                cost = Cost(200, len(asked), work() - began, time.perf_counter() - clock)
        except TooLong:
            connection.close()
            return GIVEN_UP._replace(queries=-len(asked))
    return cost


def floor(request):
    """The floor page: a session, its user, and five queries whose twenty rows each it lists."""
    from django.http import HttpResponse
    from django.template import Context, engines

    from agencies.models import Agency, Membership
    from documents.models import Document
    from meetings.models import Decision, Meeting

    models = (Meeting, Document, Decision, Agency, Membership)
    if not hasattr(floor, "page"):
        floor.page = engines["django"].from_string(FLOOR)
    rows = [model.objects.order_by("-pk")[:20] for model in models]
    return HttpResponse(floor.page.template.render(Context({"user": request.user, "lists": rows})))


def measured_floor(visitors) -> float:
    """Returns the CPU of the floor page in ms."""
    from django.test import Client, override_settings
    from django.urls import path

    with override_settings(MIDDLEWARE=BARE, ROOT_URLCONF=(path("floor/", floor),)):
        client = Client()
        client.cookies = visitors.browsers["focal point"].cookies
        costs = []
        for _ in range(30):
            began = work()
            answer = client.get("/floor/")
            costs.append(work() - began)
    assert answer.status_code == 200
    return statistics.median(costs[5:])


def lead_to(name: str) -> None:
    """Makes the connection use that database of the server."""
    from django.conf import settings
    from django.db import connection

    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def on_server(sql: str) -> list:
    """Runs a statement beside all databases. Returns its rows."""
    from django.db import connection

    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def files(name: str) -> Path:
    """Returns the folder of the files that belong to that database."""
    return ROOT / "var" / "benchmarks" / name


def archive(times: int) -> str:
    """Returns the name of the database with so many times the demo. Makes it if it is not there."""
    from django.core.management import call_command
    from django.db import connection
    from django.test import override_settings

    from foundation.dates import clock
    from foundation.portal import facts
    from tests import datasets, subjects

    name = f"bench_{times}_{clock.today():%Y%m%d}_{datasets.key('empty').removeprefix('empty_')}"
    if on_server(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        return name
    began = time.perf_counter()
    on_server(f'DROP DATABASE IF EXISTS "{name}_unready" WITH (FORCE)')
    on_server(f'CREATE DATABASE "{name}_unready"')
    lead_to(f"{name}_unready")
    facts.forget()
    call_command("migrate", verbosity=0)
    with override_settings(MEDIA_ROOT=files(name)):
        call_command("load_scale", times=times, stdout=io.StringIO())
        subjects.furnish()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    lead_to("postgres")
    on_server(f'ALTER DATABASE "{name}_unready" RENAME TO "{name}"')
    print(f"×{times}: made in {time.perf_counter() - began:.0f} s", flush=True)
    return name


def peak(visitors, role: str, path: str) -> float:
    """Returns the MiB that a process of its own needs at most to open that page."""
    from django.db import connection

    connection.close()
    read, write = os.pipe()
    if not (child := os.fork()):
        with suppress(BaseException):
            with patience():
                visitors.visit(role, path)
            os.write(write, str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024).encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    said = os.read(read, 100)
    os.close(read)
    return float(said or 0)


def places_of(visitors, beginning: str) -> list:
    """Returns the pages at the addresses whose names begin so."""
    from tests.visits import addresses

    found = visitors.places(one for one in addresses() if one.name.startswith(beginning))
    return [place for place in found if place.path]


class Found(NamedTuple):
    """What was measured of one archive: the floor in ms, the pages by name and role, the tasks by name."""

    floor: float
    pages: dict[tuple[str, str], Cost]
    tasks: dict[str, Cost]
    memory: dict[str, float]


def measure(times: int, only: str) -> Found:
    """Returns what the pages and tasks cost with so many times the demo."""
    from django.conf import settings

    from gmg_portal.celery import app
    from tests.visits import ROLES, Visitors

    name = archive(times)
    copy = f"{name}_copy"
    lead_to("postgres")
    on_server(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
    on_server(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    lead_to(copy)
    settings.MEDIA_ROOT = files(name)
    visitors, pages, memory = Visitors(), {}, {}
    for browser in visitors.browsers.values():
        browser.raise_request_exception = False  # a fault of a page is a row of the table
    bare = measured_floor(visitors)
    for place in places_of(visitors, only):
        for role in ROLES:
            pages[place.name, role] = measured(visitors, role, place.path, visits=1)
        shown = [role for role in ROLES if pages[place.name, role].status == 200]
        costliest = max(shown, key=lambda role: pages[place.name, role].cpu, default="")
        if costliest:
            pages[place.name, costliest] = measured(visitors, costliest, place.path, visits=VISITS)
        if re.search(r"as=|\.csv|copy|docx|feed", place.name):
            memory[place.name] = peak(visitors, "secretariat", place.path)
        print(f"×{times} {place.name}", file=sys.stderr)
    tasks = {}
    app.loader.import_default_modules()
    for entry in app.conf.beat_schedule.values():
        if entry["task"].startswith(only):
            tasks[entry["task"]] = measured_task(app.tasks[entry["task"]])
    lead_to("postgres")
    on_server(f'DROP DATABASE "{copy}" WITH (FORCE)')
    return Found(bare, pages, tasks, memory)


def worst(found: Found) -> dict[str, tuple[str, Cost]]:
    """Returns of each page the role that it costs most, and what it costs."""
    pages: dict[str, tuple[str, Cost]] = {}
    for (name, role), cost in found.pages.items():
        if cost.status in (0, 200) and (name not in pages or pages[name][1].cpu < cost.cpu):
            pages[name] = role, cost
    return pages


def failing(name: str, cost: Cost, small: Cost | None, floor: float) -> list[str]:
    """Returns in a few words what goals the page misses. `floor` is the CPU of the floor page in ms."""
    if cost.queries < 0:
        return [f"given up after {PATIENCE} s"]
    limit = REGISTER if REGISTERS.match(name) else CPU
    said = []
    if cost.queries > (HOME if name == "home" else QUERIES):
        said.append(f"{cost.queries} queries")
    if small and small.queries != cost.queries:
        said.append(f"{small.queries} → {cost.queries} queries")
    if cost.cpu > limit:
        said.append(f"{cost.cpu:.0f} ms")
    if name in FLOORS and cost.cpu > FLOORS[name] * floor:
        said.append(f"{cost.cpu / floor:.1f} times the floor page")
    return said


def written(found: dict[int, Found], began: dt.datetime) -> str:
    """Returns the page docs/performance.md."""
    small, large = min(found), max(found)
    lines = [
        "# What each page and task costs",
        "",
        f"Written by `make bench` on {began:%-d %B %Y}, on {machine()}.",
        "",
        "`manage.py load_scale` made the archives: "
        + ", ".join(f"×{times} the demo" for times in found)
        + ". Each address is opened with a thing that it can show, as a visitor, as somebody of no agency, "
        "as a focal point, as the present, the last and the next chair, as the secretariat, as who may do "
        "everything. A row shows the role that costs most. The CPU is that of the web process and of "
        "PostgreSQL, the median of some visits; “floor” says how many times the floor page that is. "
        "The floor page is one bare page in the same run: a session, a user and five queries, through "
        "Django's own middleware only. It took "
        + ", ".join(f"{one.floor:.1f} ms at ×{times}" for times, one in found.items())
        + ". Bytes are those of the page as it is sent, compressed.",
        "",
        *_missed(found[small], found[large]),
        "",
        "## Pages",
        "",
        "| Page | role | queries | "
        + " | ".join(f"ms ×{times}" for times in found)
        + f" | floor ×{large} | bytes ×{large} |",
        "|---|---|---:|" + "---:|" * (len(found) + 2),
    ]
    costliest = {times: worst(one) for times, one in found.items()}
    for name, (role, cost) in sorted(costliest[large].items(), key=lambda row: -row[1][1].cpu):
        counts = {one.pages[name, role].queries for one in found.values() if (name, role) in one.pages}
        queries = " → ".join(map(str, sorted(counts))) if -1 not in counts else "?"
        cpu = " | ".join(_ms(costliest[times].get(name)) for times in found)
        floors = cost.cpu / found[large].floor
        lines.append(f"| `{name}` | {role} | {queries} | {cpu} | {floors:.1f} | {cost.size:,.0f} |")
    lines += [
        "",
        "## Tasks, when nothing is due",
        "",
        "| Task | " + " | ".join(f"queries ×{times} | seconds ×{times}" for times in found) + " |",
        "|---|" + "---:|---:|" * len(found),
    ]
    for name in found[large].tasks:
        cells = [f"{abs(one.tasks[name].queries):,} | {_seconds(one.tasks[name])}" for one in found.values()]
        lines.append(f"| `{name}` | " + " | ".join(cells) + " |")
    lines += [
        "",
        "## Memory of downloads",
        "",
        "The most that a process of its own needs for it. It is forked from the one that measures, whose "
        "memory counts too: after it has made a large archive, that is most of it.",
        "",
    ]
    lines += [
        "| Download | " + " | ".join(f"MiB ×{times}" for times in found) + " |",
        "|---|" + "---:|" * len(found),
    ]
    for name in sorted(found[large].memory, key=lambda one: -found[large].memory[one]):
        lines.append(
            f"| `{name}` | " + " | ".join(f"{one.memory.get(name, 0):.0f}" for one in found.values()) + " |"
        )
    return "\n".join([*lines, ""])


def _missed(small: Found, large: Found) -> list[str]:
    lines = ["## What misses its goal", ""]
    missed: dict[str, list[str]] = {}
    for (name, role), cost in sorted(large.pages.items(), key=lambda row: -row[1].cpu):
        before = small.pages.get((name, role))
        said = failing(name, cost, before, large.floor) if cost.status in (0, 200) else []
        if said:
            missed.setdefault(name, []).append(f"as {role}: {', '.join(said)}")
    for name, (most, *others) in missed.items():
        also = f", and as {len(others)} other{'s' if len(others) > 1 else ''}" if others else ""
        why = f". Why: {REASONS[name]}." if name in REASONS else ""
        lines.append(f"- `{name}` {most}{also}{why}")
    for name, cost in large.tasks.items():
        if cost.queries < 0 or cost.queries > TASK_QUERIES:
            lines.append(f"- the task `{name}`: {abs(cost.queries):,} queries, {_seconds(cost)} s")
    return [*lines, "Nothing."] if len(lines) == 2 else lines


def _ms(row) -> str:
    return f"{row[1].cpu:,.0f}" if row else ""


def _seconds(cost: Cost) -> str:
    return f"{cost.size:.1f}" if cost.queries >= 0 and cost.status else f"> {PATIENCE}"


def machine() -> str:
    """Returns the machine in a few words."""
    names = re.findall(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    load = f"at a load of {os.getloadavg()[0]:.1f}"
    return f"{os.cpu_count()} cores ({names[0] if names else platform.machine()}), {load}"


def explain(times: int, name: str, role: str) -> None:
    """Prints the queries of a page, without their values, the most frequent first."""
    from tests.visits import Visitors

    lead_to(archive(times))
    visitors = Visitors()
    for place in places_of(visitors, name.split("?")[0].split()[0]):
        if place.name == name:
            visit = visitors.visit(role, place.path)
            print(f"{place.path} as {role}: {visit.status}, {len(visit.queries)} queries, {visit.size} bytes")
            for sql, count in Counter(visit.queries).most_common():
                print(f"{count:4} × {re.sub(r'SELECT .*? FROM', 'SELECT … FROM', sql)[:400]}")


def main() -> None:
    """Measures, and writes or prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--only", default="", help="the beginning of the names of pages and tasks")
    parser.add_argument("--explain", metavar="PAGE", help="the name of a page whose queries to print")
    parser.add_argument("--role", default="secretariat")
    options = parser.parse_args()
    os.environ |= {"DEBUG": "0", "EMAIL_URL": "dummymail://", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    url = urlsplit(os.environ["DATABASE_URL"])
    os.environ["DATABASE_URL"] = urlunsplit(url._replace(path="/postgres"))
    import django

    django.setup()
    logging.disable(logging.CRITICAL)  # of refusals, which the table of who may do what has hundreds of
    from django.core.handlers import exception
    from django.http import HttpResponse

    # A refusal is answered without a page.
    exception.get_exception_response = lambda request, resolver, status, error: HttpResponse(status=status)
    if options.explain:
        return explain(max(options.times), options.explain, options.role)
    began = dt.datetime.now()
    found = {times: measure(times, options.only) for times in sorted(options.times)}
    if options.only:
        print(written(found, began))
    else:
        PAGE.write_text(written(found, began))


if __name__ == "__main__":
    main()

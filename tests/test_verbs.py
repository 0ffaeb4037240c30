"""Every button does what it says once, though it is pressed eight times at once: one table of every verb."""

import datetime as dt
import secrets

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from foundation.dates import clock
from foundation.models import SentForm
from foundation.web.once import changes
from tests.pressing import again, filled, forms_of, hidden_on
from tests.test_roles import ROLES, TABLE, logged_in, the, world  # noqa: F401
from tests.together import at_once
from tests.verbs import BY_NATURE, MADE_FOR_A_PRESS, NOT_PRESSED, PRESSES, Press

TIMES = 8
PARTS = 4  # of the table, for as many processes
MAY = {"200", "302", "400"}
# Names of the addresses that take a form, with the first row of the table of roles that somebody may send.
ROWS = {}
for name, arguments, method, expected in TABLE:
    may = [role for role, status in zip(ROLES, expected.split(), strict=True) if status in MAY]
    if method == "POST" and (may or name not in ROWS):
        ROWS.setdefault(name, (arguments, may[0] if may else ""))
PRESSED = sorted(set(ROWS) - set(NOT_PRESSED))


class Pressed:
    """One button of the world, and what pressing it sends."""

    def __init__(self, name, world):  # noqa: F811
        self.press = PRESSES.get(name, Press())
        arguments, role = ROWS[name]
        self.role = self.press.role or role
        arguments = self.press.arguments or arguments
        self.address = reverse(name, kwargs={key: the(value, world) for key, value in arguments.items()})
        self.client = logged_in(world["roles"][self.role])
        given = self.press.body(world) if callable(self.press.body) else self.press.body
        self.given = {key: the(value, world) if "." in str(value) else value for key, value in given.items()}
        self.key = secrets.token_urlsafe(12) if self.press.has_key else ""

    def fill(self, before: dict) -> None:
        """Fills in what the page has and what its form needs, until pressing it does something.

        `once` is then by how much that lets the tables grow. It is undone.
        """
        self.body = self.given
        for attempt in range(3):
            at = self.press.at + attempt * dt.timedelta(minutes=5)  # nobody fills in a form at once
            with clock.moved_to(at), transaction.atomic():
                with changes() as made:
                    page = self.send()
                self.once, self.at = grown(before), at
                transaction.set_rollback(True)
            if made and page.status_code < 400:
                return
            self.told = [str(one) for one in page.wsgi_request._messages._queued_messages]
            self.wrong = [one.errors for one in forms_of(page) if one.is_bound and one.errors]
            # The page of the form is asked for only if the answer does not say enough: it takes long.
            shown = [page] if page.status_code == 200 else []
            if attempt or not shown:
                with clock.moved_to(at):
                    shown.append(self.client.get(self.address))
            self.body = {}
            for form in forms_of(page)[:1]:
                self.body |= filled(form)
            for one in shown:
                if one.status_code == 200 and not one.streaming:
                    self.body |= {name: value for name, value in hidden_on(one).items() if value}
            self.body |= self.given
        raise AssertionError(f"does nothing: {page.status_code} {self.body} {self.told} {self.wrong}")

    def send(self):
        client = Client()
        client.cookies = self.client.cookies.copy()
        return client.post(self.address, again(self.body) | ({"once": self.key} if self.key else {}))


def rows() -> dict[str, int]:
    """Returns how many rows each table has, without sessions and keys."""
    models = [one for one in apps.get_models(include_auto_created=True) if one is not SentForm]
    tables = sorted({one._meta.db_table for one in models} - {"django_session"})
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{one}', COUNT(*) FROM {one}" for one in tables))
        return dict(cursor.fetchall())


def grown(before: dict) -> dict[str, int]:
    return {name: count - before[name] for name, count in rows().items() if count != before[name]}


@pytest.fixture
def quiet(mail_in_rows, monkeypatch):
    """No worker: what a verb asks for waits in its row."""
    monkeypatch.setattr("foundation.jobs.outbox.wake", lambda pk: True)


def together(send) -> list:
    return at_once(*[send] * TIMES)


def once_more(send) -> list:
    return [send() for _ in range(2)]


def tried(name, world, *, sends, has_key=True) -> str:  # noqa: F811
    """Presses one button in the present database, once and then often. Returns what went wrong."""
    press = PRESSES.get(name, Press())
    with clock.moved_to(press.at):
        if press.prepare:
            press.prepare(world)
        button = Pressed(name, world)
    if not has_key:
        button.key = ""
    before = rows()
    try:
        button.fill(before)
    except AssertionError as fault:
        return str(fault)
    with clock.moved_to(button.at):
        answers = sends(button.send)
    faults = [one for one in answers if isinstance(one, Exception) or one.status_code >= 500]
    often = grown(before)
    return f"once {button.once}, often {often}, {faults}" if faults or often != button.once else ""


@pytest.mark.skipif(not connection.features.has_select_for_update, reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", range(PARTS))
def test_each_button_pressed_eight_times_at_once_does_it_once(databases, world, quiet, bare_refusals, part):  # noqa: F811
    """Each gets a copy of the world, in which nothing else was pressed."""
    faults = {}
    for name in PRESSED[part::PARTS]:
        with databases.copied():
            if wrong := tried(name, world, sends=together):
                faults[name] = wrong
        _read_again(world)
    assert faults == {}


@pytest.mark.skipif(not connection.features.has_select_for_update, reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
def test_what_would_tell_people_twice_is_done_once_without_a_key_too(databases, world, quiet, bare_refusals):  # noqa: F811
    faults = {}
    for name in BY_NATURE:
        with databases.copied():
            if wrong := tried(name, world, sends=together, has_key=False):
                faults[name] = wrong
        _read_again(world)
    assert faults == {}


@pytest.mark.slow  # `make test-services` presses each eight times at once
@pytest.mark.skipif(connection.features.has_select_for_update, reason="tried at once, which is harder")
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_each_button_pressed_twice_does_it_once(world, quiet, bare_refusals, part):  # noqa: F811
    faults = {}
    for name in PRESSED[part::PARTS]:
        with transaction.atomic():
            if wrong := tried(name, world, sends=once_more):
                faults[name] = wrong
            transaction.set_rollback(True)
        _read_again(world)
    assert faults == {}


def _read_again(world) -> None:  # noqa: F811
    for name, one in list(world.items()):
        if name in MADE_FOR_A_PRESS:
            del world[name]
        elif hasattr(one, "refresh_from_db"):
            one.refresh_from_db()


@pytest.mark.django_db
def test_what_is_done_twice_is_noticed(world, quiet):  # noqa: F811
    """Without its key a line is added as often as it is sent."""
    assert "often" in tried("chairmanship:handover_line_add", world, has_key=False, sends=once_more)


def test_table_has_every_address_that_takes_a_form_and_no_other():
    assert {*PRESSES, *NOT_PRESSED} - set(ROWS) == set()
    assert set(PRESSES) & set(NOT_PRESSED) == set()

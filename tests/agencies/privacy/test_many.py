"""Several people who left are forgotten together: each table is looked through once."""

import pytest
from auditlog.context import set_actor
from django.apps import apps
from django.core.serializers import serialize
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Organization, User
from agencies.people import actions as people_actions
from agencies.people import removal
from agencies.people.mail import tell
from agencies.people.removal import Details
from foundation.models import Mail
from tests import factories

pytestmark = pytest.mark.django_db


def somebody_who_left(name: str, phone: str, *, remembered: str) -> User:
    address = f"{name}@iom.example"
    person = factories.user(name=name.title(), email=address, phone=phone, former_emails=[remembered])
    factories.appointment(person, "IOM", starts="2006-01-01", ends="2007-06-30")
    with set_actor(person):
        meeting = factories.meeting("2007-05-02", city=name)
    meeting.agenda.create(position=0, title="Health", minutes=f"{name} is at {address.upper()} or {phone}.")
    Organization.objects.create(name=f"With {name}", note=f"Ask <{address}>, {remembered} or d{address}.")
    tell(
        [person],
        subject=f"To {name}",
        template="agencies/accounts/mail/event.txt",
        context={"person": person},
        why="x",
        private=name == "ana",
    )
    return person


def text_of_database() -> str:
    return "\n".join(serialize("json", model._base_manager.all()) for model in apps.get_models())


def forget_all() -> int:
    with CaptureQueriesContext(connection) as captured:
        people_actions.forget_who_left()
    return len(captured)


def test_three_people_take_hardly_more_queries_than_one(mail_in_rows):
    somebody_who_left("eve", "+41 22 555 09 09", remembered="eve@undp.example")
    one = forget_all()
    for number, name in enumerate(("ana", "ben", "cora")):
        somebody_who_left(name, f"+41 22 555 01 0{number}", remembered=f"{name}@who.example")
    three = forget_all()
    assert three < one * 1.3
    left = text_of_database().casefold()
    assert "555 0" not in left
    assert all(f"{name}@" not in left.replace(f"d{name}@", "") for name in ("eve", "ana", "ben", "cora"))
    notes = set(Organization.objects.order_by("pk").values_list("note", flat=True))
    assert "Ask <[removed]>, [removed] or dana@iom.example." in notes
    assert len(notes) == 4
    assert [bool(mail.text) for mail in Mail.objects.order_by("pk")] == [True, False, True, True]
    assert all(mail.recalled_at and mail.to == [removal.REMOVED] for mail in Mail.objects.all())


def test_details_are_removed_from_the_words_of_the_search():
    phone = "+41\u00a022\u2013555\u201309\u201309"
    somebody_who_left("eve", phone, remembered="Ève@undp.example")
    meeting = factories.meeting("2007-05-03", purpose=f"Call {phone} or ask Ève@undp.example.")
    assert meeting.words == "call +41 22-555-09-09 or ask eve@undp.example."
    forget_all()
    meeting.refresh_from_db()
    assert meeting.words == "call [removed] or ask [removed]."


def test_run_that_stopped_is_gone_on_with(monkeypatch):
    for number, name in enumerate(("ana", "ben", "cora")):
        somebody_who_left(name, f"+41 22 555 01 0{number}", remembered=f"{name}@who.example")
    monkeypatch.setattr(people_actions, "PORTION", 1)
    remove, done = people_actions.remove, []

    def dies(details):
        done.append(details)
        if len(done) == 2:
            raise SystemExit
        remove(details)

    monkeypatch.setattr(people_actions, "remove", dies)
    with pytest.raises(SystemExit):
        people_actions.forget_who_left()
    assert User.objects.filter(email__endswith="@iom.example").count() == 2
    assert people_actions.forget_who_left() == 2
    assert not User.objects.filter(email__endswith="@iom.example").exists()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ana.Li@iom.int", "[removed]"),
        ("(ana.li@IOM.int). Or +41 22 717 91 11 ext. 12!", "([removed]). Or [removed]!"),
        ("+41 22 717 91 11", "[removed]"),
        ("o'brien@x-y.example, 'ana.li@iom.int'", "[removed], '[removed]'"),
        ("dana.li@iom.int ana.li@iom.int.org ana.li@iom.int-x ana.li@iom.intl", None),
        ("+41 22 717 91 111 or 1+41 22 717 91 11", None),
        ({"a@b": ["ana.li@iom.int", 3, None]}, {"a@b": ["[removed]", 3, None]}),
        ("no address at all", None),
    ],
)
def test_details_are_removed_only_by_themselves(text, left):
    details = ["ana.li@iom.int", "+41 22 717 91 11", "+41 22 717 91 11 ext. 12", "o'brien@x-y.example"]
    assert Details(details).without(text) == (text if left is None else left)

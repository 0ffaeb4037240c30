"""Many reminders of action points: in portions, and each once, also if a worker dies among them."""

import datetime as dt
from collections import Counter

import pytest

from foundation.dates import clock
from foundation.models import Mail, Told
from meetings.followup import reminders
from meetings.models import Action
from tests import factories

pytestmark = pytest.mark.django_db


def test_after_a_worker_that_died_the_next_goes_on_and_tells_nobody_twice(mail_in_rows, monkeypatch):
    factories.membership("UNDP", "2006")
    person = factories.person_of("UNDP")
    meeting = factories.meeting("2026-11-19", called_at=clock.now(), minutes="adopted")
    item = meeting.agenda.create(position=0, title="Fair recruitment")
    Action.objects.bulk_create(
        Action(
            item=item, position=n, text=f"Task {n}", agency=factories.agency("UNDP"), done=False,
            due=factories.date("2026-12-10"),
        )
        for n in range(450)
    )  # fmt: skip
    tell, told = reminders.tell, []

    def dies(people, **said):
        told.append(said["subject"])
        if len(told) == reminders.PORTION + 50:
            raise SystemExit  # as a worker that is stopped
        return tell(people, **said)

    with clock.moved_to(dt.datetime(2026, 12, 20, 9, tzinfo=dt.UTC)):
        monkeypatch.setattr(reminders, "tell", dies)
        with pytest.raises(SystemExit):
            reminders.remind_of_actions()
        assert Told.objects.count() == reminders.PORTION  # the second portion is undone, with its mails
        monkeypatch.setattr(reminders, "tell", tell)
        assert reminders.remind_of_actions() == 450 - reminders.PORTION
        assert reminders.remind_of_actions() == 0
    assert {address for mail in Mail.objects.all() for address in mail.to} == {person.email}
    subjects = Counter(Mail.objects.values_list("subject", flat=True))
    assert subjects == Counter(f"Overdue: Task {n}" for n in range(450))

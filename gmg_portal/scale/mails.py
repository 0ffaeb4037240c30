"""The mail of the invented past: what was sent, by which job, and who was told what."""

import datetime as dt

from foundation.models import Job, Mail, Told
from gmg_portal.scale import words
from gmg_portal.scale.year import Year
from meetings.models import Action, Meeting

A_MEETING = 5


def add(year: Year) -> None:
    """Adds the mails about each meeting, and the reminders of each action point that is done."""
    mails = year.make(
        Mail(
            to=[f"person.{number}.{meeting.pk}@example.org"],
            subject=words.title(year.dice),
            text=words.plain(year.dice, 4),
            sender="secretariat@example.org",
            created_at=meeting.called_at + dt.timedelta(days=number),
            due_at=meeting.called_at + dt.timedelta(days=number),
            sent_at=meeting.called_at + dt.timedelta(days=number),
        )
        for meeting in year.made[Meeting]
        for number in range(A_MEETING)
    )
    year.make(
        Job(
            kind=Mail.JOB,
            subject=str(mail.pk),
            created_at=mail.created_at,
            due_at=mail.due_at,
            attempts=1,
            finished_at=mail.sent_at,
        )
        for mail in mails
    )
    year.make(
        Told(
            what="action-due",
            subject=str(action.pk),
            person=str(action.reported_by_id),
            at=action.reported_at,
        )
        for action in year.made[Action]
        if action.done
    )

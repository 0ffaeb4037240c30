"""The mails about minutes: that they are circulated or given over to the chair, and that a comment was
entered for an agency.

The first goes to the focal points of all members, and to whoever has an action point in them. Each mail lists
the action points of its reader's agency or office.
"""

from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people import mail as people_mail
from agencies.people.mail import members_people
from chairmanship.rotation.offices import chairs_people
from foundation.dates import hours
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.mail.recall import Waiting, recallable
from meetings.agenda import mail as agenda_mail
from meetings.followup.mail import people_of
from meetings.followup.models import Action
from meetings.meeting.models import Meeting
from meetings.meeting.threads import thread_of
from meetings.minutes.models import Comment, MinutesRead


def tell_of_comment(comment: Comment, *, by: User) -> None:
    """Tells an agency what others have entered as its comment."""
    subject = _("Comment entered for %(agency)s: %(meeting)s")
    if comment.edited_at:
        subject = _("Comment changed for %(agency)s: %(meeting)s")
    place = f"#item-{comment.item_id}" if comment.item_id else "#comments"
    _tell_agency(comment, subject, "comment_entered", {"comment": comment}, place, by=by)


def tell_of_withdrawal(comment: Comment, *, by: User) -> None:
    """Tells an agency that a comment that others had entered for it is withdrawn."""
    subject = _("Comment withdrawn for %(agency)s: %(meeting)s")
    _tell_agency(comment, subject, "comment_withdrawn", {"comment": comment}, "#comments", by=by)


def tell_of_no_comments(read: MinutesRead, *, by: User) -> None:
    """Tells an agency that others have recorded for it that it has no comments."""
    subject = _("No comments from %(agency)s: %(meeting)s")
    _tell_agency(read, subject, "no_comments", {"meeting": read.meeting}, "#comments", by=by)


def _tell_agency(
    row: Comment | MinutesRead, subject: str, template: str, context, place, *, by: User
) -> None:
    meeting, agency = row.meeting, row.agency
    if agency is None:
        return
    agenda_mail.tell_agency(
        agency,
        meeting,
        getattr(row, "item", None),
        subject=subject % {"agency": agency, "meeting": meeting},
        template=f"meetings/minutes/mail/{template}.txt",
        context={**context, "by": by},
        link=address(meeting.get_absolute_url() + place),
        but=by,
        kind=Kind.MINUTES,
        thread=thread_of(meeting),
    )


def given_over_batch(meeting: Meeting) -> str:
    """Returns the name of the mails that say that the minutes were given over, or "" if they were not."""
    given = meeting.given_over_at
    return f"minutes-given-{meeting.pk}-{int(given.timestamp())}" if given else ""


def tell_given_over(meeting: Meeting, *, by: User) -> int:
    """Tells the chair's people, after a minute, that its minutes are theirs to write. Returns how many."""
    return people_mail.tell(
        chairs_people(),
        subject=_("Minutes given over to you: %(meeting)s") % {"meeting": meeting},
        template="meetings/minutes/mail/minutes_given_over.txt",
        context={"meeting": meeting, "by": by},
        why=_("You receive this e-mail because you act for the chair."),
        link=address(reverse("meetings:minutes", args=[meeting.pk])),
        batch=given_over_batch(meeting),
        but=by,
        thread=thread_of(meeting),
    )


def batch(meeting: Meeting) -> str:
    """Returns the name of this circulation's mails, by which they can be recalled."""
    return f"minutes-{meeting.pk}-{meeting.circulations}"


def tell(meeting: Meeting, *, by: User) -> int:
    """Tells the members, after a minute, that minutes are circulated. Returns how many people are told."""
    mine: dict[User, list[Action]] = {person: [] for person in members_people()}
    members = set(mine)
    open_ = Action.objects.open().filter(item__meeting=meeting)
    for action in open_.select_related("agency", "item__meeting"):
        for person in people_of(action):
            mine.setdefault(person, []).append(action)
    until = hours.moment(meeting.comments_until) if meeting.comments_until else ""
    alike: dict[tuple, list[User]] = defaultdict(list)  # who is told the same
    for person, actions in mine.items():
        alike[person in members, tuple(_line(action) for action in actions)].append(person)
    return sum(
        people_mail.tell(
            people,
            subject=_("Minutes for your comments: %(meeting)s") % {"meeting": meeting},
            template="meetings/minutes/mail/minutes_circulated.txt",
            context={"meeting": meeting, "until": until, "falls": lines},
            why=str(people_mail.MEMBER)
            if is_member
            else _(
                "You receive this e-mail because you are responsible for an action point in these minutes."
            ),
            link=address(f"{reverse('meetings:meeting_detail', args=[meeting.pk])}#agenda"),
            batch=batch(meeting),
            but=by,
            kind=Kind.MINUTES,
            thread=thread_of(meeting),
            deadline=meeting.comments_until,
        )
        for (is_member, lines), people in alike.items()
    )


def _line(action: Action) -> str:
    what = {"owner": action.owner, "due": action.due, "text": " ".join(action.text.split())}
    return (_("%(owner)s, by %(due)s: %(text)s") if action.due else _("%(owner)s: %(text)s")) % what


def waiting(meeting: Meeting) -> Waiting:
    """Returns which mails of the latest circulation can still be recalled."""
    return recallable(batch(meeting) if meeting.circulations else "")

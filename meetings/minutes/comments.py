"""The verbs of comments after they were made: changed or withdrawn until the chair has answered; and that an
agency has no comments.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people import rules as people_rules
from foundation.dates import clock
from foundation.text.paragraphs import newlines
from foundation.text.revisions import fingerprint
from foundation.verbs import Refused, Stale
from meetings.meeting.locks import locked
from meetings.meeting.models import Meeting
from meetings.minutes import mail
from meetings.minutes.models import Comment, MinutesRead


@transaction.atomic
def change_comment(comment: Comment, *, text: str, seen: str, by: User) -> Comment:
    """Changes a comment that is not answered yet. Returns it.

    If its agency's own people rewrite what others entered for it, the comment is theirs from then on. Raises
    `Refused`, and `Stale` if somebody has changed it since: `seen` is the fingerprint of what the writer saw.
    """
    comment, text = _open(comment), newlines(text).strip()
    if newlines(comment.text) == text:
        return comment
    if fingerprint(comment.text) != seen:
        raise Stale(comment)
    comment.text, comment.edited_at = text, clock.now()
    if comment.on_behalf and not people_rules.is_for_another(comment.agency, by):
        comment.by, comment.on_behalf = by, False
    comment.save()
    if comment.on_behalf:
        mail.tell_of_comment(comment, by=by)
    return comment


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: User) -> None:
    """Withdraws a comment that is not answered yet. It is gone for everybody; the history keeps that it was
    there. If others had entered it for an agency, the agency is told. Raises `Refused`.
    """
    comment = _open(comment)
    if comment.on_behalf:
        mail.tell_of_withdrawal(comment, by=by)
    meeting, agency = comment.meeting, comment.agency
    comment.delete()
    if agency and not meeting.comments.filter(agency=agency).exists():
        meeting.read_by.filter(agency=agency).delete()  # it has said nothing now


def _open(comment: Comment) -> Comment:
    """Returns the comment, under the meeting's lock. Raises `Refused` if it can no longer be changed."""
    meeting = locked(comment.meeting)
    found = Comment.objects.select_related("agency", "by", "item").filter(pk=comment.pk).first()
    if found is None:
        raise Refused(_("Somebody has already withdrawn this comment."))
    if found.is_answered:
        raise Refused(
            _("The chair has already replied to this comment. You can add another comment instead.")
        )
    if meeting.minutes_stand:
        raise Refused(_("Comments are closed because these minutes are adopted."))
    found.meeting = meeting
    return found


@transaction.atomic
def say_no_comments(meeting: Meeting, *, agencies: list[Agency], by: User) -> list[Agency]:
    """Records that agencies have no comments on circulated minutes. Returns those of which it is new.

    If others say so for an agency, it is told. Raises `Refused`.
    """
    meeting = locked(meeting)
    if not meeting.takes_comments:
        raise Refused(_("These minutes are not open for comments."))
    said = []
    for agency in agencies:
        found, is_new = MinutesRead.objects.get_or_create(
            meeting=meeting,
            agency=agency,
            defaults={"by": by, "on_behalf": people_rules.is_for_another(agency, by)},
        )
        if is_new:
            said.append(agency)
            if found.on_behalf:
                mail.tell_of_no_comments(found, by=by)
    return said

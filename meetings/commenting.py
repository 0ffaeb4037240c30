"""What the chair says to a comment on its draft."""

from django.db import transaction

from agencies.models import User
from agencies.telling import address
from foundation import clock
from foundation.verbs import Refused
from meetings import reaching
from meetings.models import Comment


@transaction.atomic
def settle_comment(comment: Comment, *, taken_in: bool, answer: str = "", by: User) -> Comment:
    """Takes a comment in, or answers why not. The agency that made it is told. Raises `Refused`."""
    comment = Comment.objects.select_for_update(of=["self"]).select_related("meeting").get(pk=comment.pk)
    answer = answer.strip()
    if not taken_in and not answer:
        raise Refused("Say in a sentence why it is not taken in: the agency that made it reads it.")
    if comment.taken_in is not None and (comment.taken_in, comment.answer) == (taken_in, answer):
        return comment
    comment.taken_in, comment.answer = taken_in, answer
    comment.answered_at, comment.answered_by = clock.now(), by
    comment.save()
    if comment.agency:
        reaching.tell_agency(
            comment.agency,
            comment.meeting,
            comment.item,
            subject=f"Your comment on the minutes of {comment.meeting.date}",
            template="emails/meetings/comment_settled.txt",
            context={"comment": comment, "by": by},
            link=address(f"{comment.meeting.get_absolute_url()}#comment-{comment.pk}"),
            but=by,
        )
    return comment


def waiting(meeting) -> int:
    """How many comments on circulated minutes the chair has not answered."""
    if not meeting.circulated_at:
        return 0
    return meeting.comments.filter(taken_in=None, at__gte=meeting.circulated_at).count()

"""What the chair's people or the secretariat enter for an agency: that agency is told, by whom and what,
as far as its people may read the minutes."""

from agencies.models import Agency, User
from agencies.rules import own_agencies
from agencies.telling import address
from meetings import reaching
from meetings.models import Action, Comment


def is_for_another(agency: Agency | None, by: User) -> bool:
    """Whether what that person enters for the agency comes from outside of it."""
    return agency is not None and agency.pk not in own_agencies(by)


def tell_of_comment(comment: Comment, *, by: User) -> None:
    meeting = comment.meeting
    place = f"#item-{comment.item_id}" if comment.item_id else "#comments"
    reaching.tell_agency(
        comment.agency,
        meeting,
        comment.item,
        subject=f"Entered for {comment.agency}: a comment on {meeting}",
        template="emails/meetings/comment_entered.txt",
        context={"comment": comment, "by": by},
        link=address(meeting.get_absolute_url() + place),
        but=by,
    )


def tell_of_report(action: Action, *, by: User) -> None:
    meeting = action.item.meeting
    reaching.tell_agency(
        action.agency,
        meeting,
        action.item,
        subject=f"Reported for {action.agency}: {action.text[:100]}",
        template="emails/meetings/action_reported.txt",
        context={"action": action, "by": by},
        link=address(f"{meeting.get_absolute_url()}#action-{action.pk}"),
        but=by,
    )

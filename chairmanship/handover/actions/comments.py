"""The troika's comments on the chair's texts, and the chair's answers."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people.mail import tell
from chairmanship.handover import narrative
from chairmanship.handover.models import NarrativeComment
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.offices import people_of
from foundation.dates import clock
from foundation.mail.backend import address


@transaction.atomic
def comment(term: Chairmanship, *, name: str, text: str, by: User) -> NarrativeComment:
    """Adds a comment on the text `name`, and tells the chair's people. Returns it."""
    said = NarrativeComment.objects.create(term=term, name=name, text=text, by=by)
    tell(
        people_of(term),
        subject=_("New comment on “%(label)s” in your handover report") % {"label": narrative.LABELS[name]},
        template="chairmanship/handover/mail/narrative_commented.txt",
        context={"comment": said, "label": narrative.LABELS[name]},
        why=_("You receive this e-mail because you act for %(agency)s, the chair of that term.")
        % {"agency": term.agency},
        link=address(page(said)),
        but=by,
    )
    return said


@transaction.atomic
def settle(comment: NarrativeComment, *, answer: str = "", by: User) -> NarrativeComment:
    """Settles a comment, with an answer if there is one. Returns it.

    The author is told, if they may still comment on that report.
    """
    comment = NarrativeComment.objects.select_for_update().get(pk=comment.pk)
    answer = answer.strip()
    if comment.settled_at and comment.answer == answer:
        return comment
    comment.answer, comment.settled_at, comment.settled_by = answer, clock.now(), by
    comment.save()
    label = narrative.LABELS[comment.name]
    tell(
        [comment.by] if comment.by.has_perm("chairmanship.comment_narrative", comment.term) else [],
        subject=_("Reply to your comment on “%(label)s” in the report of %(agency)s")
        % {"label": label, "agency": comment.term.agency}
        if answer
        else _("Your comment on “%(label)s” in the report of %(agency)s is resolved")
        % {"label": label, "agency": comment.term.agency},
        template="chairmanship/handover/mail/narrative_answered.txt",
        context={"comment": comment, "label": label},
        why=_("You receive this e-mail because you made the comment."),
        link=address(page(comment)),
        but=by,
    )
    return comment


def page(comment: NarrativeComment) -> str:
    """Returns the address of the comment, below its text."""
    return f"{reverse('chairmanship:narrative', args=[comment.term.slug])}#{comment.name}"

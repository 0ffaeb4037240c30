"""What a verb would do, before somebody presses the button: it is run, read, and rolled back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Dossier
from foundation.mail import letters
from foundation.models import Mail
from meetings.applications.actions import Recorded
from meetings.applications.corrections import Corrected


@dataclass(frozen=True)
class Preview:
    """What will happen and what will be left to do, as sentences; the mails, and the draft of a letter."""

    done: list[str]
    left: list[str]
    mails: list[dict[str, Any]]
    letter: str = ""


def preview(verb: Callable[[], Recorded | Corrected]) -> Preview:
    """Returns what that verb would do. Nothing stays of it: no row, no mail, no job. Raises its `Refused`."""
    with transaction.atomic():
        result = verb()
        recorded = result if isinstance(result, Recorded) else result.recorded
        done, left, batches = list(result.done), list(result.left), []
        if isinstance(result, Corrected):
            batches.append(result.decision.correction_batch)
            if recorded:
                done, left = done + recorded.done, left + recorded.left
        if recorded:
            batches.append(recorded.decision.batch)
        dossier = Dossier.objects.filter(application=result.decision.application).first()
        mails = [
            _shown(mail, dossier)
            for batch in batches
            for mail in Mail.objects.filter(batch=batch, recalled_at=None).order_by("pk")
        ]
        letter = recorded.decision.letter if recorded else ""
        transaction.set_rollback(True)
    return Preview(done, left, mails, letter)


def _shown(mail: Mail, dossier: Dossier | None) -> dict[str, Any]:
    """Returns a mail to show, without the links that only its reader may have."""
    words, _end = letters.split(mail.text)
    is_applicants = dossier is not None and mail.to == [dossier.email]
    return {
        "to": _("the applicant") if is_applicants else ", ".join(mail.to),
        "subject": mail.subject,
        "text": letters.URL.sub(_("(a personal link)"), words).strip(),
        "is_applicants": is_applicants,
    }

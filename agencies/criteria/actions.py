"""The template and the criteria. The secretariat writes new editions; old ones stay."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from agencies.criteria.models import Criterion, Edition, Question
from agencies.people.models import User
from foundation.verbs import keep, lock_table


@transaction.atomic
def write_edition(
    *, holds_from: dt.date, questions: list[str], criteria: list[tuple[str, str]], by: User
) -> Edition:
    """Writes the next edition: its questions, and its criteria as pairs of title and explanation.

    Returns it. Raises `Refused`.
    """
    lock_table(Edition)
    last = Edition.entered.aggregate(last=Max("number"))["last"] or 0
    edition = keep(Edition(number=last + 1), holds_from=holds_from, written_by=by)
    for number, text in enumerate(questions, 1):
        keep(Question(edition=edition, number=number), text=text)
    for number, (title, text) in enumerate(criteria, 1):
        keep(Criterion(edition=edition, number=number), title=title, text=text)
    return edition

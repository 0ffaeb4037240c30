"""What the last chair of the demo's present left open for the current one."""

import datetime as dt

from django.urls import reverse

from agencies.models import Application
from chairmanship.handover import queries as handover_queries
from chairmanship.models import Chairmanship, Handover, HandoverLine, OpenMatter
from chairmanship.rotation import rotation
from foundation.dates import clock


def add(term: Chairmanship, application: Application) -> None:
    """Adds the handover from the previous term to this one. Nobody has pressed “Taken over” yet.

    The worker finds the report due and makes it.
    """
    [before] = rotation.terms_before(term)
    over = handover_queries.closes_at(before)
    kept = Handover.objects.create(
        term=before,
        opened_at=dt.datetime.combine(handover_queries.opens_on(before), dt.time(8), clock.zone()),
        opened_for=before.ends,
        closed_at=over,
        closed_for=before.ends,
    )
    for position, (text, done) in enumerate(
        (("Who can change the old website", True), ("The list of the journalists who ask regularly", False))
    ):
        HandoverLine.objects.create(
            handover=kept, position=position, text=text, done_at=over if done else None
        )
    OpenMatter.objects.create(
        handover=kept,
        position=0,
        kind="applications",
        title="Applications",
        subject=application.pk,
        sentence=f"The application of {application} is under review.",
        page=reverse("applications:application_detail", args=[application.pk]),
    )

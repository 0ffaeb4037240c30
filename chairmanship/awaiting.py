"""What awaits the secretariat of applications and the line, a chair of its term, a lead of what is late."""

import datetime as dt

from django.db.models import Count, Q
from django.urls import reverse

from agencies.applications.progress import last_moved, stands_still
from agencies.models import Application, Remark
from agencies.people.rules import is_of_member, own_agencies
from chairmanship.handover.panels import handovers
from chairmanship.outside.models import Deadline
from chairmanship.rotation import flags, rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.powers import holds
from chairmanship.workplan.panels import late_activities
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.words import number, opened
from foundation.web.awaiting import Awaited

Outcome = Application.Outcome
MOST = 20  # the list of applications has the rest
NEAR = dt.timedelta(days=14)


def awaiting(user) -> list[Awaited]:
    return [
        *_applications(user),
        *_applications_to_read(user),
        *_terms(user),
        *_comments(user),
        *handovers(user),
        *late_activities(user),
        *_flags(user),
        *_deadlines(user),
    ]


def _applications(user):
    if not user.has_perm("agencies.review_applications"):
        return
    open_ones = Application.objects.filter(outcome__in=["", *Application.PENDING])
    assessed = Q(assessments__isnull=False) & ~Q(assessments__finding="")
    assessed = set(open_ones.filter(assessed).values_list("pk", flat=True))
    for application in open_ones.select_related("dossier"):
        if application.outcome in ("", Outcome.RECEIVED):
            words, verb = "has come and is not under review.", "Read it"
        elif application.outcome == Outcome.UNDER_REVIEW and application.pk not in assessed:
            words, verb = "is under review and not assessed.", "Assess it"
        elif application.outcome == Outcome.OFFERED:
            words, verb = "has the Group's offer; its admission is not decided.", "See"
        elif application.came_again:
            words, verb = "was deferred and has come again.", "Read it"
        elif not stands_still(application):
            continue
        else:
            words, verb = "is still under way.", "See"
        if stands_still(application):
            days = (clock.today() - last_moved(application)).days
            words = f"{words[:-1]}, and nothing has happened for {days} days."
        place = reverse("applications:application_detail", args=[application.pk])
        yield Awaited(f"The application of {application} {words}", place, verb, place=40)


def _applications_to_read(user):
    """What members read until somebody of their agency has commented, or it is decided."""
    if not is_of_member.test(user):
        return
    said = Remark.objects.filter(Q(agency__in=own_agencies(user)) | Q(by=user)).values("application")
    for application in Application.objects.before_the_group().exclude(pk__in=said)[:MOST]:
        place = reverse("applications:application_detail", args=[application.pk])
        words = "has come again" if application.came_again else "applies for membership"
        yield Awaited(f"{application} {words}: the members read it.", place, "Read and comment", place=65)


def _terms(user):
    for term in rotation.troika(clock.today()).incoming:
        if holds(user, term):
            yield Awaited(
                f"Your term as {term.get_capacity_display()} begins on {PartialDate.of(term.starts)}.",
                term.get_absolute_url(),
                "See the term",
                place=80,
            )


def _comments(user):
    """What the troika said on the words of one's own term, and nobody has answered."""
    waiting = Count("narrative_comments", filter=Q(narrative_comments__settled_at=None))
    for term in Chairmanship.objects.annotate(count=waiting).filter(count__gt=0).select_related("agency"):
        if holds(user, term):
            words = f"{opened(number(term.count))} comment{' waits' if term.count == 1 else 's wait'}"
            yield Awaited(
                f"{words} for your answer on the report of {term.agency}, {term.months}.",
                reverse("chairmanship:narrative", args=[term.slug]),
                "Answer",
                place=60,
            )


def _flags(user):
    """What the line of chairs needs in time, on the desk of those who keep it."""
    if user.has_perm("chairmanship.keep_terms"):
        for flag in flags.flags():
            yield Awaited(flag.sentence, flag.url, "Plan ahead", place=45)


def _deadlines(user):
    """What others want by a day that is near, on the desk of the chair's people."""
    if not user.has_perm("chairmanship.keep_outside"):
        return
    today = clock.today()
    near = Deadline.objects.filter(day__gte=today, day__lte=today + NEAR)
    for one in near.select_related("occasion__forum"):
        ends = dt.datetime.combine(one.day, dt.time(23, 59), clock.zone())
        yield Awaited(f"{one.occasion}: {one.what}", one.occasion.get_absolute_url(), "See", by=ends)

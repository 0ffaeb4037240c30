"""What the chair's own matters add to a handover report."""

import datetime as dt

from django.db.models import Q

from agencies.models import Application
from chairmanship.applications.models import applications_of
from chairmanship.handover import narrative
from chairmanship.outside.models import Event
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Achievement
from chairmanship.workplan import agreement
from chairmanship.workplan.models import WorkplanActivity
from foundation.dates import clock
from foundation.dates.partial import PartialDate, period
from foundation.handover.chapters import Chapter
from foundation.text.words import listed, ordinal

DAY = dt.timedelta(days=1)


def overview(term, as_at) -> dict:
    """Which chair this was, who came before and after, its theme and objective."""
    before, after = rotation.before(term), rotation.after(term)
    place = rotation.place(term)
    gap_before = before and max(t.ends for t in before) + DAY < term.starts
    gap_after = after and min(t.starts for t in after) - DAY > term.ends
    return {
        "agency": term.agency.acronym,
        "name": term.agency.name,
        "period": term.period,
        "lasts": as_at < term.ends,
        "capacity": term.capacity,
        "place": ordinal(place) if place else "",
        "beside": listed(t.agency for t in rotation.beside(term)),
        "coordinated_by": str(term.coordinated_by or ""),
        "before": [{"agency": t.agency.acronym, "period": t.period} for t in before],
        "after": [{"agency": t.agency.acronym, "period": t.period} for t in after],
        "gap_before": period(max(t.ends for t in before) + DAY, term.starts - DAY) if gap_before else "",
        "gap_after": period(term.ends + DAY, min(t.starts for t in after) - DAY) if gap_after else "",
        "theme": term.theme,
        "objective": term.objective,
    }


def workplan(term, as_at) -> list[dict]:
    """The activities of the term, each with what is other than it was agreed, where that was kept."""
    plan = next(iter(agreement.plans_for(term)), None)
    became = {row.facts["key"]: row for row in agreement.compared(plan)} if plan else {}
    activities = WorkplanActivity.objects.of_term(term).select_related("lead")
    return [
        {
            "title": activity.title,
            "objective": activity.objective,
            "period": " to ".join(str(day) for day in (activity.starts, activity.ends) if day),
            "lead": str(activity.lead or ""),
            "partners": listed(sorted(agency.acronym for agency in activity.partners.all())),
            "status": activity.get_status_display(),
            "outputs": [output.text for output in activity.outputs.all()],
            "agreed": _against(became.get(activity.pk)),
        }
        for activity in activities.prefetch_related("partners", "outputs")
    ]


def _against(row) -> list[str]:
    """In words, what is other than it was agreed; nothing where all is, or where nothing was kept."""
    if row is None:
        return []
    return row.differences if row.was else [row.words]


def agreed(term, as_at) -> dict:
    """When the workplan was agreed, and what was in it that is in the term's no more."""
    plan = next(iter(agreement.plans_for(term)), None)
    if not plan:
        return {}
    rows = [row for row in agreement.compared(plan) if row.was]
    own = set(WorkplanActivity.objects.of_term(term).values_list("pk", flat=True))
    return {
        "day": str(PartialDate.of(plan.agreed_at.astimezone(clock.zone()).date())),
        "by_itself": plan.agreed_by_id is None,
        "count": len(rows),
        "done": sum(row.facts["status"] == WorkplanActivity.Status.DONE for row in rows if row.now),
        "others": [
            {"title": row.facts["title"], "words": row.words} for row in rows if row.facts["key"] not in own
        ],
    }


def unfinished(term, as_at) -> list[dict]:
    """What of the workplan passes on to the next chair, with the note of the one that leaves."""
    notes = dict(term.passing_notes.values_list("activity", "text"))
    activities = WorkplanActivity.objects.in_hand(term).unfinished().select_related("lead")
    return [
        {
            "title": activity.title,
            "lead": str(activity.lead or ""),
            "period": activity.period,
            "status": activity.status,
            "note": notes.get(activity.pk, ""),
        }
        for activity in activities.by_objective()
    ]


def events(term, as_at) -> list[dict]:
    """Statements, contributions and briefings, each kind with its own."""
    rows = Event.objects.of_term(term).select_related("delivered_by").prefetch_related("speakers__agency")
    kinds = {kind: [] for kind in Event.Kind}
    for event in rows:
        troika = listed(speaker.agency for speaker in event.speakers.all())
        kinds[event.kind].append(
            {
                "date": str(event.date),
                "forum": event.forum,
                "city": event.city,
                "summary": event.summary,
                "by": f"the troika: {troika}" if event.by_troika and troika else event.speaker,
                "troika": "" if event.by_troika else troika,
            }
        )
    return [{"kind": f"{kind.label.capitalize()}s", "events": rows} for kind, rows in kinds.items() if rows]


def _achievements(*levels):
    def gather(term, as_at) -> list[dict]:
        lines = term.achievements.filter(level__in=levels)
        by_level = {level: [line.text for line in lines if line.level == level] for level in levels}
        return [
            {"level": level.label if len(levels) > 1 else "", "texts": texts}
            for level, texts in by_level.items()
            if texts
        ]

    return gather


def _applications(rows) -> list[dict]:
    return [
        {
            "applicant": application.applicant,
            "received": str(application.received or ""),
            "considered": listed(day.date for day in application.considerations.all()),
            "outcome": application.get_outcome_display(),
            "note": application.note,
        }
        for application in rows.prefetch_related("considerations")
    ]


def applications(term, as_at) -> list[dict]:
    """The applications that came before the Group in the term."""
    return _applications(applications_of(term))


def pending_applications(term):
    """The applications, of this term or an earlier one, on which nothing final was decided."""
    known = Q(received__earliest__lte=term.ends) | Q(recorded_term__term__starts__lte=term.starts)
    return Application.objects.filter(known).filter(Q(outcome="") | Q(outcome__in=Application.PENDING))


def pending(term, as_at) -> list[dict]:
    return _applications(pending_applications(term))


def texts(name: str):
    def gather(term, as_at) -> list[str]:
        return narrative.points(getattr(term, name).all())

    return gather


Level = Achievement.Level

CHAPTERS = [
    Chapter(
        "overview", "overview", 10, "The chair",
        "chairmanship/handover/chapters/overview.html", overview,
    ),
    Chapter(
        "workplan", "achievements", 20, "Workplan and schedule",
        "chairmanship/handover/chapters/workplan.html", workplan,
    ),
    Chapter(
        "workplan-agreed", "achievements", 21, "Workplan and schedule",
        "chairmanship/handover/chapters/workplan_agreed.html", agreed,
    ),
    Chapter(
        "events", "achievements", 30, "Statements, contributions and briefings",
        "chairmanship/handover/chapters/events.html", events,
    ),
    Chapter(
        "levels", "achievements", 40, "Work at the national, the regional and the global level",
        "chairmanship/handover/chapters/achievements.html",
        _achievements(Level.NATIONAL, Level.REGIONAL, Level.GLOBAL, Level.POLICY),
    ),
    Chapter(
        "institutional", "achievements", 60, "Institutional work and membership",
        "chairmanship/handover/chapters/achievements.html", _achievements(Level.INSTITUTIONAL),
    ),
    Chapter(
        "applications", "achievements", 62, "Institutional work and membership",
        "chairmanship/handover/chapters/applications.html", applications,
    ),
    Chapter(
        "engagement", "achievements", 70, "Engagement of agencies and partners",
        "chairmanship/handover/chapters/achievements.html", _achievements(Level.ENGAGEMENT),
    ),
    Chapter(
        "challenges", "challenges", 10, "Challenges",
        "chairmanship/handover/chapters/texts.html", texts("challenges"),
    ),
    Chapter(
        "recommendations", "challenges", 20, "Ideas for improvement",
        "chairmanship/handover/chapters/texts.html", texts("recommendations"),
    ),
    Chapter(
        "workplan-unfinished", "handover", 25, "Unfinished in the workplan",
        "chairmanship/handover/chapters/workplan_unfinished.html", unfinished,
    ),
    Chapter(
        "pending", "handover", 30, "Pending applications",
        "chairmanship/handover/chapters/applications.html", pending,
    ),
]  # fmt: skip

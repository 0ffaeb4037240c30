"""Agreed workplans, kept as facts, and what happened to their activities since."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.powers import holds
from chairmanship.workplan.models import AgreedPlan, WorkplanActivity
from foundation.dates import clock
from foundation.text import names, sorting
from foundation.text.words import listed
from foundation.verbs import Refused

BY_ITSELF = dt.timedelta(days=30)  # after the start of a term, its plan is kept automatically
COMPARED = {
    "title": gettext_lazy("Title"),
    "objective": gettext_lazy("Objective"),
    "lead": gettext_lazy("Lead agency"),
    "partners": gettext_lazy("Partners"),
    "period": gettext_lazy("Period"),
    "status": gettext_lazy("Status"),
    "outputs": gettext_lazy("Outputs"),
}


@dataclass(frozen=True)
class Compared:
    """An activity as agreed, and as it is now. Either can be missing."""

    was: dict | None
    now: dict | None
    activity: WorkplanActivity | None

    @property
    def changed(self) -> set[str]:
        """The names of what differs from what was agreed."""
        if not (self.was and self.now):
            return set()
        return {name for name in COMPARED if self.was[name] != self.now[name]}

    @property
    def facts(self) -> dict:
        """What it is now, or was when it was agreed."""
        return self.now or self.was

    @property
    def words(self) -> str:
        """What happened to it: "done", "still planned", "added later", "no longer in the workplan"."""
        if not self.was:
            return _("added later")
        if not self.now:
            return _("no longer in the workplan")
        if self.now["status"] and self.was["status"] == self.now["status"]:
            return _("still %(status)s") % {"status": self.now_status}
        return self.now_status

    @property
    def was_status(self) -> str:
        """The label of its status when it was agreed."""
        return status_label(self.was["status"]) if self.was else ""

    @property
    def now_status(self) -> str:
        """The label of its status now."""
        return status_label(self.now["status"]) if self.now else ""

    @property
    def differences(self) -> list[str]:
        """What differs from what was agreed, except the status: "Period: 2006, now 2007"."""
        return [
            _("%(what)s: %(before)s, now %(now)s")
            % {"what": what, "before": _said(self.was[name]), "now": _said(self.now[name])}
            for name, what in COMPARED.items()
            if name in self.changed and name != "status"
        ]


@transaction.atomic
def agree_plan(term: Chairmanship, *, by: User | None, seen: int | None = None) -> AgreedPlan:
    """Records the present workplan of the term as agreed. This record never changes. Returns it.

    `seen` is how many agreed plans the page showed. Raises `Refused` if somebody agreed another meanwhile, or
    if there is no activity.
    """
    term = Chairmanship.objects.select_for_update(of=["self"]).select_related("agency").get(pk=term.pk)
    if seen is not None and seen != len(plans_for(term)):
        raise Refused(_("Somebody else has just recorded an agreed workplan. Check theirs first."))
    activities = [
        facts_of(activity, on=clock.today())
        for activity in _with_all(WorkplanActivity.objects.planned_for(term))
    ]
    if not activities:
        raise Refused(_("There are no activities in the workplan yet. Add one first."))
    last = term.agreed_plans.aggregate(last=Max("number"))["last"] or 0
    return AgreedPlan.objects.create(term=term, number=last + 1, agreed_by=by, activities=activities)


def keep_agreed_plans() -> int:
    """Records the plan of each current term that began 30 days ago or more and has none. Returns how many.

    Past terms are left out: nobody knows any more what was agreed at their start.
    """
    kept, today = 0, clock.today()
    for term in rotation.chairs(today):
        if term.starts + BY_ITSELF > today or plans_for(term):
            continue
        try:
            agree_plan(term, by=None, seen=0)
        except Refused:  # it is empty, or somebody recorded it meanwhile
            continue
        kept += 1
    return kept


def may_agree_for(user: User) -> Chairmanship | None:
    """Returns today's term whose workplan the user can record as agreed; else None."""
    chairs = rotation.chairs()
    own = [term for term in chairs if holds(user, term)]
    return next(iter(own or (chairs if user.is_superuser else [])), None)


def plans_for(term: Chairmanship) -> list[AgreedPlan]:
    """Returns the agreed plans of the term, the latest first. Co-chairs share them."""
    chairs = [term, *_co_chairs(term)]
    plans = AgreedPlan.objects.filter(term__in=chairs).select_related("term__agency", "agreed_by")
    return list(plans.order_by("-agreed_at", "-pk"))


def _co_chairs(term: Chairmanship) -> list[Chairmanship]:
    both = Chairmanship.Capacity.CO_CHAIR
    return [other for other in rotation.terms_beside(term) if both == term.capacity == other.capacity]


def compare(plan: AgreedPlan) -> list[Compared]:
    """Returns each agreed activity, in that order, with what happened to it; then those added since."""
    term, agreed = plan.term, {facts["key"]: facts for facts in plan.activities}
    found = {one.pk: one for one in _with_all(WorkplanActivity.objects.filter(pk__in=agreed))}
    since = _with_all(WorkplanActivity.objects.of_term(term).exclude(pk__in=agreed))
    # By the names of the day on which it was agreed: a rename changes no plan.
    day = plan.agreed_at.astimezone(clock.zone()).date()
    return [
        *(
            Compared(facts, facts_of(found[key], on=day) if key in found else None, found.get(key))
            for key, facts in agreed.items()
        ),
        *(Compared(None, facts_of(one, on=day), one) for one in since),
    ]


def _with_all(activities) -> list[WorkplanActivity]:
    return list(activities.select_related("lead").prefetch_related("partners", "outputs").by_objective())


def facts_of(activity: WorkplanActivity, *, on: dt.date) -> dict:
    """Returns the activity in words, as plain data for JSON, with the English names of that day."""

    def named(agency) -> str:
        return agency.called(on, names.ENGLISH).short

    return {
        "key": activity.pk,
        "title": activity.title,
        "objective": activity.objective,
        "lead": named(activity.lead) if activity.lead else "",
        "partners": listed(sorting.ordered(named(agency) for agency in activity.partners.all())),
        "period": activity.period,
        "status": activity.status,
        "outputs": [output.text for output in activity.outputs.all()],
    }


def status_label(status: str) -> str:
    """Returns what a stored status is called; "" if nothing is known."""
    return str(dict(WorkplanActivity.Status.choices).get(status, status))


def _said(value) -> str:
    return ("; ".join(value) if isinstance(value, list) else value) or _("none")

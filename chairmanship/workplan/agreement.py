"""What was agreed as a term opened, kept as facts, and what became of it since."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from agencies.models import User
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.powers import holds
from chairmanship.workplan.models import AgreedPlan, WorkplanActivity
from foundation.dates import clock
from foundation.text.words import listed
from foundation.verbs import Refused

BY_ITSELF = dt.timedelta(days=30)  # after a term began, its plan is kept as it stands
COMPARED = ("title", "objective", "lead", "partners", "period", "status", "outputs")


@dataclass(frozen=True)
class Compared:
    """An activity as it was agreed beside what became of it; either side can be missing."""

    was: dict | None
    now: dict | None
    activity: WorkplanActivity | None

    @property
    def changed(self) -> set[str]:
        """The names of what is different from what was agreed."""
        if not (self.was and self.now):
            return set()
        return {name for name in COMPARED if self.was[name] != self.now[name]}

    @property
    def facts(self) -> dict:
        """What it is by now, or was last known to be."""
        return self.now or self.was

    @property
    def words(self) -> str:
        """What became of it: "done", "still planned", "added since", "no longer in the workplan"."""
        if not self.was:
            return "added since"
        if not self.now:
            return "no longer in the workplan"
        still = "still " if self.now["status"] and self.was["status"] == self.now["status"] else ""
        return f"{still}{self.now['status']}"

    @property
    def differences(self) -> list[str]:
        """What is different from what was agreed, except for the status: "period: 2006, now 2007"."""
        return [
            f"{name}: {_said(self.was[name])}, now {_said(self.now[name])}"
            for name in COMPARED
            if name in self.changed and name != "status"
        ]


@transaction.atomic
def agree_plan(term: Chairmanship, *, by: User | None, seen: int | None = None) -> AgreedPlan:
    """Keeps the workplan of the term as agreed, as it is now. What is kept never changes. Returns it.

    `seen` is how many times it had been agreed when the page was shown. Raises `Refused`, as when somebody
    agreed it meanwhile, or when there is no activity.
    """
    term = Chairmanship.objects.select_for_update(of=["self"]).select_related("agency").get(pk=term.pk)
    if seen is not None and seen != len(plans_for(term)):
        raise Refused("Somebody wrote down meanwhile that it is agreed. Look at what they kept first.")
    activities = [facts_of(activity) for activity in _with_all(WorkplanActivity.objects.planned_for(term))]
    if not activities:
        raise Refused("There is no activity in the workplan yet. Add one first.")
    last = term.agreed_plans.aggregate(last=Max("number"))["last"] or 0
    return AgreedPlan.objects.create(term=term, number=last + 1, agreed_by=by, activities=activities)


def keep_agreed_plans() -> int:
    """Keeps the plan of each term of today that began 30 days ago or more, if nobody said what was agreed.

    Of a term that is over nobody knows any more what was agreed at its start. Gives how many were kept.
    """
    kept, today = 0, clock.today()
    for term in rotation.chairs(today):
        if term.starts + BY_ITSELF > today or plans_for(term):
            continue
        try:
            agree_plan(term, by=None, seen=0)
        except Refused:  # there is nothing in it, or somebody was faster
            continue
        kept += 1
    return kept


def may_agree_for(user: User) -> Chairmanship | None:
    """The term of today of which that person can say that its workplan is agreed; None for others."""
    chairs = rotation.chairs()
    own = [term for term in chairs if holds(user, term)]
    return next(iter(own or (chairs if user.is_superuser else [])), None)


def plans_for(term: Chairmanship) -> list[AgreedPlan]:
    """What was agreed for the term, the latest first. Co-chairs have one plan."""
    chairs = [term, *_co_chairs(term)]
    plans = AgreedPlan.objects.filter(term__in=chairs).select_related("term__agency", "agreed_by")
    return list(plans.order_by("-agreed_at", "-pk"))


def _co_chairs(term: Chairmanship) -> list[Chairmanship]:
    both = Chairmanship.Capacity.CO_CHAIR
    return [other for other in rotation.terms_beside(term) if both == term.capacity == other.capacity]


def compare(plan: AgreedPlan) -> list[Compared]:
    """Every activity that was agreed, in that order, with what became of it; then those added since."""
    term, agreed = plan.term, {facts["key"]: facts for facts in plan.activities}
    found = {one.pk: one for one in _with_all(WorkplanActivity.objects.filter(pk__in=agreed))}
    since = _with_all(WorkplanActivity.objects.of_term(term).exclude(pk__in=agreed))
    return [
        *(
            Compared(facts, facts_of(found[key]) if key in found else None, found.get(key))
            for key, facts in agreed.items()
        ),
        *(Compared(None, facts_of(one), one) for one in since),
    ]


def _with_all(activities) -> list[WorkplanActivity]:
    return list(activities.select_related("lead").prefetch_related("partners", "outputs").by_objective())


def facts_of(activity: WorkplanActivity) -> dict:
    """The activity in words, as JSON can hold it."""
    return {
        "key": activity.pk,
        "title": activity.title,
        "objective": activity.objective,
        "lead": str(activity.lead or ""),
        "partners": listed(sorted(agency.acronym for agency in activity.partners.all())),
        "period": activity.period,
        "status": activity.status,
        "outputs": [output.text for output in activity.outputs.all()],
    }


def _said(value) -> str:
    return "; ".join(value) if isinstance(value, list) else value or "nothing"

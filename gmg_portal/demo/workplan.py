"""The demo's workplan: over several years, agreed at the start of the term, with what happened since."""

import datetime as dt

from agencies.models import Agency, User
from chairmanship.models import Chairmanship, WorkplanActivity
from chairmanship.rotation import rotation
from chairmanship.workplan import actions as workplan_actions
from chairmanship.workplan import agreement
from documents.models import Document
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from gmg_portal.demo.purposes import purposes
from meetings.models import Decision, Meeting
from meetings.workplan import actions as meetings_workplan_actions

KNOW = "Know more about children who move, and those who stay behind"
PROTECT = "Protect them on the way"
# Title, objective, lead, partners, from and to in months of the term, status as agreed, purpose, outputs.
ACTIVITIES = (
    ("One set of figures on children in migration", KNOW, "UNICEF", ["UNDP", "IOM"], 0, 16, "planned", 6,
     ["Figures for three years, by age and sex", "A note on what is still missing"]),
    ("A survey of programmes for children left behind", KNOW, "UNDP", ["UNICEF", "World Bank"], -6, 2,
     "under_way", 6, ["A matrix of programmes"]),
    ("A common note on health at borders", PROTECT, "WHO", ["UNHCR", "IOM"], 1, 5, "planned", 7,
     ["The note, in six languages"]),
    ("Training for consular staff", PROTECT, "IOM", ["UNODC"], -9, 1, "under_way", 8,
     ["A handbook for trainers", "Three courses"]),
    ("A directory of help for children who travel alone", PROTECT, "UNHCR", ["UNICEF"], 8, 26, "planned",
     9, []),
    ("A code for those who recruit abroad", "Fair recruitment of people who move", "ILO", ["OHCHR"], -8, 10,
     "under_way", 9, ["The code", "A seminar with employers and workers"]),
    ("A seminar on remittances", "", "World Bank", [], 0, 4, "planned", 2, []),
)  # fmt: skip


def add(term: Chairmanship, people: dict) -> None:
    """Adds the workplan. `people` are the demo's accounts, by what each is."""
    chair = people["chair"]
    made = {}
    for title, objective, lead, partners, starts, ends, status, purpose, outputs in ACTIVITIES:
        made[lead] = workplan_actions.add_activity(
            title=title,
            objective=objective,
            lead=_agency(lead),
            partners=[_agency(partner) for partner in partners],
            starts=_month(term, starts),
            ends=_month(term, ends),
            status=status,
            purposes=purposes(purpose),
            events=[],
            outputs="\n\n".join(outputs),
            by=chair,
        )
    [outgoing] = rotation.terms_before(term)
    workplan_actions.pass_on(
        outgoing,
        made["ILO"],
        text="The employers agreed to the first half. Ask for their words on fees before it goes out.",
        seen="",
        by=User.objects.get(email=f"focal.{outgoing.agency.slug}@example.org"),
    )
    plan = agreement.agree_plan(term, by=chair)
    plan.agreed_at = dt.datetime.combine(term.starts + dt.timedelta(days=20), dt.time(12), clock.zone())
    plan.save()
    opening = Meeting.objects.of_term(term).public().order_by("date").first()
    meetings_workplan_actions.approve(plan, meeting=opening)
    on_figures = Decision.objects.filter(item__meeting=opening, text__contains="figures").first()
    meetings_workplan_actions.connect(made["UNICEF"], meeting=opening, decision=on_figures)
    _since(made, chair)


def _since(made: dict[str, WorkplanActivity], chair) -> None:
    """Adds what happened since it was agreed."""
    for lead, status, note in (
        (
            "UNICEF",
            "under_way",
            "Twelve agencies sent what they have. One year does not add up yet.",
        ),
        ("IOM", "done", "The last of the three courses was held; the handbook is with the printers."),
        ("World Bank", "dropped", "Two others held such a seminar in the meantime."),
    ):
        workplan_actions.report_on(made[lead], text=note, status=status, seen=made[lead].status, by=chair)
    figures = made["UNICEF"]
    figures.refresh_from_db()
    figures.ends = PartialDate(figures.ends.year + 1)
    figures.save()
    Document.objects.filter(title__startswith="Health at borders").update(activity=made["WHO"])
    Document.objects.filter(title__startswith="Children in migration").update(activity=figures)


def _agency(acronym: str) -> Agency:
    return Agency.objects.get(acronym=acronym)


def _month(term: Chairmanship, further: int) -> PartialDate:
    months = term.starts.year * 12 + term.starts.month - 1 + further
    return PartialDate(months // 12, months % 12 + 1)

"""The verbs of the handover report: its narrative is written, it is made, stored and issued."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.models import User
from chairmanship.handover import narrative, queries, sections
from chairmanship.handover.composing import drafted
from chairmanship.handover.models import HandoverReport, NarrativeVersion
from chairmanship.handover.report import Made
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock
from foundation.files import storage
from foundation.jobs import outbox
from foundation.models import Job
from foundation.text.revisions import fingerprint, keep_revision
from foundation.text.rich import merging
from foundation.verbs import Refused, Stale

REPORT_JOB = "handover-report"


class Saved(NamedTuple):
    """The term whose texts were written, and all texts by name: as they were shown, and as they are now."""

    term: Chairmanship
    before: dict[str, str]
    now: dict[str, str]


@transaction.atomic
def write_narrative(
    term: Chairmanship,
    *,
    said: dict[str, str],
    seen: dict[str, str],
    by: User,
    bases: Mapping[str, str | None] | None = None,
) -> Saved:
    """Writes texts of the narrative, by the names of `narrative.texts`. Each keeps its revisions.

    `seen` has the fingerprints of the texts that the form was opened with, `bases` the texts themselves. A
    text that somebody else has changed since is merged. Returns what was saved. Raises `Stale` if texts
    cannot be merged; then nothing is saved, and `merged` has each text that somebody else has changed.
    """
    term = Chairmanship.objects.select_for_update(of=["self"]).select_related("agency").get(pk=term.pk)
    bases = bases or {}
    drafts = drafted(term, clock.today())
    before = narrative.steady(term, narrative.texts(term, drafts=drafts), bases)
    changed = [name for name in said if said[name] != before[name]]
    merged = {
        name: merging.merge(bases.get(name), said[name], before[name])
        for name in changed
        if seen.get(name) != fingerprint(before[name]) or bases.get(name) is not None
    }
    if any(one.clashes for one in merged.values()):
        raise Stale(term, merged)
    said = {**said, **{name: one.draft for name, one in merged.items()}}
    changed = [name for name in changed if said[name] != before[name]]
    if not changed:
        return Saved(term, before, before)
    narrative.save(term, {**before, **said}, before, drafts)
    is_of_term = not narrative.FIELDS.keys().isdisjoint(changed)
    if is_of_term:
        term.revision += 1  # the secretariat may have the term open
        term.save()
    now = narrative.texts(term, drafts=None if is_of_term else drafts)
    for name in changed:
        of = {"term": term, "name": name}
        revisions = NarrativeVersion.objects.filter(**of)
        keep_revision(revisions, text=now[name], before=before[name], by=by, **of)
    return Saved(term, before, now)


@transaction.atomic
def use_draft(term: Chairmanship, *, section: str, key: str, by: User) -> None:
    """Makes a drafted paragraph the portal's again, which the chair took over or removed.

    What the chair wrote stays among the earlier texts.
    """
    term = Chairmanship.objects.select_for_update(of=["self"]).select_related("agency").get(pk=term.pk)
    before = narrative.texts(term)[section]
    narrative.use_draft(term, section, key)
    if (now := narrative.texts(term)[section]) != before:
        of = {"term": term, "name": section}
        keep_revision(NarrativeVersion.objects.filter(**of), text=now, before=before, by=by, **of)


@transaction.atomic
def place_section(
    term: Chairmanship, *, slug: str, step: int = 0, is_shown: bool | None = None, by: User
) -> None:
    """Moves a section of the report up (-1) or down (1), leaves it out or brings it back."""
    term = Chairmanship.objects.select_for_update(of=["self"]).get(pk=term.pk)
    if step:
        sections.move(term, slug, by=step)
    if is_shown is not None:
        sections.show(term, slug, is_shown=is_shown)


@transaction.atomic
def note_read(term: Chairmanship, *, slug: str) -> None:
    """Notes that one of the chair's people opened that section of the report."""
    sections.note_read(term, slug)


@transaction.atomic
def request_report(term: Chairmanship, *, by: User | None) -> HandoverReport:
    """Has the draft of the term made, or made again with what is known now. Returns that report.

    Two requests make it once. An issued report without a file comes first: until it has one, no draft is
    made.
    """
    term = Chairmanship.objects.select_for_update().get(pk=term.pk)
    if issued := report_without_file(term):
        outbox.put(REPORT_JOB, issued.pk)
        return issued
    draft = term.reports.filter(state=HandoverReport.State.DRAFT).first()
    if draft is None:
        version = (term.reports.aggregate(last=Max("version"))["last"] or 0) + 1
        draft = HandoverReport.objects.create(term=term, version=version, requested_by=by)
    elif draft.requested_by != by:
        draft.requested_by = by
        draft.save(update_fields=["requested_by"])
    outbox.put(REPORT_JOB, draft.pk)
    return draft


def request_due() -> int:
    """Requests the provisional report of each closed term that has none, and none in work. Returns how many.

    What somebody asked for before becomes the portal's own.
    """
    in_work = list(Job.objects.unfinished().filter(kind=REPORT_JOB).values_list("subject", flat=True))
    in_work_of = HandoverReport.objects.filter(pk__in=in_work, requested_by=None).values("term")
    due = Chairmanship.objects.filter(pk__in=queries.terms_without_report()).exclude(pk__in=in_work_of)
    return len([request_report(term, by=None) for term in due])


def make_drafts_anew() -> None:
    """Has every draft, and every version of facts only, made again: one may show what some of its readers may
    no longer see.
    """
    made = HandoverReport.objects.exclude(state=HandoverReport.State.ISSUED).exclude(made_at=None)
    for report in made.select_related("term", "requested_by"):
        if report.is_facts_only:
            outbox.put(REPORT_JOB, report.pk)
        else:
            request_report(report.term, by=report.requested_by)


def report_without_file(term: Chairmanship) -> HandoverReport | None:
    """Returns the issued report of the term that has no file yet; else None."""
    return term.reports.filter(state=HandoverReport.State.ISSUED, made_at=None).first()


def report_in_work(term: Chairmanship) -> HandoverReport | None:
    """Returns the report that a worker makes or made last: the issued one without a file, else the draft."""
    found = term.reports.exclude(state=HandoverReport.State.ISSUED, made_at__isnull=False)
    found = found.exclude(state=HandoverReport.State.FACTS)
    return min(found, key=lambda report: not report.is_issued, default=None)


def report_job(report: HandoverReport) -> Job | None:
    """Returns the latest job of the report, with its state and its step in words; None if there is none."""
    return Job.objects.last_of(REPORT_JOB, report)


def keep_report(report: HandoverReport, *, as_at: dt.date, facts: dict, made: Made) -> HandoverReport:
    """Saves what a worker made, in the transaction that marks the job as done. Returns the report.

    Raises `Refused` if the report was issued meanwhile, as the draft is then outdated, and `storage.NoPlace`.
    """
    wanted, report = report, HandoverReport.objects.select_for_update().get(pk=report.pk)
    if report.state != wanted.state or (report.is_issued and report.made_at):
        raise Refused(_("The report has been issued in the meantime. An issued report cannot be changed."))
    contents = [pdf.content for pdf in made if pdf]
    names = storage.store_all(contents, under="reports", ending="pdf")
    report.drop_files()
    report.as_at, report.facts, report.made_at = as_at, facts, clock.now()
    report.pdf, report.summary_pdf, *public = names
    report.public_pdf = public[0] if public else ""
    report.sha256, report.summary_sha256 = (hashlib.sha256(one).hexdigest() for one in contents[:2])
    report.pages, report.summary_pages = made.full.pages, made.summary.pages
    report.save()
    return report


@transaction.atomic
def issue_report(report: HandoverReport, *, by: User | None) -> HandoverReport:
    """Issues a draft: its facts are frozen, and its pages are made from them without the draft mark.

    Returns the report. Raises `Refused` while it is being made, and if it is issued already.
    """
    Chairmanship.objects.select_for_update().get(pk=report.term_id)  # so that no draft is requested meanwhile
    report = HandoverReport.objects.select_for_update().get(pk=report.pk)
    if report.is_issued:
        raise Refused(_("Version %(version)s is already issued.") % {"version": report.version})
    if report.is_facts_only:
        raise Refused(_("The facts alone cannot be issued. Create the report first."))
    job = report_job(report)
    if not report.made_at or (job and job.is_unfinished):
        raise Refused(_("The draft is still being created. Once it is ready, read it, then issue it."))
    report.state, report.issued_at, report.issued_by = HandoverReport.State.ISSUED, clock.now(), by
    report.drop_files()
    report.save()
    outbox.put(REPORT_JOB, report.pk)
    return report


@transaction.atomic
def publish_report(report: HandoverReport, *, by: User) -> HandoverReport:
    """Publishes an issued version on the web, in place of the one that was published before.

    Returns the report. Raises `Refused` if it is not issued, or has no summary for visitors yet.
    """
    Chairmanship.objects.select_for_update().get(pk=report.term_id)  # one version at a time
    report = HandoverReport.objects.select_for_update().get(pk=report.pk)
    if not report.is_issued:
        raise Refused(_("A draft cannot be published. Issue it first."))
    if not report.public_pdf:
        raise Refused(
            _("The files of this version are not ready. Try again in a minute, or issue a new version.")
        )
    if report.is_published:
        return report
    for other in HandoverReport.objects.filter(term=report.term_id, published_at__isnull=False):
        withdraw_report(other)
    report.published_at, report.published_by = clock.now(), by
    report.save(update_fields=["published_at", "published_by"])
    return report


@transaction.atomic
def withdraw_report(report: HandoverReport) -> None:
    """Withdraws a version from the web. Members still read it."""
    report = HandoverReport.objects.select_for_update().get(pk=report.pk)
    report.published_at = report.published_by = None
    report.save(update_fields=["published_at", "published_by"])

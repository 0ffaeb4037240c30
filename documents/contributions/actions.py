"""The verbs of a call for contributions: it opens, agencies save and submit, the lead compiles a text.

Every verb locks the row of the call first. A contribution can be saved at any time. Only the clock says
whether it can still be submitted.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people.rules import own_agencies
from documents.contributions import compiled, mail
from documents.contributions.models import Call, Contribution, ContributionFile, Question
from documents.document.models import Document, DocumentVersion, Language
from documents.document.rules import leads
from documents.document.states import locked, refuse_unseen
from documents.versions import actions as version_actions
from foundation.dates import clock, hours
from foundation.files import storage
from foundation.text import rich
from foundation.text.lengths import TEXT
from foundation.text.revisions import keep_revision
from foundation.text.rich import merging
from foundation.verbs import Refused, Stale, keep

MOST = 500  # entries per agency


@transaction.atomic
def open_call(
    document: Document,
    *,
    kind: str,
    asks: str,
    agencies: Iterable[Agency],
    until: dt.datetime,
    timezone: str,
    by: User,
    questions: Iterable[Question] = (),
) -> Call:
    """Asks these agencies for a text, or for entries that answer these questions, and writes to each.

    `until` is the deadline (aware). Returns the call. Raises `Refused`.
    """
    agencies, questions = list(agencies), list(questions)
    if not agencies:
        raise Refused(_("Choose at least one agency to ask."))
    if kind == Call.Kind.ENTRIES and not questions:
        raise Refused(_("A table needs at least one column. Name the first one."))
    _refuse_past(until, timezone)
    document = locked(document)
    same = Call.objects.open().filter(document=document, kind=kind, asks=asks).first()
    if same:
        raise Refused(
            _("The agencies have already been asked for this, until %(deadline)s.")
            % {"deadline": same.deadline}
        )
    call = keep(
        Call(document=document),
        kind=kind,
        asks=asks,
        until=until,
        timezone=timezone,
        opened_by=by,
        questions=[one.kept() for one in questions] if kind == Call.Kind.ENTRIES else [],
    )
    for agency in agencies:
        Contribution.objects.create(call=call, agency=agency)
    mail.ask(call, by=by)
    return call


@transaction.atomic
def save(
    contribution: Contribution,
    *,
    revision: int,
    by: User,
    text: str = "",
    entries: Iterable[dict] = (),
    base: str | None = None,
) -> Contribution:
    """Saves what was typed, also after the deadline. It does not submit it.

    `revision` is the one that the page was opened with. If somebody else has saved a text since, both are
    merged: `base` is the text that was opened. Returns the contribution. Raises `Refused`, and `Stale` if
    they cannot be merged.
    """
    contribution = _locked(contribution)
    if contribution.handed_in_at:
        raise Refused(_("This has been submitted. Reopen it to make changes. Your text is still below."))
    if contribution.call.withdrawn_at:
        raise Refused(_("This call was withdrawn, so nothing more can be saved."))
    entries = [one for one in entries if any(one.values())]
    if len(entries) > MOST:
        raise Refused(
            _("There are %(count)s entries, but only %(most)s can be saved. Add the others as a file.")
            % {"count": len(entries), "most": MOST}
        )
    if any(len(str(value)) > TEXT for one in entries for value in one.values()):
        raise Refused(
            _("One answer is longer than %(most)s characters. Shorten it, or add it as a file.")
            % {"most": TEXT}
        )
    text = rich.clean(text.replace("\r\n", "\n")).strip()
    if (text, entries) == (contribution.text, contribution.entries):
        return contribution
    is_stale = contribution.revision != revision
    if contribution.call.is_of_entries:
        if is_stale:
            raise Stale(contribution)
    elif is_stale or base is not None:
        merged = merging.merge(base, text, contribution.text)
        if merged.text is None:
            raise Stale(contribution, merged)
        if merged.text == contribution.text:
            return contribution
        text = merged.text
    before = contribution.text
    keep(
        contribution,
        text=text,
        entries=entries,
        revision=contribution.revision + 1,
        saved_at=clock.now(),
        saved_by=by,
        entered=contribution.agency_id not in own_agencies(by),
    )
    if text != before:
        keep_revision(contribution.revisions, text=text, before=before, by=by, contribution=contribution)
    return contribution


@transaction.atomic
def restore(contribution: Contribution, earlier: str, *, revision: int, by: User) -> Contribution:
    """Makes an earlier text that of the contribution. The present text stays as a revision.

    `revision` is the one that the page was opened with. Returns the contribution. Raises `Refused`, and
    `Stale` if somebody else has saved a text since.
    """
    if _locked(contribution).handed_in_at:
        raise Refused(_("This has been submitted. Reopen it to restore an earlier text."))
    return save(contribution, text=earlier, revision=revision, by=by)


@transaction.atomic
def attach(contribution: Contribution, *, file, by: User) -> ContributionFile:
    """Adds a file to a contribution, and so begins it. Returns the file. Raises `Refused`."""
    contribution = _locked(contribution)
    if contribution.handed_in_at:
        raise Refused(_("This has been submitted. Reopen it to add a file."))
    entered = contribution.agency_id not in own_agencies(by)
    keep(contribution, saved_at=clock.now(), saved_by=by, entered=entered)
    with storage.kept_or_gone() as store:
        made = ContributionFile(contribution=contribution)
        return keep(made, **store(file, under="contributions", by=by))


@transaction.atomic
def detach(contribution: Contribution, pk: int, *, by: User) -> None:
    """Removes a file. Does nothing if it is gone already. Raises `Refused`."""
    contribution = _locked(contribution)
    found = contribution.files.filter(pk=pk).first()
    if found and contribution.handed_in_at:
        raise Refused(_("This has been submitted. Reopen it to remove a file."))
    if found:
        storage.forget(found.file.name)
        found.delete()


@transaction.atomic
def hand_in(contribution: Contribution, *, by: User) -> Contribution:
    """Submits a contribution, so that all agencies can read it.

    After the deadline only the lead can do this, for another agency. Returns the contribution. Raises
    `Refused`.
    """
    contribution = _locked(contribution)
    call = contribution.call
    if call.withdrawn_at:
        raise Refused(_("This call was withdrawn, so nothing more can be submitted."))
    entered = contribution.agency_id not in own_agencies(by)
    if not call.is_open and not (entered and leads.test(by, call.document)):
        raise Refused(
            _(
                "The deadline has passed: %(deadline)s. Your contribution is saved, but not submitted. Ask "
                "the lead agency to extend the deadline."
            )
            % {"deadline": call.deadline}
        )
    if contribution.handed_in_at:
        return contribution
    keep(contribution, handed_in_at=clock.now(), entered=entered)
    if entered:
        mail.tell_entered(contribution, by=by)
    return contribution


@transaction.atomic
def take_back(contribution: Contribution, *, by: User) -> Contribution:
    """Reopens a submitted contribution, to go on writing.

    Returns the contribution. Raises `Refused` after the deadline.
    """
    contribution = _locked(contribution)
    if not contribution.call.is_open:
        raise Refused(
            _("The deadline has passed: %(deadline)s. What was submitted can no longer be changed.")
            % {"deadline": contribution.call.deadline}
        )
    return keep(contribution, handed_in_at=None)


@transaction.atomic
def extend(call: Call, *, until: dt.datetime, timezone: str, by: User) -> Call:
    """Sets a later deadline, also after the old one has passed.

    Tells the agencies that have not submitted. `until` is aware. Returns the call. Raises `Refused`.
    """
    call = _locked_call(call)
    if call.withdrawn_at:
        raise Refused(_("This call has already been withdrawn."))
    _refuse_past(until, timezone)
    if until <= call.until:
        raise Refused(
            _("The deadline is already %(deadline)s. Choose a later one.") % {"deadline": call.deadline}
        )
    keep(call, until=until, timezone=timezone, extended_at=clock.now(), closed_at=None, closed_by=None)
    mail.tell_extended(call, by=by)
    return call


@transaction.atomic
def withdraw(call: Call, *, by: User) -> Call:
    """Withdraws a call. Submitted contributions can still be read. Returns the call. Raises `Refused`."""
    call = _locked_call(call)
    if call.withdrawn_at:
        raise Refused(_("This call has already been withdrawn."))
    keep(call, withdrawn_at=clock.now(), withdrawn_by=by)
    mail.tell_withdrawn(call, by=by)
    return call


@transaction.atomic
def carry(call: Call, *, by: User, seen: int | None = None, below: bool = False) -> DocumentVersion:
    """Makes the submitted contributions the next version of the document, as a text, and closes the call.

    They replace its current text, or are added `below` it. `seen` is the number of the latest version that
    the user was shown, if any. A call that is still open stays open. Returns the version. Raises `Refused`,
    and `Unseen` if there is a later version.
    """
    call = _locked_call(call)
    document = locked(call.document)
    refuse_unseen(document, seen)
    text = compiled.as_text(call)
    if not text:
        raise Refused(_("Nothing has been submitted yet."))
    current, last = document.current, document.versions.defer("text", "words").last()
    made = version_actions.write_text(
        document,
        text=text,
        after=last.number if last else 0,
        by=by,
        note=_("Contributions added below") if below else _("Compiled from the contributions"),
        language=current.language if current else Language.ENGLISH,
        below=below,
    )
    if call.is_over:
        keep(call, closed_at=clock.now(), closed_by=by)
    return made


@transaction.atomic
def close(call: Call, *, by: User) -> Call:
    """Ends a call after its deadline: it no longer awaits the lead agency. Its responses can still be read.

    Returns the call. Raises `Refused` before the deadline.
    """
    call = _locked_call(call)
    if call.closed_at:
        return call
    if not call.is_over:
        raise Refused(_("Only a call whose deadline has passed can be closed. Withdraw it instead."))
    return keep(call, closed_at=clock.now(), closed_by=by)


def _locked_call(call: Call) -> Call:
    return Call.objects.select_for_update(of=["self"]).select_related("document").get(pk=call.pk)


def _locked(contribution: Contribution) -> Contribution:
    call = _locked_call(contribution.call)
    found = (
        Contribution.objects.select_for_update(of=["self"])
        .select_related("agency", "saved_by")
        .get(pk=contribution.pk)
    )
    found.call = call
    return found


def _refuse_past(until: dt.datetime, timezone: str) -> None:
    if until <= clock.now():
        raise Refused(
            _("%(deadline)s has passed. Choose a later date.") % {"deadline": hours.deadline(until, timezone)}
        )

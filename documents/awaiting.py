"""What awaits a person around the documents."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from agencies.people.rules import is_of_group, own_agencies
from chairmanship.rotation.rules import acts_as_chair
from documents.clearance import mail as clearance_mail
from documents.clearance.models import Clearance, Round
from documents.clearance.standing import in_state
from documents.contributions import mail as contribution_mail
from documents.contributions.models import Call, Contribution
from documents.delivery import actions as delivery_actions
from documents.document.models import Document, DocumentVersion
from foundation.dates import clock
from foundation.web.awaiting import Awaited

State = Document.State

MOST = 20  # of a kind


def awaiting(user) -> list[Awaited]:
    for_agencies = [*_clearances(user), *_contributions(user)] if is_of_group.test(user) else []
    return [*for_agencies, *_for_occasions(user), *_cleared(user)]


def _clearances(user):
    """What the person's agencies have not replied to yet."""
    asked = Clearance.objects.filter(
        round__in=Round.objects.running(), agency__in=own_agencies(user), reply=""
    ).select_related("agency", "round__version__document")
    for one in asked.order_by("round__until", "agency__acronym")[:MOST]:
        yield Awaited(
            f"Say for {one.agency} whether “{one.round.version.document}” is fine.",
            clearance_mail.place_of(one.round), "Reply", by=one.round.until, zone=one.round.timezone,
            template="documents/clearance/_clearance_awaited.html", subject=one,
        )  # fmt: skip


def _contributions(user):
    """What the person's agencies have not handed in yet."""
    asked = Contribution.objects.filter(
        call__in=Call.objects.open(), agency__in=own_agencies(user), handed_in_at=None
    ).select_related("agency", "call__document")
    for one in asked.defer("text").order_by("call__until", "agency__acronym")[:MOST]:
        wanted, verb = ("Hand in what was begun", "Go on") if one.saved_at else ("Contribute", "Fill it in")
        yield Awaited(
            f"{wanted} for {one.agency} to “{one.call.document}”.", contribution_mail.place_of(one), verb,
            by=one.call.until, zone=one.call.timezone,
        )  # fmt: skip


def _for_occasions(user):
    """What is wanted outside of the Group soon and not cleared yet: of the chair, and of who leads it."""
    mine, chairs = own_agencies(user), acts_as_chair.test(user)
    if not (mine or chairs):
        return
    near = [one for one in delivery_actions.uncleared_and_near() if chairs or one[0].lead_id in mine][:MOST]
    running = {
        one.version.document_id: one
        for one in Round.objects.running().filter(version__document__in=[document.pk for document, _ in near])
        .select_related("version")
    }  # fmt: skip
    for document, day in near:
        round_ = running.get(document.pk)
        yield Awaited(
            f"“{document}” is not cleared, and is wanted for {document.occasion}.",
            clearance_mail.place_of(round_) if round_ else document.get_absolute_url(),
            "See who replied" if round_ else "Have it cleared",
            by=dt.datetime.combine(day, dt.time(23, 59), clock.zone()),
        )


def _cleared(user):
    """The next step of what was cleared in the portal, for who leads it and for the chair's people."""
    mine, chairs = own_agencies(user), acts_as_chair.test(user)
    if not (mine or chairs):
        return
    # What an archive brought as cleared has no version here, and awaits nobody.
    here = Document.objects.filter(Exists(DocumentVersion.objects.filter(document=OuterRef("pk"))))
    cleared = in_state(here, State.CLEARED).select_related("occasion__forum").order_by("title", "pk")
    spoken = Q(event_links__isnull=False)
    if chairs:
        for document in cleared.filter(~spoken, occasion__starts__lte=clock.today())[:MOST]:
            yield Awaited(
                f"“{document}” is cleared, and {document.occasion} has begun. Enter what was delivered.",
                reverse("documents:document_deliver", args=[document.pk]), "Enter it", place=55,
            )  # fmt: skip
    whose = Q(lead__in=mine) | Q(lead=None) if chairs else Q(lead__in=mine)
    for document in cleared.filter(whose, Q(occasion=None) | spoken).distinct()[:MOST]:
        sentence = f"“{document}” is cleared. Publish it, or note it as adopted."
        yield Awaited(sentence, document.get_absolute_url(), "Publish it", place=55)

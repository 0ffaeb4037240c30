"""The verbs of an agency that wants to join: it asks for its page, writes there, and submits its application.

It has no account. A signed link, which was mailed to its address, opens its page, and everybody with the link
can write there. Several people can write at once: a field is saved only if it still has the text that the
writer's page showed.
"""

import datetime as dt
import textwrap
from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from agencies.applications import dossiers, links, senders
from agencies.applications.actions import reviewing
from agencies.applications.mail import address_of, tell_applicant, tell_reviewers
from agencies.applications.models import Application, Candidate, Dossier, DossierFile, LinkAsked
from agencies.organizations.models import Contact
from agencies.people import removal
from agencies.people.mail import tell
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files.storage import forget, kept_or_gone
from foundation.mail.kinds import Kind
from foundation.portal import group
from foundation.text import rich
from foundation.text.lengths import TEXT
from foundation.verbs import Refused, keep, lock_table

HOUR = dt.timedelta(hours=1)
# Links within an hour: to an address, for a sender (a household, an office), and for the network around it.
# There is no limit for the world: whoever reached it would keep everybody from applying.
PER_HOUR = {"address": 3, "sender": 10, "network": 30}
MOST_UNOPENED = 30  # applications begun from a network whose link nobody opened yet
MOST_FILES = 10
MOST_WORDS = 60  # fields of one application, those of earlier editions included


# The link -----------------------------------------------------------------------------------------


@transaction.atomic
def ask_for_link(*, email: str, applicant: str, sender: str) -> None:
    """Mails the link to the application of that address. Begins an application if none is under way.

    `sender` is the network address from which it was asked; only hashes of it are kept. The page does not
    show whether there was one. Raises `Refused` if a link was asked for too often.
    """
    lock_table(LinkAsked)
    marks = {"address": _mark(email.casefold())} | {
        kind: _mark(one) for kind, one in senders.around(sender).items()
    }
    _count(marks)
    dossier = _under_way(email)
    if dossier is None:
        if Dossier.objects.filter(asked_from=marks["network"]).count() >= MOST_UNOPENED:
            raise Refused(
                _("Many applications were begun from your network. Open the link in one of our e-mails.")
            )
        dossier = keep(Dossier(email=email, applicant=applicant, asked_from=marks["network"]))
    tell(
        [dossier.email],
        subject=_("Your application for membership of the %(group)s") % {"group": group.name()},
        template="agencies/applications/mail/apply.txt",
        context={"lasts": links.UNUSED, "ends": links.ends_in_words(dossier)},
        why=_("You receive this e-mail because somebody entered this address to apply for membership."),
        link=address_of(dossier),
        private=True,
        kind=Kind.ACCOUNT,
    )


def _mark(value: str) -> str:
    return salted_hmac("agencies.applying", value).hexdigest()


def _count(marks: dict[str, str]) -> None:
    lately = LinkAsked.objects.filter(at__gt=clock.now() - HOUR)
    for kind, mark in marks.items():
        if lately.filter(mark=mark).count() < PER_HOUR[kind]:
            continue
        if kind == "address":
            raise Refused(
                _(
                    "We have sent several links to this address in the last hour. Check your inbox and your "
                    "spam folder, or try again in an hour."
                )
            )
        raise Refused(_("Many links were requested from your network. Please try again in an hour."))
    LinkAsked.objects.exclude(pk__in=lately).delete()
    LinkAsked.objects.bulk_create([LinkAsked(mark=mark) for mark in marks.values()])


def _under_way(email: str) -> Dossier | None:
    for dossier in Dossier.objects.filter(email__iexact=email).select_related("application"):
        if not links.why_ended(dossier) and (
            dossier.application is None or dossier.application.as_applicant_sees().is_pending
        ):
            return dossier
    return None


@transaction.atomic
def confirm(dossier: Dossier) -> Dossier:
    """Records that the address exists, because somebody opened the link that was sent there.

    Returns the dossier.
    """
    if dossier.confirmed_at is None:
        first = Dossier.objects.filter(pk=dossier.pk, confirmed_at=None)
        first.update(confirmed_at=clock.now(), asked_from="")
        dossier.confirmed_at = clock.now()
    return dossier


# Writing ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Clash:
    """A field that somebody else has changed since: its present text, and what was typed."""

    name: str
    stands: str
    typed: str


@transaction.atomic
def write(dossier: Dossier, typed: dict[str, str], *, was: dict[str, str]) -> dict[str, Clash]:
    """Saves each field that differs from `was`, which is what the writer's page showed.

    Returns the fields that somebody else has changed since, by name; they are not saved. Raises `Refused` if
    the application is submitted, or if an answer is too long.
    """
    dossier = _open(dossier)
    known = dossiers.names(dossier) | set(dossier.words)
    clashes, changed = {}, {}
    for name, text in typed.items():
        text, before = dossiers.as_saved(name, text), dossiers.as_saved(name, was.get(name, ""))
        stands = dossier.words.get(name, "")
        if name not in known or text in (before, stands):
            continue
        if (count := rich.length(text)) > TEXT:
            raise Refused(
                _("An answer has %(count)s characters; the limit is %(limit)s. Please shorten it.")
                % {"count": count, "limit": TEXT}
            )
        if before != stands:
            clashes[name] = Clash(name, stands, text)
        else:
            changed[name] = text
    if changed and len(dossier.words | changed) <= MOST_WORDS:
        keep(dossier, words=dossier.words | changed, changed_at=clock.now())
    return clashes


def _open(dossier: Dossier) -> Dossier:
    """Returns the dossier, locked. Raises `Refused` if nobody can write in it any more."""
    dossier = _held(dossier)
    if not dossier.is_open:
        raise Refused(
            _(
                "Your application has been submitted and can no longer be changed. To add something, write "
                "to the secretariat."
            )
        )
    return dossier


def _held(dossier: Dossier) -> Dossier:
    held = Dossier.objects.select_for_update(of=["self"]).select_related("application").get(pk=dossier.pk)
    if why := links.why_ended(held):
        raise links.Ended(why)
    return held


@transaction.atomic
def attach(dossier: Dossier, upload) -> DossierFile:
    """Adds a file to the application. Returns the file.

    Raises `Refused` if there are ten already, or if the application is submitted.
    """
    dossier = _open(dossier)
    if dossier.files.count() >= MOST_FILES:
        raise Refused(
            _("You can attach up to %(limit)s files. Remove one first, or combine several into one.")
            % {"limit": MOST_FILES}
        )
    with kept_or_gone() as keep_file:
        return DossierFile.objects.create(dossier=dossier, **keep_file(upload, under="applications", by=None))


@transaction.atomic
def detach(file: DossierFile) -> None:
    """Deletes a file of the application. Raises `Refused` if the application is submitted."""
    _open(file.dossier)
    if DossierFile.objects.filter(pk=file.pk).delete()[0]:
        forget(file.file.name or "")


# Submitting ---------------------------------------------------------------------------------------


@transaction.atomic
def hand_in(dossier: Dossier) -> Application:
    """Submits the dossier as an application, or adds to its application what was asked for.

    Returns the application. It is judged by the edition in force on that day. Raises `Refused`.
    """
    dossier = _held(dossier)
    if not dossier.is_open:
        raise Refused(_("This application has already been submitted. You do not have to do anything."))
    if wrong := dossiers.wrong(dossier):
        raise Refused(
            _("Your text is saved, but the application is not submitted yet. %(faults)s")
            % {"faults": " ".join(wrong)}
        )
    application = dossier.application
    first = application is None
    if application is None:
        edition = dossiers.edition_of(dossier)
        application = reviewing.enter_application(
            applicant=_name_for(dossier), received=PartialDate.of(clock.today()), edition=edition
        )
        keep(dossier, application=application, handed_in_at=clock.now())
    application = reviewing.renew(
        reviewing.hold(application),
        answers=dossiers.answers(dossier),
        candidates=dossiers.candidates(dossier),
    )
    keep(dossier, asked="", asked_at=None)
    _confirm_receipt(application, first=first)
    tell_reviewers(application, came_again=not first)
    return application


def _name_for(dossier: Dossier) -> str:
    """Returns the applicant's name, with a number if there is an application of that name of the same day."""
    same = Application.objects.same(dossier.applicant, PartialDate.of(clock.today()))
    return f"{dossier.applicant} ({dossier.pk})" if same else dossier.applicant


def _confirm_receipt(application: Application, *, first: bool) -> None:
    tell_applicant(
        application,
        subject=_("We have received your application") if first else _("We have received your additions"),
        template="agencies/applications/mail/handed_in.txt",
        context={"first": first},
    )


@transaction.atomic
def withdraw(dossier: Dossier) -> None:
    """Withdraws the application. One that was never submitted is deleted. Raises `Refused`."""
    dossier = _held(dossier)
    if dossier.application is None:
        remove([dossier])
        return
    application = reviewing.withdraw(dossier.application)
    tell_reviewers(application, withdrawn=True)


def remove(dossiers: list[Dossier]) -> None:
    """Deletes dossiers that were never submitted, and the mail that was written to their addresses.

    Nothing else is deleted: a person who asks for a link can give the address of somebody else.
    """
    files = DossierFile.objects.filter(dossier__in=dossiers)
    for name in list(files.values_list("file", flat=True)):
        forget(name)
    files.delete()
    Dossier.objects.filter(pk__in=[one.pk for one in dossiers]).delete()
    emails = {one.email for one in dossiers}
    removal.forget_mail(emails - _of_others(emails))


def _of_others(emails: set[str]) -> set[str]:
    """Returns those addresses that reach somebody else too."""
    if not emails:
        return set()
    contacts = {one.casefold() for one in Contact.objects.values_list("email", flat=True)}
    return removal.of_somebody(emails) | {one for one in emails if one.casefold() in contacts}


# What is missing ----------------------------------------------------------------------------------


def open_for(dossier: Dossier, *, what: str) -> None:
    """Lets the applicant write and submit again. `what` is shown on its page.

    The page starts from what the application says now, or from a draft that was begun already.
    """
    application = dossier.application
    said = {} if dossier.is_open or application is None else dossiers.words_of(application)
    known = {name: text for name, text in said.items() if text}
    keep(dossier, words=dossier.words | known, asked=what.strip(), asked_at=clock.now())


@transaction.atomic
def ask_for_missing(application: Application, *, what: str) -> None:
    """Opens the applicant's page again, and says there and in a mail what is missing. Raises `Refused`."""
    # The dossier is locked first, in the same order as when the applicant submits or withdraws.
    dossier = Dossier.objects.select_for_update().filter(application=application).first()
    application = reviewing.hold(application)
    if dossier is None:
        raise Refused(
            _(
                "The application of %(applicant)s came by mail, so the applicant has no page here. Write to "
                "them, and enter their reply."
            )
            % {"applicant": application}
        )
    if not application.is_pending:
        raise Refused(reviewing.closed(application))
    if not what.strip():
        raise Refused(_("Please say what is missing. The applicant reads it in an e-mail and on its page."))
    open_for(dossier, what=what)
    keep(application, moved_at=clock.now())
    tell_applicant(
        application,
        subject=_("Your application: please add missing information"),
        template="agencies/applications/mail/asked.txt",
        context={"what": textwrap.indent(what.strip(), "    ")},
    )


# Ended --------------------------------------------------------------------------------------------


@transaction.atomic
def forget_ended() -> int:
    """Deletes dossiers that were left unfinished, and the addresses of those settled long ago.

    Returns how many.
    """
    known = Dossier.objects.exclude(application__isnull=False, email="").select_related("application")
    ended = [one for one in known if links.why_ended(one)]
    remove([one for one in ended if one.application is None])
    settled = {one: one.application for one in ended if one.application}
    addresses = {address for one, application in settled.items() for address in _addresses(one, application)}
    Candidate.objects.filter(application__dossier__in=list(settled)).update(email="")
    Dossier.objects.filter(pk__in=[one.pk for one in settled]).update(email="", words={})
    removal.remove(addresses - _of_others(addresses))  # each table is looked through once, for all
    return len(ended)


def _addresses(dossier: Dossier, application: Application) -> set[str]:
    """Returns the addresses of the applicant and of the people that it named."""
    named = {values["email"] for values in dossiers.candidates(dossier).values()}
    kept = set(application.candidates.values_list("email", flat=True))
    return {one for one in {dossier.email, *named, *kept} if one}

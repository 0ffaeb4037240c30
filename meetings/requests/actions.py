"""The verbs of a request for a meeting: made, changed, withdrawn, answered.

Each locks the request's row first. A meeting is planned under that lock. From then on, the verbs of the
meeting lock the meeting first and its requests after it.
"""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, User
from agencies.people import rules as people_rules
from agencies.people.mail import tell, tell_agency
from chairmanship.rotation.offices import chairs_people
from chairmanship.rotation.rules import acts_as_chair
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.verbs import Refused, Stale, lock_table
from meetings.meeting import places
from meetings.meeting.locks import save
from meetings.meeting.models import Meeting
from meetings.requests.models import MeetingRequest
from meetings.requests.queries import what_happened

Answer = MeetingRequest.Answer
TEXTS = ("subject", "level", "wished", "reason")
SUBJECTS = {
    "asked": gettext_lazy("%(who)s requests a meeting: %(subject)s"),
    "entered": gettext_lazy("Meeting request entered for %(who)s: %(subject)s"),
    "changed": gettext_lazy("Meeting request changed for %(who)s: %(subject)s"),
    "withdrawn": gettext_lazy("Meeting request withdrawn: %(subject)s"),
    "declined": gettext_lazy("Meeting request declined: %(subject)s"),
    "reopened": gettext_lazy("Meeting request reopened: %(subject)s"),
    "called": gettext_lazy("Meeting convened as you requested: %(subject)s"),
}


@transaction.atomic
def ask(
    *, subject: str, by: User, asked_by: Agency | None = None, asked_from_outside: str = "", **what
) -> MeetingRequest:
    """Records that a member, or somebody from outside, asks the chair for a meeting. Returns the request.

    The chair's people are told, unless one of them enters it. If others enter it for an agency, the agency is
    told. Whoever asks for the same once more gets the request that is open.
    """
    lock_table(MeetingRequest)  # two that come at once
    what |= {"subject": subject, "asked_by": asked_by, "asked_from_outside": asked_from_outside}
    if same := MeetingRequest.objects.filter(**what, entered_by=by, answer=Answer.NONE).first():
        return same
    request = MeetingRequest.objects.create(
        **what, entered_by=by, on_behalf=people_rules.is_for_another(asked_by, by), revision=1
    )
    if not acts_as_chair.test(by):
        _tell_chair(request, "asked", by=by)
    if request.on_behalf:
        _tell_asker(request, "entered", by=by)
    return request


@transaction.atomic
def change(request: MeetingRequest, *, changes: dict, revision: int, by: User) -> MeetingRequest:
    """Changes a request. Returns it.

    Raises `Refused` if it has an answer, and `Stale` if somebody changed it since `revision`.
    """
    request = _locked(request)
    if not request.is_open:
        raise Refused(
            _("This request can no longer be changed: %(what_happened)s.")
            % {"what_happened": what_happened(request)}
        )
    if request.revision != revision:
        raise Stale(request)
    for name in TEXTS:
        setattr(request, name, changes[name])
    if people_rules.is_for_another(request.asked_by, by):
        _tell_asker(request, "changed", by=by)
    return save(request)


@transaction.atomic
def withdraw(request: MeetingRequest, *, by: User, revision: int | None = None) -> MeetingRequest:
    """Withdraws a request. A meeting planned for it stays planned. Returns it. Raises `Refused`."""
    request = _moved(request, Answer.WITHDRAWN, by=by, revision=revision)
    if not acts_as_chair.test(by):
        _tell_chair(request, "withdrawn", by=by)
    if people_rules.is_for_another(request.asked_by, by):
        _tell_asker(request, "withdrawn", by=by)
    return request


@transaction.atomic
def decline(request: MeetingRequest, *, reason: str, by: User, revision: int | None = None) -> MeetingRequest:
    """Declines a request. The asking agency reads the reason. Returns it. Raises `Refused`."""
    request = _moved(request, Answer.DECLINED, by=by, revision=revision, reason=reason)
    _tell_asker(request, "declined", by=by)
    return request


@transaction.atomic
def reopen(request: MeetingRequest, *, by: User, revision: int | None = None) -> MeetingRequest:
    """Undoes that a request was declined: it waits for an answer again. Returns it. Raises `Refused`."""
    request = _moved(request, Answer.NONE, by=by, revision=revision)
    _tell_asker(request, "reopened", by=by)
    return request


# The meeting that answers it; used by the verbs of the meeting ---------------------------------------


def hold(request: MeetingRequest) -> MeetingRequest:
    """Locks the request for which a meeting is about to be planned. Returns it. Raises `Refused`."""
    request = _locked(request)
    if not request.is_waiting:
        raise Refused(
            _("No meeting was planned: %(what_happened)s.") % {"what_happened": what_happened(request)}
        )
    return request


def link(request: MeetingRequest, meeting: Meeting) -> None:
    """Records that this meeting is planned for the request."""
    request.meeting = meeting
    save(request)


def answer_called(meeting: Meeting, *, by: User, batch: str) -> None:
    """Answers the requests for which the meeting was planned, as it is convened now."""
    for request in _of(meeting, Answer.NONE):
        request.answer, request.answered_at, request.answered_by = Answer.CALLED, clock.now(), by
        save(request)
        if not meeting.is_over:
            _tell_asker(request, "called", by=by, batch=batch)


def take_back_called(meeting: Meeting) -> None:
    """Removes these answers again, as the meeting was undone before anybody heard of it."""
    for request in _of(meeting, Answer.CALLED):
        _open(request)
        save(request)


def release(meeting: Meeting) -> None:
    """Unlinks the requests from a planned meeting that is cancelled: they wait for an answer again."""
    for request in _of(meeting, Answer.NONE):
        request.meeting = None
        save(request)


def _of(meeting: Meeting, answer: str):
    return meeting.requests.select_for_update(of=["self"]).filter(answer=answer).order_by("pk")


def _locked(request: MeetingRequest) -> MeetingRequest:
    found = MeetingRequest.objects.select_related("asked_by", "answered_by", "meeting")
    return found.select_for_update(of=["self"]).get(pk=request.pk)


def _moved(request, to: str, *, by: User, revision: int | None, reason: str = "") -> MeetingRequest:
    request = _locked(request)
    if to not in MeetingRequest.TRANSITIONS[request.answer] or request.answer == Answer.CALLED:
        raise Refused(
            _("Nothing was changed: %(what_happened)s.") % {"what_happened": what_happened(request)}
        )
    if revision is not None and revision != request.revision:
        raise Refused(
            _(
                "Somebody else was faster, so nothing was changed: %(what_happened)s. Check the request as "
                "it is now, then decide."
            )
            % {"what_happened": what_happened(request)}
        )
    if to == Answer.NONE:
        _open(request)
    else:
        request.answer, request.answer_reason, request.meeting = to, reason, None
        request.answered_at, request.answered_by = clock.now(), by
    return save(request)


def _open(request: MeetingRequest) -> None:
    request.answer, request.answer_reason = Answer.NONE, ""
    request.answered_at = request.answered_by = None


# Who is told ------------------------------------------------------------------------------------------


def _context(request: MeetingRequest, by: User) -> dict:
    meeting = request.meeting
    return {"request": request, "by": by, "when": places.when(meeting) if meeting else ""}


def _subject(request: MeetingRequest, verb: str) -> str:
    return SUBJECTS[verb] % {"who": request.asker, "subject": request.subject}


def _tell_asker(request: MeetingRequest, verb: str, *, by: User, batch: str = "") -> None:
    if request.asked_by:
        page = request.meeting if verb == "called" and request.meeting else request
        tell_agency(
            request.asked_by,
            subject=_subject(request, verb),
            template=f"meetings/requests/mail/request_{verb}.txt",
            context=_context(request, by),
            link=address(page.get_absolute_url()),
            batch=batch,
            but=by,
            kind=Kind.PROPOSALS,
            thread=f"request-{request.pk}",
        )


def _tell_chair(request: MeetingRequest, verb: str, *, by: User) -> None:
    tell(
        chairs_people(),
        subject=_subject(request, verb),
        template=f"meetings/requests/mail/request_{verb}.txt",
        context=_context(request, by),
        why=_("You receive this e-mail because you act for the chair."),
        link=address(reverse("meetings:request_detail", args=[request.pk])),
        but=by,
        thread=f"request-{request.pk}",
    )

"""The pages of meetings: the list, a meeting, and its verbs."""

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import Agency
from agencies.people.rules import agencies_of, own_agencies
from chairmanship.rotation.choosers import OfTerm
from chairmanship.rotation.powers import powers_of
from foundation.dates import clock, hours
from foundation.text.searching import sought
from foundation.verbs import Refused, Stale
from foundation.web import panels
from foundation.web.forms import differences
from foundation.web.paging import FoundPaginator
from foundation.web.requests import whole
from meetings.agenda import mail as agenda_mail
from meetings.agenda.models import AgendaItem
from meetings.agenda.reading import read_by
from meetings.attendance import participants
from meetings.attendance import queries as attendance_queries
from meetings.calendar import deadlines
from meetings.convening import actions, undo
from meetings.convening.forms import MeetingForm
from meetings.followup.models import Action, Decision
from meetings.followup.queries import arising, reportable
from meetings.invitations.mail import CALL, is_news
from meetings.invitations.panels import invitation_facts
from meetings.invitations.queries import not_reached
from meetings.meeting import places
from meetings.meeting.access import A_PAGE, get_meeting, perform, query, require, require_group, revision_of
from meetings.meeting.models import Meeting
from meetings.minutes import actions as minutes_actions
from meetings.minutes import keeping
from meetings.minutes import mail as minutes_mail
from meetings.minutes.adoption import earlier_minutes
from meetings.minutes.forms import CommentForm
from meetings.minutes.queries import corrections_of
from meetings.minutes.views.comments import read_facts, shown_comments, speakers
from meetings.requests import queries as request_queries
from meetings.requests.models import MeetingRequest


@require_http_methods(["GET", "POST"])
def meeting_cancel(request, pk):
    """Cancels a meeting. Everybody invited reads the reason, if there is one."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    if request.method == "POST":
        reason = request.POST.get("reason", "")[:2000]
        return perform(
            request,
            meeting,
            lambda: actions.cancel_meeting(meeting, by=request.user, reason=reason),
            _("The meeting is cancelled."),
        )
    knows = meeting.stage == Meeting.Stage.CALLED and not is_news(meeting, CALL)
    invited = meeting.invitations.filter(withdrawn_at=None).count() if knows else 0
    context = {"meeting": meeting, "invited": invited, "knows": knows}
    return render(request, "meetings/convening/meeting_cancel.html", context)


@require_POST
def take_back(request, pk):
    """Undoes that a meeting was convened, moved or cancelled, within a minute."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    try:
        messages.success(request, undo.take_back(meeting, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(meeting)


@require_GET
def meeting_list(request):
    """The meetings ahead, the next first, and the past ones, the latest first."""
    require_group(request.user)
    today = clock.today()
    found = Meeting.objects.visible_to(request.user)
    chosen = {name: request.GET.get(name, "").strip() for name in ("level", "term", "q")}
    if chosen["level"] in Meeting.Level.values:
        found = found.filter(level=chosen["level"])
    of_term = OfTerm(request.GET)
    if term := of_term.chosen:
        found = found.of_term(term)
    chosen["term"] = term.slug if term else ""
    items = AgendaItem.objects.for_reader(request.user)
    if not request.user.has_perm("meetings.see_draft"):
        items = items.exclude(meeting__agenda_state=Meeting.Agenda.PRIVATE)
    for word in sought(chosen["q"]):
        found = found.filter(pk__in=_having(word, items))
    behind = found.behind()
    # As `ahead`, with those that were cancelled.
    coming = found.filter(Q(minutes="") | Q(stage=Meeting.Stage.CANCELLED), date__latest__gte=today)
    rows = Meeting.objects.select_related("term__agency")
    pages = FoundPaginator(behind.order_by("-date", "-time", "-pk"), A_PAGE, rows=rows)
    page = pages.get_page(request.GET.get("page"))
    return render(
        request,
        "meetings/convening/meeting_list.html",
        {
            "ahead": coming.select_related("term__agency") if page.number == 1 else (),
            "page": page,
            "chosen": chosen,
            "narrowed": any(chosen.values()),
            "levels": Meeting.Level.choices,
            "of_term": of_term,
            "asked": query(chosen),
            "may_plan": request.user.has_perm("meetings.plan_meeting"),
            "may_ask": request.user.has_perm("meetings.request_meeting"),
        },
    )


def _having(word: str, items):
    """Returns the keys of the meetings with that word in their own texts, or in a title of these items."""
    meetings = Meeting.objects.filter(words__contains=word).order_by().values("pk")
    return meetings.union(items.filter(words__contains=word).order_by().values("meeting"))


def get_meeting_page(request, meeting: Meeting, *, form=None, about=None):
    """Returns the page of a meeting, with what the user may read."""
    user = request.user
    reads_agenda = user.has_perm("meetings.read_agenda", meeting)
    reads_minutes = reads_agenda and user.has_perm("meetings.read_minutes", meeting)
    writes = user.has_perm("meetings.write_minutes", meeting)
    changes = user.has_perm("meetings.change_meeting", meeting)
    may_comment = user.has_perm("meetings.comment", meeting)
    items, comments = [], []
    if reads_agenda:
        owned = Action.objects.select_related("agency", "reported_by")
        items = read_by(
            user,
            meeting,
            meeting.agenda.select_related("proposed_by", "paper_by").prefetch_related(
                Prefetch("decisions", Decision.objects.with_successors(Decision.objects.visible_to(user))),
                Prefetch("actions", owned),
                "proposals__proposed_by",
            ),
        )
        there = {None, *(item.pk for item in items)}
        comments = [
            one
            for one in shown_comments(meeting, user, drafts=writes or user.has_perm("meetings.see_draft"))
            if one.item_id in there
        ]
    own = own_agencies(user)
    corrected = corrections_of(meeting) if reads_minutes else {}
    for item in items:
        item.corrected = corrected.get(item.pk, ())
        item.brings = item.paper_by_id in own and user.has_perm("meetings.bring_paper", item)
        item.said = [one for one in comments if one.item_id == item.pk]
        reportable(item.actions.all(), user)
    files = list(meeting.minutes_files.all()) if reads_minutes else []
    attendance = list(meeting.attendance.select_related("agency")) if reads_minutes else []
    heard = list(meeting.guests.all()) if reads_minutes else []
    return render(
        request,
        "meetings/convening/meeting_detail.html",
        {
            "meeting": meeting,
            "reads_agenda": reads_agenda,
            "reads_minutes": reads_minutes,
            "sees_draft": user.has_perm("meetings.see_draft") or writes,
            "writes": writes,
            "changes": changes,
            "may_comment": may_comment,
            "items": items,
            "said": [one for one in comments if one.item_id is None],
            "whole_corrections": corrected.get(None, ()),
            "reading": read_facts(meeting, user, comments, writes=writes) if reads_minutes else {},
            "form": form,
            "about": about,
            "speakers": speakers(user) if may_comment else (),
            **attendance_queries.recorded(attendance),
            "heard": heard,
            "recallable_minutes": minutes_mail.waiting(meeting) if writes else None,
            "keeping": _keeping(meeting, user),
            "minutes_files": files,
            "may_attach": not meeting.minutes_stand or not (files or any(item.minutes for item in items)),
            "has_papers": any(item.shown_papers for item in items),
            "prints": _prints(
                meeting,
                user,
                agenda=reads_agenda,
                minutes=reads_minutes,
                known=participants.are_known(meeting, (attendance, heard) if reads_minutes else None),
            ),
            "deadlines": deadlines.ahead(meeting),
            "arising": arising(user, meeting, items),
            "earlier": earlier_minutes(meeting),
            "recallable_agenda": agenda_mail.waiting(meeting) if changes else None,
            "invited": invitation_facts(meeting, user),
            "panels": panels.sections("meeting", meeting, user),
            "next": (
                following := next_thing(
                    meeting, changes=changes, writes=writes, items=sum(not one.kind for one in items)
                )
            ),
            "not_reached": not_reached(meeting) if following == "call" else (),
        },
    )


def _keeping(meeting: Meeting, user) -> dict:
    """Returns what the page says of minutes that another agency than the chair keeps, or has given over."""
    terms = keeping.outgoing(meeting, powers_of(user).around(meeting.date))
    if meeting.stage != Meeting.Stage.CALLED or not terms:
        return {}
    may = not meeting.minutes_stand and user.has_perm("meetings.give_minutes_over", meeting)
    given = meeting.given_over_at is not None
    return {
        "agencies": [term.agency for term in terms],
        "gives": may and not given,
        "undoes": may and given and not keeping.is_written_on(meeting),
    }


def next_thing(meeting: Meeting, *, changes: bool, writes: bool, items: int) -> str:
    """Returns the main action of the page for this user: call, minutes, publish, agenda, or "" for none."""
    if meeting.stage == Meeting.Stage.CANCELLED:
        return ""
    if meeting.stage == Meeting.Stage.PLANNED:
        return "call" if changes else ""
    if meeting.has_begun and not meeting.minutes_stand and (writes or meeting.called_at):
        # Adoption before the date cannot be undone, so it is not the main action.
        return "minutes" if writes else ""
    if changes and meeting.agenda_state == Meeting.Agenda.PRIVATE:
        return "publish" if items else "agenda"
    return "agenda" if changes and not meeting.is_over else ""


def _prints(meeting: Meeting, user, *, agenda: bool, minutes: bool, known: bool) -> list[tuple[str, str]]:
    """Returns the files that the reader can download: the name in the address, and the name on the page."""
    found = [("agenda", _("Agenda"))] if agenda else []
    if minutes and meeting.minutes:
        found += [("minutes", _("Minutes")), ("conclusions", _("Summary of conclusions"))]
    if minutes if known else user.has_perm("meetings.see_answers", meeting):
        found.append(("participants", _("List of participants") if known else _("Expected participants")))
    return found


@require_GET
def meeting_detail(request, pk):
    return get_meeting_page(request, get_meeting(request.user, pk))


@require_http_methods(["GET", "POST"])
def meeting_plan(request):
    """Plans a meeting, or plans and convenes it at once, on its own or for a request."""
    require(request.user, "meetings.plan_meeting")
    asked, initial = None, {"level": Meeting.Level.WORKING}
    if key := whole(request.GET.get("request", "")):
        asked = get_object_or_404(
            MeetingRequest.objects.visible_to(request.user).select_related("asked_by", "meeting"),
            pk=key,
        )
        if not asked.is_waiting:
            what = {"what": request_queries.what_happened(asked)}
            messages.error(request, _("This request is no longer open: %(what)s.") % what)
            return redirect(asked)
        initial = {
            "level": asked.level, "date": asked.wished, "kind": Meeting.Kind.AD_HOC, "title": asked.subject,
            "purpose": asked.reason, "convened_at_request_of": asked.asker,
        }  # fmt: skip
    form = MeetingForm(request.POST or None, initial=initial)
    calls = "call" in request.POST
    plan = actions.call_at_once if calls else actions.plan_meeting
    if request.method == "POST" and form.is_valid():
        try:
            meeting = plan(**form.cleaned_data, request=asked, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, CALLED if calls else PLANNED)
            _note(request, form, meeting)
            return redirect(meeting)
    return _form_page(request, form, request_of=asked)


def _form_page(request, form, *, meeting=None, request_of=None, both=(), status=200):
    context = {
        "form": form,
        "meeting": meeting,
        "request_of": request_of,
        "both": both,
        "cities": places.cities(),
        "zones": hours.zones(),
    }
    return render(request, "meetings/convening/meeting_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def meeting_change(request, pk):
    """Changes a meeting. If somebody else has changed it meanwhile, shows both versions."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    if request.method == "GET":
        return _form_page(request, MeetingForm(instance=meeting), meeting=meeting)
    form = MeetingForm(request.POST, instance=get_object_or_404(Meeting, pk=pk))
    if not form.is_valid():
        return _form_page(request, form, meeting=meeting)
    try:
        changed = actions.change_meeting(
            meeting, changes=form.cleaned_data, revision=revision_of(request), by=request.user
        )
    except Stale as stale:
        return _form_page(
            request, form, meeting=stale.current, both=differences(form, stale.current), status=409
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, form, meeting=meeting)
    messages.success(request, _("Meeting saved."))
    _note(request, form, changed)
    return redirect(changed)


def _note(request, form, meeting) -> None:
    for words in form.notes(meeting):
        messages.warning(request, words)


PLANNED = gettext_lazy(
    "Meeting planned. Only the chair, the troika and the secretariat can see it until you convene it."
)
CALLED = gettext_lazy("Meeting convened. Members can see it now; their invitations go out in one minute.")


@require_POST
def meeting_call(request, pk):
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    return perform(request, meeting, lambda: actions.call_meeting(meeting, by=request.user), CALLED)


@require_POST
def meeting_plan_again(request, pk):
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    return perform(
        request,
        meeting,
        lambda: actions.plan_again(meeting, by=request.user),
        _("The meeting is planned again. Convene it when you want members to see it."),
    )


@require_POST
def comment(request, pk):
    """Comments on the draft minutes, or on an item of them."""
    meeting = get_meeting(request.user, pk)
    user = request.user
    if meeting.minutes_stand:
        messages.error(request, _("Comments are closed because these minutes are adopted."))
        return redirect(meeting)
    require(user, "meetings.comment", meeting)
    item = None
    if request.POST.get("item"):
        item = get_object_or_404(meeting.agenda.for_reader(user, meeting), pk=whole(request.POST["item"]))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return get_meeting_page(request, meeting, form=form, about=item.pk if item else 0)
    own = Agency.objects.filter(pk__in=agencies_of(user))
    chosen = [agency for agency in speakers(user) if agency.slug == request.POST.get("agency")]
    agency = chosen[0] if chosen else own.first()
    text = form.cleaned_data["text"]
    return perform(
        request,
        meeting,
        lambda: minutes_actions.comment(meeting, text=text, item=item, agency=agency, by=user),
        _("Comment sent to the chair."),
    )

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import Agency
from agencies.rules import agencies_of, is_of_group, own_agencies
from chairmanship.models import Chairmanship
from chairmanship.rules import is_troika
from chairmanship.views import get_term
from foundation import clock, sections
from foundation.forms import differing
from foundation.requests import whole
from meetings import (
    actions,
    circulating,
    minuting,
    participants,
    places,
    publishing,
    requesting,
    wanted,
)
from meetings.correcting import corrections_of
from meetings.forms import CommentForm
from meetings.meeting_forms import MeetingForm
from meetings.models import Action, AgendaItem, Meeting, MeetingRequest
from meetings.views.fetching import get_meeting, reportable, require
from meetings.views.invited import invitation_facts
from meetings.views.reading import arising, earlier_minutes, read_by

A_PAGE = 25


@require_GET
def meeting_list(request):
    """Those ahead, the next first, and those behind, the last first."""
    require_group(request.user)
    today = clock.today()
    found = Meeting.objects.visible_to(request.user).select_related("term__agency")
    chosen = {name: request.GET.get(name, "").strip() for name in ("level", "term", "q")}
    if chosen["level"] in Meeting.Level.values:
        found = found.filter(level=chosen["level"])
    if chosen["term"]:
        found = found.of_term(get_term(chosen["term"]))
    if chosen["q"]:
        found = found.filter(_having(chosen["q"], request.user))
    behind = found.behind()
    cancelled = found.filter(stage=Meeting.Stage.CANCELLED, date__latest__gte=today)
    page = Paginator(behind.order_by("-date", "-time", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "meetings/meeting_list.html",
        {
            "ahead": found.ahead() | cancelled if page.number == 1 else (),
            "page": page,
            "chosen": chosen,
            "narrowed": any(chosen.values()),
            "levels": Meeting.Level.choices,
            "terms": Chairmanship.objects.select_related("agency").order_by("-starts"),
            "asked": query(chosen),
            "may_plan": request.user.has_perm("meetings.plan_meeting"),
            "may_ask": request.user.has_perm("meetings.request_meeting"),
        },
    )


def query(chosen: dict) -> str:
    """What narrows a list, to be carried to its other pages."""
    return urlencode({name: value for name, value in chosen.items() if value})


def require_group(user) -> None:
    """The registers are the Group's: people of members and of the secretariat read them."""
    if not (user.is_superuser or is_of_group.test(user) or is_troika.test(user)):
        raise PermissionDenied


def _having(words: str, user) -> Q:
    """Those words in what the person may read of a meeting, its agenda included."""
    items = AgendaItem.objects.for_reader(user).filter(
        title__icontains=words, meeting__in=Meeting.objects.visible_to(user).values("pk")
    )
    if not user.has_perm("meetings.see_draft"):
        items = items.exclude(meeting__agenda_state=Meeting.Agenda.PRIVATE)
    found = Q(pk__in=items.values("meeting"))
    for field in ("title", "city", "venue", "purpose", "convened_at_request_of"):
        found |= Q(**{f"{field}__icontains": words})
    return found


def get_meeting_page(request, meeting: Meeting, *, form=None, about=None):
    """The meeting as that person may read it."""
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
                "decisions", Prefetch("actions", owned), "proposals__proposed_by"
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
    attendance = meeting.attendance.select_related("agency") if reads_minutes else ()
    return render(
        request,
        "meetings/meeting_detail.html",
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
            "form": form,
            "about": about,
            "speakers": speakers(user) if may_comment else (),
            "present": [row for row in attendance if row.present],
            "absent": [row for row in attendance if row.present is False],
            "expected": [row for row in attendance if row.present is None],
            "heard": list(meeting.guests.all()) if reads_minutes else (),
            "unsent": circulating.waiting(meeting) if writes else None,
            "minutes_files": list(meeting.minutes_files.all()) if reads_minutes else (),
            "has_papers": any(item.shown_papers for item in items),
            "prints": _prints(meeting, user, agenda=reads_agenda, minutes=reads_minutes),
            "wanted": wanted.of_page(meeting),
            "arising": arising(user, meeting, items),
            "earlier": earlier_minutes(meeting),
            "unsaid": publishing.waiting(meeting) if changes else None,
            "invited": invitation_facts(meeting, user),
            "panels": sections.shown("meeting", meeting, user),
            "next": next_thing(
                meeting, changes=changes, writes=writes, items=sum(not one.kind for one in items)
            ),
        },
    )


def next_thing(meeting: Meeting, *, changes: bool, writes: bool, items: int) -> str:
    """The one main action of the page: what this person can do next with the meeting."""
    if meeting.stage == Meeting.Stage.CANCELLED:
        return ""
    if meeting.stage == Meeting.Stage.PLANNED:
        return "call" if changes else ""
    if writes and meeting.has_begun and not meeting.minutes_stand:
        return "minutes"  # adopting before the date is under the rest: it cannot be taken back
    if changes and meeting.agenda_state == Meeting.Agenda.PRIVATE:
        return "publish" if items else "agenda"
    return "agenda" if changes and not meeting.is_over else ""


def shown_comments(meeting: Meeting, user, *, drafts: bool) -> list:
    """The comments that a person may read: those on a draft only who reads drafts, and, once the minutes are
    circulated, the agency for which one was entered.
    """
    comments = meeting.comments.select_related("by", "agency")
    if not drafts:
        if not meeting.circulated_at:
            return []
        comments = comments.filter(Q(at__gte=meeting.circulated_at) | Q(agency__in=own_agencies(user)))
    return list(comments)


def speakers(user) -> list[Agency]:
    """The agencies for which a person can comment, where there is a choice.

    Who acts for one agency speaks for it; the chair's people and the secretariat may enter for any member.
    """
    if user.has_perm("meetings.enter_for_agency"):
        return list(Agency.objects.members(on=clock.today()))
    mine = agencies_of(user)
    return list(Agency.objects.filter(pk__in=mine)) if len(mine) > 1 else []


def _prints(meeting: Meeting, user, *, agenda: bool, minutes: bool) -> list[tuple[str, str]]:
    """What the reader can take away, by the name that it has in its address."""
    found = [("agenda", "Agenda")] if agenda else []
    if minutes and meeting.minutes:
        found += [("minutes", "Minutes"), ("conclusions", "Summary of conclusions")]
    known = participants.are_known(meeting)
    if minutes if known else user.has_perm("meetings.see_answers", meeting):
        found.append(("participants", "List of participants" if known else "Who is expected"))
    return found


@require_GET
def meeting_detail(request, pk):
    return get_meeting_page(request, get_meeting(request.user, pk))


@require_http_methods(["GET", "POST"])
def meeting_plan(request):
    """Planned, or planned and called in one go; of its own, or as somebody asked for it."""
    require(request.user, "meetings.plan_meeting")
    asked, initial = None, {"level": Meeting.Level.WORKING}
    if wanted := whole(request.GET.get("request", "")):
        asked = get_object_or_404(
            MeetingRequest.objects.visible_to(request.user).select_related("asked_by", "meeting"),
            pk=wanted,
        )
        if not asked.is_waiting:
            messages.error(request, f"It waits for no meeting: {requesting.what_happened(asked)}.")
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
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, VERBS["call"][1] if calls else PLANNED)
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
        "zones": places.zones(),
    }
    return render(request, "meetings/meeting_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def meeting_change(request, pk):
    """Who changes what somebody else has changed meanwhile sees both versions, with what they typed kept."""
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
    except actions.Stale as stale:
        return _form_page(
            request, form, meeting=stale.current, both=differing(form, stale.current), status=409
        )
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, form, meeting=meeting)
    messages.success(request, "The meeting is changed.")
    _note(request, form, changed)
    return redirect(changed)


def _note(request, form, meeting) -> None:
    for words in form.notes(meeting):
        messages.warning(request, words)


def revision_of(request) -> int:
    """The revision that a form was opened with; one that never was, where it does not say."""
    return whole(request.POST.get("revision", ""), -1)


PLANNED = "The meeting is planned. You, the troika and the secretariat see it; call it next."
VERBS = {
    "call": (
        actions.call_meeting,
        "The meeting is called: the members see it now, and are invited in a minute.",
    ),
    "plan-again": (actions.plan_again, "The meeting is planned again. Call it for the members to see it."),
    "publish": (
        actions.publish_agenda,
        "The provisional agenda is published: the members read it now, and are told in a minute.",
    ),
    "adopt-agenda": (actions.adopt_agenda, "The agenda is adopted."),
}


@require_POST
def meeting_move(request, pk, verb):
    """A step of the meeting or its agenda from one state to the next."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    act, done = VERBS[verb]
    return tried(request, meeting, lambda: act(meeting, by=request.user), done)


def tried(request, then, act, done: str):
    """Does it, tells how it went, and goes on to that page."""
    try:
        act()
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(then)


@require_POST
def comment(request, pk):
    meeting = get_meeting(request.user, pk)
    user = request.user
    if meeting.minutes_stand:
        messages.error(request, "The time for comments is over: these minutes stand.")
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
    return tried(
        request,
        meeting,
        lambda: minuting.comment(meeting, text=text, item=item, agency=agency, by=user),
        "Your comment is with the chair.",
    )

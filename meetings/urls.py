from django.urls import path

from meetings.agenda import views as agenda_views
from meetings.attendance import views as attendance_views
from meetings.calendar import views as calendar_views
from meetings.convening.views import meetings, suggestions
from meetings.followup import views as followup_views
from meetings.invitations import views as invitation_views
from meetings.minutes.views import comments, files, minutes, versions
from meetings.prints import views as prints_views
from meetings.requests import views as request_views
from meetings.workplan import views as workplan_views

app_name = "meetings"


def moved(verb: str, name: str, address: str):
    """A step from one state to the next, by the name of its verb."""
    return path(f"<int:pk>/{address}/", meetings.meeting_move, {"verb": verb}, name=name)


urlpatterns = [
    path("", meetings.meeting_list, name="meeting_list"),
    path("calendar.ics", calendar_views.public_feed, name="public_feed"),
    path("calendar/address/", calendar_views.feed_renew, name="feed_renew"),
    path("calendar/<str:key>.ics", calendar_views.feed, name="feed"),
    path("year/", calendar_views.year, name="year"),
    path("year/<int:year>/", calendar_views.year, name="year"),
    path("rhythm/", calendar_views.rhythm, name="rhythm"),
    path("suggestions/<int:pk>/confirm/", suggestions.confirm, name="suggestion_confirm"),
    path("suggestions/<int:pk>/move/", suggestions.move, name="suggestion_move"),
    path("suggestions/<int:pk>/drop/", suggestions.drop, name="suggestion_drop"),
    path("suggestions/<int:pk>/again/", suggestions.take_up_again, name="suggestion_again"),
    path("plan/", meetings.meeting_plan, name="meeting_plan"),
    path("requests/", request_views.request_list, name="request_list"),
    path("requests/ask/", request_views.request_ask, name="request_ask"),
    path("requests/<int:pk>/", request_views.request_detail, name="request_detail"),
    path("requests/<int:pk>/change/", request_views.request_change, name="request_change"),
    path("requests/<int:pk>/decline/", request_views.request_decline, name="request_decline"),
    path("requests/<int:pk>/withdraw/", request_views.request_withdraw, name="request_withdraw"),
    path("requests/<int:pk>/reopen/", request_views.request_reopen, name="request_reopen"),
    path("decisions/", followup_views.decision_list, name="decision_list"),
    path("decisions/<int:pk>/", followup_views.decision_detail, name="decision_detail"),
    path("decisions/<int:pk>/settle/", followup_views.decision_settle, name="decision_settle"),
    path("actions/", followup_views.action_list, name="action_list"),
    path("actions/link/<str:link>/", followup_views.action_link, name="action_link"),
    path("actions/<int:pk>/report/", followup_views.action_report, name="action_report"),
    path("activities/<int:pk>/connect/", workplan_views.connect, name="activity_connect"),
    path("activities/<int:pk>/disconnect/", workplan_views.disconnect, name="activity_disconnect"),
    path("plans/<int:pk>/approve/", workplan_views.approve, name="plan_approve"),
    path("<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("<int:pk>/change/", meetings.meeting_change, name="meeting_change"),
    moved("call", "meeting_call", "call"),
    path("<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("<int:pk>/take-back/", meetings.take_back, name="meeting_take_back"),
    path("reply/<str:link>/", invitation_views.reply, name="reply"),
    path("<int:pk>/invitations/", invitation_views.invitation_list, name="invitation_list"),
    path("<int:pk>/invitations/remind/", invitation_views.remind, name="invitations_remind"),
    path("<int:pk>/invitations/now/", invitation_views.invite_now, name="invitations_now"),
    path("<int:pk>/invitations/<int:invitation>/", invitation_views.answer, name="invitation_answer"),
    path(
        "<int:pk>/invitations/<int:invitation>/again/", invitation_views.send_again, name="invitation_again"
    ),
    moved("plan-again", "meeting_plan_again", "plan-again"),
    path("<int:pk>/comment/", meetings.comment, name="comment"),
    path("<int:pk>/agenda/", agenda_views.agenda, name="agenda"),
    path("<int:pk>/<slug:kind>.docx", prints_views.print_docx, name="print_docx"),
    path("<int:pk>/<slug:kind>.pdf", prints_views.print_pdf, name="print_pdf"),
    path("<int:pk>/print/<slug:kind>/", prints_views.print_page, name="print_page"),
    path("<int:pk>/print/<slug:kind>/make/", prints_views.print_make, name="print_make"),
    path("<int:pk>/agenda/<int:item>/papers/", agenda_views.item_papers, name="item_papers"),
    path("<int:pk>/papers/<int:paper>/", agenda_views.paper_file, name="paper_file"),
    path("<int:pk>/papers/<int:paper>/<int:file>/", agenda_views.paper_file, name="paper_version"),
    path("<int:pk>/papers/<int:paper>/renew/", agenda_views.paper_renew, name="paper_renew"),
    path("<int:pk>/papers/<int:paper>/change/", agenda_views.paper_change, name="paper_change"),
    path("<int:pk>/papers/<int:paper>/remove/", agenda_views.paper_remove, name="paper_remove"),
    path("<int:pk>/minutes/take-back/", minutes.take_back, name="minutes_take_back"),
    moved("publish", "agenda_publish", "agenda/publish"),
    moved("adopt-agenda", "agenda_adopt", "agenda/adopt"),
    path("<int:pk>/agenda/tell/", agenda_views.tell_changes, name="agenda_tell"),
    path("<int:pk>/agenda/take-back/", agenda_views.take_back, name="agenda_take_back"),
    path("<int:pk>/agenda/carry/<int:item>/", followup_views.item_carry, name="item_carry"),
    path("<int:pk>/agenda/add/", agenda_views.item_add, name="item_add"),
    path("<int:pk>/agenda/<int:item>/", agenda_views.item_change, name="item_change"),
    path("<int:pk>/agenda/<int:item>/move/", agenda_views.item_move, name="item_move"),
    path("<int:pk>/agenda/<int:item>/remove/", agenda_views.item_remove, name="item_remove"),
    path("reply/<str:link>/papers/<int:paper>/", prints_views.guest_paper, name="guest_paper"),
    path("reply/<str:link>/pack/", prints_views.guest_pack, name="guest_pack"),
    path("reply/<str:link>/pack.pdf", prints_views.guest_pack_pdf, name="guest_pack_pdf"),
    path("<int:pk>/guests/", invitation_views.guest_list, name="guest_list"),
    path("<int:pk>/guests/add/", invitation_views.guest_add, name="guest_add"),
    path("<int:pk>/guests/<int:guest>/", invitation_views.guest_change, name="guest_change"),
    path("<int:pk>/guests/<int:guest>/refuse/", invitation_views.guest_refuse, name="guest_refuse"),
    path(
        "<int:pk>/guests/<int:guest>/invite/",
        invitation_views.guest_move,
        {"verb": "invite"},
        name="guest_invite",
    ),
    path(
        "<int:pk>/guests/<int:guest>/withdraw/",
        invitation_views.guest_move,
        {"verb": "withdraw"},
        name="guest_withdraw",
    ),
    path(
        "<int:pk>/guests/<int:guest>/take-back/",
        invitation_views.guest_move,
        {"verb": "take-back"},
        name="guest_take_back",
    ),
    path("<int:pk>/participants/", attendance_views.participant_list, name="participant_list"),
    path("<int:pk>/attendance/", attendance_views.attendance, name="attendance"),
    path("<int:pk>/attendance/mark/", attendance_views.attendance_mark, name="attendance_mark"),
    path("<int:pk>/attendance/add/", attendance_views.attendance_add, name="attendance_add"),
    path("<int:pk>/attendance/heard/", attendance_views.guest_heard, name="guest_heard"),
    path("<int:pk>/attendance/invited/<int:guest>/", attendance_views.guest_came, name="guest_came"),
    path(
        "<int:pk>/attendance/<int:line>/",
        attendance_views.attendance_change,
        {"kind": "agency"},
        name="attendance_change",
    ),
    path(
        "<int:pk>/attendance/guests/<int:line>/",
        attendance_views.attendance_change,
        {"kind": "guest"},
        name="heard_change",
    ),
    path("<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("<int:pk>/minutes/<int:item>/", minutes.item_minutes, name="item_minutes"),
    path("<int:pk>/minutes/<int:item>/versions/", versions.version_list, name="version_list"),
    path(
        "<int:pk>/minutes/<int:item>/versions/<int:number>/restore/",
        versions.version_restore,
        name="version_restore",
    ),
    path("<int:pk>/minutes/<int:item>/correct/", versions.correct, name="correct"),
    path("<int:pk>/comments/<int:comment>/", comments.comment_settle, name="comment_settle"),
    path("<int:pk>/minutes/attach/", files.minutes_attach, name="minutes_attach"),
    path("<int:pk>/minutes/files/<int:file>/", files.minutes_file, name="minutes_file"),
    path("<int:pk>/minutes/circulate/", minutes.circulate, name="circulate"),
    path("<int:pk>/minutes/adopt/", minutes.adopt, name="minutes_adopt"),
    path(
        "<int:pk>/minutes/decision/<int:line>/",
        minutes.line_change,
        {"kind": "decision"},
        name="decision_change",
    ),
    path(
        "<int:pk>/minutes/action/<int:line>/", minutes.line_change, {"kind": "action"}, name="action_change"
    ),
]

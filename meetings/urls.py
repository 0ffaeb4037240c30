from django.urls import path

from meetings.views import agenda, meetings, minutes, registers

app_name = "meetings"


def moved(verb: str, name: str, address: str):
    """A step from one state to the next, by the name of its verb."""
    return path(f"<int:pk>/{address}/", meetings.meeting_move, {"verb": verb}, name=name)


urlpatterns = [
    path("", meetings.meeting_list, name="meeting_list"),
    path("plan/", meetings.meeting_plan, name="meeting_plan"),
    path("decisions/", registers.decision_list, name="decision_list"),
    path("actions/", registers.action_list, name="action_list"),
    path("actions/<int:pk>/report/", registers.action_report, name="action_report"),
    path("<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("<int:pk>/change/", meetings.meeting_change, name="meeting_change"),
    moved("call", "meeting_call", "call"),
    moved("cancel", "meeting_cancel", "cancel"),
    moved("plan-again", "meeting_plan_again", "plan-again"),
    path("<int:pk>/comment/", meetings.comment, name="comment"),
    path("<int:pk>/agenda/", agenda.agenda, name="agenda"),
    moved("publish", "agenda_publish", "agenda/publish"),
    moved("adopt-agenda", "agenda_adopt", "agenda/adopt"),
    path("<int:pk>/agenda/add/", agenda.item_add, name="item_add"),
    path("<int:pk>/agenda/<int:item>/", agenda.item_change, name="item_change"),
    path("<int:pk>/agenda/<int:item>/move/", agenda.item_move, name="item_move"),
    path("<int:pk>/agenda/<int:item>/remove/", agenda.item_remove, name="item_remove"),
    path("<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("<int:pk>/minutes/<int:item>/", minutes.item_minutes, name="item_minutes"),
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

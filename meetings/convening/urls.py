from django.urls import path

from meetings.convening.views import meetings, suggestions

urlpatterns = [
    path("", meetings.meeting_list, name="meeting_list"),
    path("suggestions/<int:pk>/confirm/", suggestions.confirm, name="suggestion_confirm"),
    path("suggestions/<int:pk>/move/", suggestions.move, name="suggestion_move"),
    path("suggestions/<int:pk>/drop/", suggestions.drop, name="suggestion_drop"),
    path("suggestions/<int:pk>/again/", suggestions.restore, name="suggestion_again"),
    path("plan/", meetings.meeting_plan, name="meeting_plan"),
    path("<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("<int:pk>/change/", meetings.meeting_change, name="meeting_change"),
    path("<int:pk>/call/", meetings.meeting_call, name="meeting_call"),
    path("<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("<int:pk>/take-back/", meetings.take_back, name="meeting_take_back"),
    path("<int:pk>/plan-again/", meetings.meeting_plan_again, name="meeting_plan_again"),
    path("<int:pk>/comment/", meetings.comment, name="comment"),
]

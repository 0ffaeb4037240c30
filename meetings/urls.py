"""The addresses of the rooms that lie under `/meetings/`; `proposals` and `applications` have their own."""

from django.urls import include, path

app_name = "meetings"

urlpatterns = [
    path("", include("meetings.calendar.urls")),
    path("", include("meetings.agenda.urls")),
    path("", include("meetings.invitations.urls")),
    path("", include("meetings.attendance.urls")),
    path("", include("meetings.followup.urls")),
    path("", include("meetings.minutes.urls")),
    path("", include("meetings.requests.urls")),
    path("", include("meetings.workplan.urls")),
    path("", include("meetings.prints.urls")),
    path("", include("meetings.convening.urls")),
]

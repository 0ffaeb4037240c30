from django.urls import path

from meetings.attendance import views

urlpatterns = [
    path("<int:pk>/participants/", views.participant_list, name="participant_list"),
    path("<int:pk>/attendance/", views.attendance, name="attendance"),
    path("<int:pk>/attendance/mark/", views.attendance_mark, name="attendance_mark"),
    path("<int:pk>/attendance/add/", views.attendance_add, name="attendance_add"),
    path("<int:pk>/attendance/heard/", views.guest_heard, name="guest_heard"),
    path("<int:pk>/attendance/invited/<int:guest>/", views.guest_came, name="guest_came"),
    path(
        "<int:pk>/attendance/<int:line>/",
        views.attendance_change,
        {"kind": "agency"},
        name="attendance_change",
    ),
    path(
        "<int:pk>/attendance/guests/<int:line>/",
        views.attendance_change,
        {"kind": "guest"},
        name="heard_change",
    ),
]

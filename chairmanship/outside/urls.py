from django.urls import path

from chairmanship.outside import views

app_name = "outside"
urlpatterns = [
    path("", views.Calendar.as_view(), name="calendar"),
    path("events/add/", views.OccasionEdit.as_view(), name="occasion_add"),
    path("events/<int:pk>/", views.OccasionDetail.as_view(), name="occasion_detail"),
    path("events/<int:pk>/change/", views.OccasionEdit.as_view(), name="occasion_change"),
    path("said/", views.Ledger.as_view(), name="ledger"),
    path("said/add/", views.EventEdit.as_view(), name="event_add"),
    path("said/<int:pk>/", views.EventDetail.as_view(), name="event_detail"),
    path("said/<int:pk>/change/", views.EventEdit.as_view(), name="event_change"),
    path("said/<int:pk>/purposes/", views.accept_purposes, name="event_purposes"),
    path("said/<int:pk>/publish/", views.publish, name="event_publish"),
    path("said/<int:pk>/withdraw/", views.withdraw, name="event_withdraw"),
]

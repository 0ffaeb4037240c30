from django.urls import path

from meetings.calendar import views

urlpatterns = [
    path("calendar.ics", views.public_feed, name="public_feed"),
    path("calendar/address/", views.feed_renew, name="feed_renew"),
    path("calendar/<str:key>.ics", views.feed, name="feed"),
    path("year/", views.year, name="year"),
    path("year/<int:year>/", views.year, name="year"),
    path("rhythm/", views.rhythm, name="rhythm"),
]

from django.urls import path

from agencies.mailbox import views
from agencies.mailbox.models import Received

app_name = "received"
urlpatterns = [
    path("", views.ReceivedList.as_view(), name="received_list"),
    path("days/", views.ReceivedDays.as_view(), name="received_days"),
    path("<int:pk>/", views.received_detail, name="received_detail"),
    path("<int:pk>/aside/", views.set_aside, {"state": Received.State.SET_ASIDE}, name="received_aside"),
    path("<int:pk>/not-ours/", views.set_aside, {"state": Received.State.NOT_OURS}, name="received_not_ours"),
    path("<int:pk>/again/", views.take_up, name="received_again"),
]

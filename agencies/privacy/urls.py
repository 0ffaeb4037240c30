from django.urls import path

from agencies.people.views import mails
from agencies.privacy import views

urlpatterns = [
    path("change/", views.OwnChange.as_view(), name="me_change"),
    path("copy.json", views.copy, name="me_copy"),
    path("address/<str:link>/", views.address, name="me_address"),
    path("mails/", mails.OwnMails.as_view(), name="me_mails"),
    path("mails/stop/<str:link>/", mails.stop, name="me_mails_stop"),
]

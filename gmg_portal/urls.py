from django.contrib import admin
from django.urls import include, path

from gmg_portal import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("people/", include("agencies.people_urls")),
    path("organizations/", include("agencies.organization_urls")),
    path("apply/", include("agencies.applying_urls")),
    path("applications/", include("chairmanship.application_urls")),
    path("applications/", include("meetings.application_urls")),
    path("members/", include("agencies.urls")),
    path("chair/troika/", include("chairmanship.troika_urls")),
    path("chair/", include("chairmanship.urls")),
    path("outside/", include("chairmanship.outside_urls")),
    path("workplan/", include("chairmanship.workplan_urls")),
    path("documents/", include("documents.urls")),
    path("meetings/", include("meetings.urls")),
    path("proposals/", include("meetings.proposal_urls")),
    path("circulars/", include("chairmanship.circular_urls")),
    path("mail/", include("agencies.mail_urls")),
    path("me/", views.Me.as_view(), name="me"),
    path("me/mail/", views.choose_mails, name="me_mail"),
    path("invitation/", include("agencies.invitation_urls")),
    path("", include("agencies.login_urls")),
    path("admin/", admin.site.urls),
]

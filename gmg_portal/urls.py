from django.contrib import admin
from django.urls import include, path

from gmg_portal import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("people/", include("agencies.people_urls")),
    path("organizations/", include("agencies.organization_urls")),
    path("applications/", include("chairmanship.application_urls")),
    path("applications/", include("meetings.application_urls")),
    path("members/", include("agencies.urls")),
    path("chair/", include("chairmanship.urls")),
    path("documents/", include("documents.urls")),
    path("meetings/", include("meetings.urls")),
    path("proposals/", include("meetings.proposal_urls")),
    path("me/", views.Me.as_view(), name="me"),
    path("invitation/", include("agencies.invitation_urls")),
    path("", include("agencies.login_urls")),
    path("admin/", admin.site.urls),
]

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
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
    path("meetings/", include("meetings.urls")),
    path("proposals/", include("meetings.proposal_urls")),
    path(
        "login/",
        LoginView.as_view(template_name="gmg_portal/login.html", redirect_authenticated_user=True),
        name="login",
    ),
    path("logout/", login_not_required(LogoutView.as_view()), name="logout"),
    path("admin/", admin.site.urls),
]

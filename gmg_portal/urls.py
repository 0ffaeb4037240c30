from django.contrib import admin
from django.urls import include, path

from gmg_portal import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("me/", views.Me.as_view(), name="me"),
    path("members/", include("agencies.urls")),
    path("chair/", include("chairmanship.urls")),
    path("documents/", include("documents.urls")),
    path("invitation/", include("agencies.invitation_urls")),
    path("", include("agencies.login_urls")),
    path("admin/", admin.site.urls),
]

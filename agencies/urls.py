"""The pages below the members. Rooms with a namespace of their own are in the URLs of the portal."""

from django.urls import include, path

app_name = "agencies"
urlpatterns = [
    path("", include("agencies.register.urls")),
    path("", include("agencies.imports.urls")),
    path("", include("agencies.members.urls")),
]

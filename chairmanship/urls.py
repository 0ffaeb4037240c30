"""The line of chairs and its terms. Rooms with a namespace of their own are in the list of the portal."""

from django.urls import include, path

app_name = "chairmanship"
urlpatterns = [
    path("", include("chairmanship.handover.urls")),  # first: a term could have any other word for its slug
    path("", include("chairmanship.rotation.urls")),
]

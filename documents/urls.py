"""The addresses of documents, room by room."""

from django.urls import include, path

app_name = "documents"

urlpatterns = [
    path("", include("documents.library.urls")),
    path("", include("documents.versions.urls")),
    path("", include("documents.clearance.urls")),
    path("", include("documents.contributions.urls")),
    path("", include("documents.governing.urls")),
    path("", include("documents.delivery.urls")),
]

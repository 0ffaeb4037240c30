from django.urls import path

from foundation.history import views

urlpatterns = [
    path("changes/", views.changes, name="changes"),
    path("history/<slug:kind>/<str:key>/", views.history, name="history"),
]

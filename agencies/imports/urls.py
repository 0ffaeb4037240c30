from django.urls import path

from agencies.imports import views

urlpatterns = [
    path("add/table/", views.import_table, name="import"),
    path("add/table/<str:kind>/", views.import_empty, name="import_empty"),
]

from django.urls import path

from agencies.criteria import views

urlpatterns = [
    path("", views.EditionList.as_view(), name="edition_list"),
    path("add/", views.EditionAdd.as_view(), name="edition_add"),
]

from django.urls import path

from documents.governing import views

urlpatterns = [
    path("standing/", views.standing_list, name="standing_list"),
    path("standing/<slug:which>/", views.standing_detail, name="standing_detail"),
]

from django.urls import path

from agencies.privacy import views

urlpatterns = [
    path("change/", views.OwnChange.as_view(), name="me_change"),
    path("copy.json", views.copy, name="me_copy"),
    path("address/<str:link>/", views.address, name="me_address"),
]

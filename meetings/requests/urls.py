from django.urls import path

from meetings.requests import views

urlpatterns = [
    path("requests/", views.request_list, name="request_list"),
    path("requests/ask/", views.request_ask, name="request_ask"),
    path("requests/<int:pk>/", views.request_detail, name="request_detail"),
    path("requests/<int:pk>/change/", views.request_change, name="request_change"),
    path("requests/<int:pk>/decline/", views.request_decline, name="request_decline"),
    path("requests/<int:pk>/withdraw/", views.request_withdraw, name="request_withdraw"),
    path("requests/<int:pk>/reopen/", views.request_reopen, name="request_reopen"),
]

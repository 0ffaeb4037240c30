from django.urls import path

from agencies import applying_views as views

app_name = "apply"
urlpatterns = [
    path("", views.Begin.as_view(), name="begin"),
    path("sent/", views.sent, name="sent"),
    path("<str:link>/", views.own, name="own"),
    path("<str:link>/save/", views.save, name="save"),
    path("<str:link>/file/<int:pk>/", views.file, name="file"),
    path("<str:link>/withdraw/", views.withdraw, name="withdraw"),
]

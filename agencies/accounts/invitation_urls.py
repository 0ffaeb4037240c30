from django.urls import path

from agencies.accounts import views

app_name = "invitations"
urlpatterns = [
    path("<int:pk>/send/", views.send, name="send"),
    path("<str:link>/", views.Open.as_view(), name="open"),
]

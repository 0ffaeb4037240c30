from django.urls import path

from agencies import invitation_views as views

app_name = "invitations"
urlpatterns = [
    path("<int:pk>/send/", views.send, name="send"),
    path("<str:link>/", views.Open.as_view(), name="open"),
]

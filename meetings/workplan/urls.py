from django.urls import path

from meetings.workplan import views

urlpatterns = [
    path("activities/<int:pk>/connect/", views.connect, name="activity_connect"),
    path("activities/<int:pk>/disconnect/", views.disconnect, name="activity_disconnect"),
    path("plans/<int:pk>/approve/", views.approve, name="plan_approve"),
]

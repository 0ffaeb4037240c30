from django.urls import path

from documents.delivery import views

urlpatterns = [
    path("for-activity/<int:pk>/connect/", views.connect_activity, name="activity_connect"),
    path("for-activity/<int:pk>/disconnect/", views.disconnect_activity, name="activity_disconnect"),
    path("for-event/<int:pk>/connect/", views.connect_event, name="event_connect"),
    path("for-event/<int:pk>/disconnect/", views.disconnect_event, name="event_disconnect"),
    path("<int:pk>/delivered/", views.Deliver.as_view(), name="document_deliver"),
]

from django.urls import path

from meetings.documents import views

app_name = "referring"
urlpatterns = [
    path("<int:pk>/refer/", views.refer, name="refer"),
    path("<int:pk>/adopted/", views.record_adoption, name="record_adoption"),
]

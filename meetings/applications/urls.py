from django.urls import path

from meetings.applications import views

app_name = "deciding"
urlpatterns = [
    path("<int:pk>/decision/", views.DecisionAdd.as_view(), name="decision_add"),
    path("<int:pk>/agenda/", views.put_on_agenda, name="put_on_agenda"),
]

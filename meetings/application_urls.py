from django.urls import path

from meetings import application_views as views

app_name = "deciding"
urlpatterns = [path("<int:pk>/decision/", views.DecisionAdd.as_view(), name="decision_add")]

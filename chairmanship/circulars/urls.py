from django.urls import path

from chairmanship.circulars import views

app_name = "circulars"
urlpatterns = [
    path("", views.CircularList.as_view(), name="circular_list"),
    path("write/", views.CircularWrite.as_view(), name="circular_write"),
    path("<int:pk>/", views.CircularDetail.as_view(), name="circular_detail"),
    path("<int:pk>/recall/", views.recall, name="circular_recall"),
]

from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("", views.DocumentList.as_view(), name="document_list"),
    path("<int:pk>/", views.DocumentDetail.as_view(), name="document_detail"),
]

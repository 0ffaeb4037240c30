from django.urls import path

from foundation.exports import views

urlpatterns = [
    path("exports/<int:pk>/", views.export_page, name="export"),
    path("exports/<int:pk>/file/", views.export_file, name="export_file"),
]

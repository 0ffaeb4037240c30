from django.urls import path

from chairmanship import application_views as views

app_name = "applications"
urlpatterns = [
    path("", views.ApplicationList.as_view(), name="application_list"),
    path("add/", views.ApplicationAdd.as_view(), name="application_add"),
    path("<int:pk>/", views.application_detail, name="application_detail"),
    path("<int:pk>/change/", views.ApplicationChange.as_view(), name="application_change"),
    path("<int:pk>/review/", views.application_review, name="application_review"),
    path("<int:pk>/withdraw/", views.application_withdraw, name="application_withdraw"),
]

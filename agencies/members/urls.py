from django.urls import path

from agencies.members import views

urlpatterns = [
    path("", views.MemberList.as_view(), name="member_list"),
    path("<slug:slug>/", views.AgencyDetail.as_view(), name="agency_detail"),
    path("<slug:slug>/logo/", views.logo, name="logo"),
]

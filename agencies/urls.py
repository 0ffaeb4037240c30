from django.urls import path

from agencies import views

app_name = "agencies"
urlpatterns = [
    path("", views.MemberList.as_view(), name="member_list"),
    path("<slug:slug>/", views.AgencyDetail.as_view(), name="agency_detail"),
]

from django.urls import path

from agencies.imports import views as import_views
from agencies.members import views as member_views
from agencies.register import views as register_views

app_name = "agencies"
urlpatterns = [
    path("", member_views.MemberList.as_view(), name="member_list"),
    # Two words: an agency of whatever acronym keeps its own address of one.
    path("add/agency/", register_views.AgencyAdd.as_view(), name="agency_add"),
    path("add/table/", import_views.import_table, name="import"),
    path("add/table/<str:kind>/", import_views.import_empty, name="import_empty"),
    path("<slug:slug>/", member_views.AgencyDetail.as_view(), name="agency_detail"),
    path("<slug:slug>/change/", register_views.AgencyChange.as_view(), name="agency_change"),
    path("<slug:slug>/logo/", member_views.logo, name="logo"),
    path("<slug:slug>/logo/change/", register_views.LogoChange.as_view(), name="logo_change"),
    path("<slug:slug>/logo/remove/", register_views.LogoRemove.as_view(), name="logo_remove"),
    path("<slug:slug>/memberships/add/", register_views.MembershipAdd.as_view(), name="membership_add"),
    path(
        "<slug:slug>/memberships/<int:pk>/change/",
        register_views.MembershipChange.as_view(),
        name="membership_change",
    ),
    path(
        "<slug:slug>/memberships/<int:pk>/end/", register_views.MembershipEnd.as_view(), name="membership_end"
    ),
]

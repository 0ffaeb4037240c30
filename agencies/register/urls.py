from django.urls import path

from agencies.register import views

urlpatterns = [
    # Two parts, since the address with one part could be that of an agency.
    path("add/agency/", views.AgencyAdd.as_view(), name="agency_add"),
    path("<slug:slug>/change/", views.AgencyChange.as_view(), name="agency_change"),
    path("<slug:slug>/logo/change/", views.LogoChange.as_view(), name="logo_change"),
    path("<slug:slug>/logo/remove/", views.LogoRemove.as_view(), name="logo_remove"),
    # The names of the Group itself have the slug "group", which no agency can have.
    path("<slug:slug>/names/", views.NameList.as_view(), name="name_list"),
    path("<slug:slug>/names/add/", views.NameAdd.as_view(), name="name_add"),
    path("<slug:slug>/names/merge/", views.Merge.as_view(), name="agency_merge"),
    path("<slug:slug>/names/<int:pk>/change/", views.NameChange.as_view(), name="name_change"),
    path("<slug:slug>/names/<int:pk>/remove/", views.NameRemove.as_view(), name="name_remove"),
    path("<slug:slug>/memberships/add/", views.MembershipAdd.as_view(), name="membership_add"),
    path(
        "<slug:slug>/memberships/<int:pk>/change/",
        views.MembershipChange.as_view(),
        name="membership_change",
    ),
    path("<slug:slug>/memberships/<int:pk>/end/", views.MembershipEnd.as_view(), name="membership_end"),
]

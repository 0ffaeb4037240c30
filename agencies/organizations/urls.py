from django.urls import path

from agencies.organizations import views

app_name = "organizations"
urlpatterns = [
    path("", views.OrganizationList.as_view(), name="organization_list"),
    path("add/", views.OrganizationAdd.as_view(), name="organization_add"),
    path("<int:pk>/", views.OrganizationDetail.as_view(), name="organization_detail"),
    path("<int:pk>/change/", views.OrganizationChange.as_view(), name="organization_change"),
    path("<int:pk>/contacts/add/", views.ContactAdd.as_view(), name="contact_add"),
    path("<int:pk>/contacts/<int:contact>/change/", views.ContactChange.as_view(), name="contact_change"),
    path("<int:pk>/contacts/<int:contact>/remove/", views.contact_remove, name="contact_remove"),
]

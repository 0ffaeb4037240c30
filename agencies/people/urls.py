from django.urls import path

from agencies.people.views import contacts, people, secretariat

app_name = "people"
urlpatterns = [
    path("", people.PersonList.as_view(), name="person_list"),
    path("contacts/", contacts.ContactList.as_view(), name="contact_list"),
    path("contacts.csv", contacts.ContactExport.as_view(), name="contact_export"),
    path("secretariat/", secretariat.RoleList.as_view(), name="role_list"),
    path("secretariat/give/", secretariat.RoleGive.as_view(), name="role_give"),
    path("secretariat/<int:pk>/change/", secretariat.RoleChange.as_view(), name="role_change"),
    path("secretariat/<int:pk>/take/", secretariat.RoleTake.as_view(), name="role_take"),
    path("add/", people.PersonAdd.as_view(), name="person_add"),
    path("<int:pk>/", people.PersonDetail.as_view(), name="person_detail"),
    path("<int:pk>/change/", people.PersonChange.as_view(), name="person_change"),
    path("<int:pk>/links/revoke/", people.links_revoke, name="links_revoke"),
    path("<int:pk>/forget/", people.PersonForget.as_view(), name="person_forget"),
    path("<int:pk>/appointments/add/", people.AppointmentAdd.as_view(), name="appointment_add"),
    path(
        "<int:pk>/appointments/<int:appointment>/change/",
        people.AppointmentChange.as_view(),
        name="appointment_change",
    ),
    path(
        "<int:pk>/appointments/<int:appointment>/end/",
        people.AppointmentEnd.as_view(),
        name="appointment_end",
    ),
]

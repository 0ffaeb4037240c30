from django.urls import path

from agencies.people import views

app_name = "people"
urlpatterns = [
    path("", views.PersonList.as_view(), name="person_list"),
    path("contacts/", views.ContactList.as_view(), name="contact_list"),
    path("contacts.csv", views.ContactExport.as_view(), name="contact_export"),
    path("add/", views.PersonAdd.as_view(), name="person_add"),
    path("<int:pk>/", views.PersonDetail.as_view(), name="person_detail"),
    path("<int:pk>/change/", views.PersonChange.as_view(), name="person_change"),
    path("<int:pk>/forget/", views.PersonForget.as_view(), name="person_forget"),
    path("<int:pk>/appointments/add/", views.AppointmentAdd.as_view(), name="appointment_add"),
    path(
        "<int:pk>/appointments/<int:appointment>/change/",
        views.AppointmentChange.as_view(),
        name="appointment_change",
    ),
    path(
        "<int:pk>/appointments/<int:appointment>/end/", views.AppointmentEnd.as_view(), name="appointment_end"
    ),
]

from django.urls import path

from agencies.applications.views import applicant

app_name = "apply"
urlpatterns = [
    path("", applicant.Begin.as_view(), name="begin"),
    path("sent/", applicant.sent, name="sent"),
    path("<str:link>/", applicant.own_application, name="own"),
    path("<str:link>/save/", applicant.save, name="save"),
    path("<str:link>/file/<int:pk>/", applicant.file, name="file"),
    path("<str:link>/pdf/", applicant.print_page, name="print_page"),
    path("<str:link>/pdf/make/", applicant.print_make, name="print_make"),
    path("<str:link>/pdf/file.pdf", applicant.print_pdf, name="print_pdf"),
    path("<str:link>/withdraw/", applicant.withdraw, name="withdraw"),
]

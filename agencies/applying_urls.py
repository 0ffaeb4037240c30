from django.urls import path

from agencies import applying_views as views

app_name = "apply"
urlpatterns = [
    path("", views.Begin.as_view(), name="begin"),
    path("sent/", views.sent, name="sent"),
    path("<str:link>/", views.own, name="own"),
    path("<str:link>/save/", views.save, name="save"),
    path("<str:link>/file/<int:pk>/", views.file, name="file"),
    path("<str:link>/pdf/", views.print_page, name="print_page"),
    path("<str:link>/pdf/make/", views.print_make, name="print_make"),
    path("<str:link>/pdf/file.pdf", views.print_pdf, name="print_pdf"),
    path("<str:link>/withdraw/", views.withdraw, name="withdraw"),
]

from django.urls import path

from meetings.prints import views

urlpatterns = [
    path("<int:pk>/<slug:kind>.docx", views.print_docx, name="print_docx"),
    path("<int:pk>/<slug:kind>.pdf", views.print_pdf, name="print_pdf"),
    path("<int:pk>/print/<slug:kind>/", views.print_page, name="print_page"),
    path("<int:pk>/print/<slug:kind>/make/", views.print_make, name="print_make"),
    path("reply/<str:link>/papers/<int:paper>/", views.guest_paper, name="guest_paper"),
    path("reply/<str:link>/pack/", views.guest_pack, name="guest_pack"),
    path("reply/<str:link>/pack.pdf", views.guest_pack_pdf, name="guest_pack_pdf"),
]

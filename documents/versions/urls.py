from django.urls import path

from documents.versions import views

urlpatterns = [
    path("<int:pk>/text/", views.text_write, name="text_write"),
    path("<int:pk>/file/", views.file_bring, name="file_bring"),
    path("<int:pk>/import/", views.import_word, name="import_word"),
    path("<int:pk>/import/<int:imported>/", views.import_page, name="import_page"),
    path("<int:pk>/images/", views.image_add, name="image_add"),
    path("<int:pk>/images/<str:token>", views.text_image, name="text_image"),
    path("<int:pk>/versions/", views.version_list, name="version_list"),
    path("<int:pk>/versions/<int:number>/", views.version_detail, name="version_detail"),
    path("<int:pk>/versions/<int:number>/file/", views.version_file, name="version_file"),
    path("<int:pk>/versions/<int:number>/restore/", views.version_restore, name="version_restore"),
    path("<int:pk>/versions/<int:number>/text.docx", views.print_docx, name="print_docx"),
    path("<int:pk>/versions/<int:number>/text.pdf", views.print_pdf, name="print_pdf"),
    path("<int:pk>/versions/<int:number>/pdf/", views.print_page, name="print_page"),
    path("<int:pk>/versions/<int:number>/pdf/make/", views.print_make, name="print_make"),
]

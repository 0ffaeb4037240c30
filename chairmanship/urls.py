from django.urls import path

from chairmanship import views

app_name = "chairmanship"
urlpatterns = [
    path("", views.Line.as_view(), name="line"),
    path("<slug:slug>/", views.TermDetail.as_view(), name="term_detail"),
    path("<slug:slug>/narrative/", views.write_narrative, name="narrative"),
    path("<slug:slug>/report/", views.report, name="report"),
    path("<slug:slug>/report/make/", views.report_make, name="report_make"),
    path("<slug:slug>/report/<int:version>/issue/", views.report_issue, name="report_issue"),
    path("<slug:slug>/report/<int:version>/pdf", views.report_pdf, name="report_pdf"),
]

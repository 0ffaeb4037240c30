from django.urls import path

from chairmanship import term_views, views

app_name = "chairmanship"
urlpatterns = [
    path("", views.Line.as_view(), name="line"),
    path("add/", term_views.TermAdd.as_view(), name="term_add"),  # every term's slug ends with a month
    path("<slug:slug>/", views.TermDetail.as_view(), name="term_detail"),
    path("<slug:slug>/narrative/", views.write_narrative, name="narrative"),
    path("<slug:slug>/report/", views.report, name="report"),
    path("<slug:slug>/report/make/", views.report_make, name="report_make"),
    path("<slug:slug>/report/<int:version>/issue/", views.report_issue, name="report_issue"),
    path("<slug:slug>/report/<int:version>/pdf", views.report_pdf, name="report_pdf"),
    path("<slug:slug>/change/", term_views.TermChange.as_view(), name="term_change"),
]

from django.urls import path

from chairmanship import application_prints, edition_views
from chairmanship import application_views as views

app_name = "applications"
urlpatterns = [
    path("", views.ApplicationList.as_view(), name="application_list"),
    path("add/", views.ApplicationAdd.as_view(), name="application_add"),
    path("template/", edition_views.EditionList.as_view(), name="edition_list"),
    path("template/add/", edition_views.EditionAdd.as_view(), name="edition_add"),
    path("<int:pk>/", views.application_detail, name="application_detail"),
    path("<int:pk>/change/", views.ApplicationChange.as_view(), name="application_change"),
    path("<int:pk>/ask/", views.ApplicationAsk.as_view(), name="application_ask"),
    path("<int:pk>/comment/", views.remark_add, name="remark_add"),
    path("<int:pk>/file/<int:file>/", views.application_file, name="application_file"),
    path("<int:pk>/pdf/<str:what>/", application_prints.print_page, name="print_page"),
    path("<int:pk>/pdf/<str:what>/make/", application_prints.print_make, name="print_make"),
    path("<int:pk>/pdf/<str:what>/file.pdf", application_prints.print_pdf, name="print_pdf"),
    path("<int:pk>/review/", views.application_review, name="application_review"),
    path("<int:pk>/withdraw/", views.application_withdraw, name="application_withdraw"),
    path("<int:pk>/withdraw/take-back/", views.withdrawal_take_back, name="withdrawal_take_back"),
]

from django.urls import include, path

from agencies.applications.views import editions, prints, review

app_name = "applications"
urlpatterns = [
    path("", review.ApplicationList.as_view(), name="application_list"),
    path("add/", review.ApplicationAdd.as_view(), name="application_add"),
    path("template/", include("agencies.criteria.urls")),
    path("template/<int:number>/withdraw/", editions.EditionWithdraw.as_view(), name="edition_withdraw"),
    path("<int:pk>/", review.application_detail, name="application_detail"),
    path("<int:pk>/change/", review.ApplicationChange.as_view(), name="application_change"),
    path("<int:pk>/ask/", review.ApplicationAsk.as_view(), name="application_ask"),
    path("<int:pk>/comment/", review.remark_add, name="remark_add"),
    path("<int:pk>/file/<int:file>/", review.application_file, name="application_file"),
    path("<int:pk>/pdf/<str:what>/", prints.print_page, name="print_page"),
    path("<int:pk>/pdf/<str:what>/make/", prints.print_make, name="print_make"),
    path("<int:pk>/pdf/<str:what>/file.pdf", prints.print_pdf, name="print_pdf"),
    path("<int:pk>/review/", review.application_review, name="application_review"),
    path("<int:pk>/link/revoke/", review.link_revoke, name="link_revoke"),
    path("<int:pk>/withdraw/", review.application_withdraw, name="application_withdraw"),
    path("<int:pk>/withdraw/take-back/", review.withdrawal_take_back, name="withdrawal_take_back"),
]

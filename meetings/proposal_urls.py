from django.urls import path

from meetings import proposal_views as views

app_name = "proposals"
urlpatterns = [
    path("", views.ProposalList.as_view(), name="proposal_list"),
    path("new/", views.propose, name="propose"),
    path("waiting/", views.waiting, name="waiting"),
    path("<int:pk>/", views.proposal_detail, name="proposal_detail"),
    path("<int:pk>/sent/", views.sent, name="sent"),
    path("<int:pk>/change/", views.proposal_change, name="proposal_change"),
    path("<int:pk>/withdraw/", views.proposal_withdraw, name="proposal_withdraw"),
    path("<int:pk>/take-up/", views.take_up, name="take_up"),
    path("<int:pk>/merge/", views.merge, name="merge"),
    path("<int:pk>/defer/", views.defer, name="defer"),
    path("<int:pk>/decline/", views.decline, name="decline"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/files/<int:file>/", views.file, name="file"),
]

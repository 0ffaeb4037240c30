from django.urls import path

from meetings import answer_views, support_views
from meetings import proposal_views as views

app_name = "proposals"
urlpatterns = [
    path("", views.ProposalList.as_view(), name="proposal_list"),
    path("new/", views.propose, name="propose"),
    path("purposes/", views.purposes, name="purposes"),
    path("waiting/", answer_views.waiting, name="waiting"),
    path("<int:pk>/", views.proposal_detail, name="proposal_detail"),
    path("<int:pk>/sent/", views.sent, name="sent"),
    path("<int:pk>/change/", views.proposal_change, name="proposal_change"),
    path("<int:pk>/withdraw/", views.proposal_withdraw, name="proposal_withdraw"),
    path("<int:pk>/support/", support_views.support, name="support"),
    path("<int:pk>/support/<int:support>/end/", support_views.stop_supporting, name="support_end"),
    path("<int:pk>/take-up/", answer_views.take_up, name="take_up"),
    path("<int:pk>/merge/", answer_views.merge, name="merge"),
    path("<int:pk>/defer/", answer_views.defer, name="defer"),
    path("<int:pk>/decline/", answer_views.decline, name="decline"),
    path("<int:pk>/reopen/", answer_views.reopen, name="reopen"),
    path("<int:pk>/files/<int:file>/", views.file, name="file"),
]

from django.urls import path

from meetings.proposals.views import answers, proposals, support

app_name = "proposals"
urlpatterns = [
    path("", proposals.ProposalList.as_view(), name="proposal_list"),
    path("new/", proposals.propose, name="propose"),
    path("purposes/", proposals.purposes, name="purposes"),
    path("waiting/", answers.waiting, name="waiting"),
    path("<int:pk>/", proposals.proposal_detail, name="proposal_detail"),
    path("<int:pk>/sent/", proposals.sent, name="sent"),
    path("<int:pk>/change/", proposals.proposal_change, name="proposal_change"),
    path("<int:pk>/withdraw/", proposals.proposal_withdraw, name="proposal_withdraw"),
    path("<int:pk>/support/", support.support, name="support"),
    path("<int:pk>/support/<int:support>/end/", support.stop_supporting, name="support_end"),
    path("<int:pk>/take-up/", answers.take_up, name="take_up"),
    path("<int:pk>/merge/", answers.merge, name="merge"),
    path("<int:pk>/defer/", answers.defer, name="defer"),
    path("<int:pk>/decline/", answers.decline, name="decline"),
    path("<int:pk>/reopen/", answers.reopen, name="reopen"),
    path("<int:pk>/files/<int:file>/", proposals.file, name="file"),
]

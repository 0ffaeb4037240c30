from django.urls import path

from meetings.invitations.views import guests, invitations, replies

urlpatterns = [
    path("reply/<str:link>/", replies.reply, name="reply"),
    path("<int:pk>/invitations/", invitations.invitation_list, name="invitation_list"),
    path("<int:pk>/invitations/remind/", invitations.remind, name="invitations_remind"),
    path("<int:pk>/invitations/now/", invitations.invite_now, name="invitations_now"),
    path("<int:pk>/invitations/<int:invitation>/", replies.answer, name="invitation_answer"),
    path("<int:pk>/invitations/<int:invitation>/again/", invitations.send_again, name="invitation_again"),
    path("<int:pk>/invitations/<int:invitation>/revoke/", invitations.revoke, name="invitation_revoke"),
    path("<int:pk>/guests/", guests.guest_list, name="guest_list"),
    path("<int:pk>/guests/add/", guests.guest_add, name="guest_add"),
    path("<int:pk>/guests/<int:guest>/", guests.guest_change, name="guest_change"),
    path("<int:pk>/guests/<int:guest>/revoke/", guests.revoke, name="guest_revoke"),
    path("<int:pk>/guests/<int:guest>/refuse/", guests.guest_refuse, name="guest_refuse"),
    path(
        "<int:pk>/guests/<int:guest>/invite/",
        guests.guest_move,
        {"verb": "invite"},
        name="guest_invite",
    ),
    path(
        "<int:pk>/guests/<int:guest>/withdraw/",
        guests.guest_move,
        {"verb": "withdraw"},
        name="guest_withdraw",
    ),
    path(
        "<int:pk>/guests/<int:guest>/take-back/",
        guests.guest_move,
        {"verb": "take-back"},
        name="guest_take_back",
    ),
]

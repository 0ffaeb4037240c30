from django.urls import path

from meetings.minutes.views import comments, corrigenda, files, giving, minutes, versions

urlpatterns = [
    path("<int:pk>/minutes/take-back/", minutes.take_back, name="minutes_take_back"),
    path("<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("<int:pk>/minutes/<int:item>/", minutes.item_minutes, name="item_minutes"),
    path("<int:pk>/minutes/<int:item>/versions/", versions.version_list, name="version_list"),
    path(
        "<int:pk>/minutes/<int:item>/versions/<int:number>/restore/",
        versions.version_restore,
        name="version_restore",
    ),
    path("<int:pk>/minutes/<int:item>/correct/", corrigenda.correct, name="correct"),
    path("<int:pk>/minutes/correct/", corrigenda.correct_whole, name="correct_whole"),
    path(
        "<int:pk>/minutes/decision/<int:line>/correct/",
        corrigenda.correct_line,
        {"kind": "decision"},
        name="decision_correct",
    ),
    path(
        "<int:pk>/minutes/action/<int:line>/correct/",
        corrigenda.correct_line,
        {"kind": "action"},
        name="action_correct",
    ),
    path("<int:pk>/minutes/no-comments/", comments.no_comments, name="no_comments"),
    path("<int:pk>/comments/<int:comment>/change/", comments.comment_change, name="comment_change"),
    path("<int:pk>/comments/<int:comment>/withdraw/", comments.comment_withdraw, name="comment_withdraw"),
    path("<int:pk>/comments/<int:comment>/", comments.comment_settle, name="comment_settle"),
    path("<int:pk>/minutes/attach/", files.minutes_attach, name="minutes_attach"),
    path("<int:pk>/minutes/files/<int:file>/", files.minutes_file, name="minutes_file"),
    path("<int:pk>/minutes/circulate/", minutes.circulate, name="circulate"),
    path("<int:pk>/minutes/adopt/", minutes.adopt, name="minutes_adopt"),
    path("<int:pk>/minutes/give-over/", giving.give_over, name="minutes_give_over"),
    path("<int:pk>/minutes/keep/", giving.keep, name="minutes_keep"),
    path(
        "<int:pk>/minutes/decision/<int:line>/",
        minutes.line_change,
        {"kind": "decision"},
        name="decision_change",
    ),
    path(
        "<int:pk>/minutes/action/<int:line>/", minutes.line_change, {"kind": "action"}, name="action_change"
    ),
]

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from documents import feeds
from documents.views import (
    activities,
    calls,
    clearance,
    documents,
    lists,
    outside,
    prints,
    standing,
    versions,
)

app_name = "documents"

CALL = "<int:pk>/contributions/<int:number>/"
PIECE = f"{CALL}<int:contribution>/"
ROUND = "<int:pk>/clearance/<int:number>/"


def moved(verb: str, name: str):
    """A step from one state to the next, by the name of its verb."""
    return path(f"<int:pk>/{verb}/", documents.document_move, {"verb": verb}, name=name)


urlpatterns = [
    path("", lists.DocumentList.as_view(), name="document_list"),
    path("feed.atom", login_not_required(feeds.LibraryFeed()), name="feed"),
    path("for-activity/<int:pk>/connect/", activities.connect, name="activity_connect"),
    path("for-activity/<int:pk>/disconnect/", activities.disconnect, name="activity_disconnect"),
    path("for-event/<int:pk>/connect/", outside.connect, name="event_connect"),
    path("for-event/<int:pk>/disconnect/", outside.disconnect, name="event_disconnect"),
    path("begin/", documents.DocumentBegin.as_view(), name="document_begin"),
    path("standing/", standing.standing_list, name="standing_list"),
    path("standing/<slug:which>/", standing.standing_detail, name="standing_detail"),
    path("<int:pk>/", documents.document_detail, name="document_detail"),
    path("<int:pk>/change/", documents.DocumentChange.as_view(), name="document_change"),
    path("<int:pk>/edition/", documents.EditionBegin.as_view(), name="edition_begin"),
    path("<int:pk>/shared/", documents.SharingAdd.as_view(), name="sharing_add"),
    path("<int:pk>/shared/<int:line>/remove/", documents.sharing_remove, name="sharing_remove"),
    path("<int:pk>/delivered/", outside.Deliver.as_view(), name="document_deliver"),
    moved("circulate", "document_circulate"),
    moved("clear", "document_clear"),
    moved("adopt", "document_adopt"),
    moved("publish", "document_publish"),
    moved("redraft", "document_redraft"),
    moved("take-out", "document_take_out"),
    path("<int:pk>/text/", versions.text_write, name="text_write"),
    path("<int:pk>/file/", versions.file_bring, name="file_bring"),
    path("<int:pk>/versions/", versions.version_list, name="version_list"),
    path("<int:pk>/versions/<int:number>/", versions.version_detail, name="version_detail"),
    path("<int:pk>/versions/<int:number>/file/", versions.version_file, name="version_file"),
    path("<int:pk>/versions/<int:number>/restore/", versions.version_restore, name="version_restore"),
    path("<int:pk>/versions/<int:number>/text.docx", prints.print_docx, name="print_docx"),
    path("<int:pk>/versions/<int:number>/text.pdf", prints.print_pdf, name="print_pdf"),
    path("<int:pk>/versions/<int:number>/pdf/", prints.print_page, name="print_page"),
    path("<int:pk>/versions/<int:number>/pdf/make/", prints.print_make, name="print_make"),
    path("library/<slug:slug>/", lists.work, name="work"),
    path("library/<slug:slug>/<int:edition>/", lists.work, name="edition"),
    # Clearance
    path("<int:pk>/clearance/", clearance.OpenRound.as_view(), name="clearance_open"),
    path(ROUND, clearance.clearance_detail, name="clearance_detail"),
    path(f"{ROUND}reply/<int:clearance>/", clearance.clearance_reply, name="clearance_reply"),
    path(f"{ROUND}extend/", clearance.ExtendRound.as_view(), name="clearance_extend"),
    path(f"{ROUND}withdraw/", clearance.clearance_withdraw, name="clearance_withdraw"),
    path(f"{ROUND}close/", clearance.clearance_close, name="clearance_close"),
    path(f"{ROUND}accept/", clearance.clearance_accept, name="clearance_accept"),
    path(f"{ROUND}remind/", clearance.clearance_remind, name="clearance_remind"),
    # Contributions
    path("<int:pk>/contributions/", calls.call_open, name="call_open"),
    path(CALL, calls.call_detail, name="call_detail"),
    path(f"{CALL}extend/", calls.ExtendCall.as_view(), name="call_extend"),
    path(f"{CALL}withdraw/", calls.call_withdraw, name="call_withdraw"),
    path(f"{CALL}remind/", calls.call_remind, name="call_remind"),
    path(f"{CALL}carry/", calls.call_carry, name="call_carry"),
    path(f"{CALL}compiled/", calls.call_compiled, name="call_compiled"),
    path(f"{CALL}compiled/pdf/", calls.compiled_print, name="compiled_print"),
    path(f"{CALL}compiled/contributions.pdf", calls.compiled_pdf, name="compiled_pdf"),
    path(PIECE, calls.contribute, name="contribute"),
    path(f"{PIECE}take-back/", calls.contribution_take_back, name="contribution_take_back"),
    path(f"{PIECE}files/<int:file>/", calls.contribution_file, name="contribution_file"),
    path(f"{PIECE}files/<int:file>/remove/", calls.contribution_detach, name="contribution_detach"),
    path("clear/<str:link>/", clearance.clearance_link, name="clearance_link"),
    path("clear/<str:link>/file/", clearance.clearance_link_file, name="clearance_link_file"),
]

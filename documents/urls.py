from django.contrib.auth.decorators import login_not_required
from django.urls import path

from documents.clearance import views as clearance_views
from documents.contributions import views as contribution_views
from documents.delivery import views as delivery_views
from documents.governing import views as governing_views
from documents.library import feeds
from documents.library import views as library_views
from documents.versions import views as version_views

app_name = "documents"

CALL = "<int:pk>/contributions/<int:number>/"
PIECE = f"{CALL}<int:contribution>/"
ROUND = "<int:pk>/clearance/<int:number>/"


def moved(verb: str, name: str):
    """A step from one state to the next, by the name of its verb."""
    return path(f"<int:pk>/{verb}/", library_views.document_move, {"verb": verb}, name=name)


urlpatterns = [
    path("", library_views.DocumentList.as_view(), name="document_list"),
    path("feed.atom", login_not_required(feeds.LibraryFeed()), name="feed"),
    path("for-activity/<int:pk>/connect/", delivery_views.connect_activity, name="activity_connect"),
    path("for-activity/<int:pk>/disconnect/", delivery_views.disconnect_activity, name="activity_disconnect"),
    path("for-event/<int:pk>/connect/", delivery_views.connect_event, name="event_connect"),
    path("for-event/<int:pk>/disconnect/", delivery_views.disconnect_event, name="event_disconnect"),
    path("begin/", library_views.DocumentBegin.as_view(), name="document_begin"),
    path("standing/", governing_views.standing_list, name="standing_list"),
    path("standing/<slug:which>/", governing_views.standing_detail, name="standing_detail"),
    path("<int:pk>/", library_views.document_detail, name="document_detail"),
    path("<int:pk>/change/", library_views.DocumentChange.as_view(), name="document_change"),
    path("<int:pk>/edition/", library_views.EditionBegin.as_view(), name="edition_begin"),
    path("<int:pk>/shared/", library_views.SharingAdd.as_view(), name="sharing_add"),
    path("<int:pk>/shared/<int:line>/remove/", library_views.sharing_remove, name="sharing_remove"),
    path("<int:pk>/delivered/", delivery_views.Deliver.as_view(), name="document_deliver"),
    moved("circulate", "document_circulate"),
    moved("clear", "document_clear"),
    moved("adopt", "document_adopt"),
    moved("publish", "document_publish"),
    moved("redraft", "document_redraft"),
    moved("take-out", "document_take_out"),
    path("<int:pk>/text/", version_views.text_write, name="text_write"),
    path("<int:pk>/file/", version_views.file_bring, name="file_bring"),
    path("<int:pk>/versions/", version_views.version_list, name="version_list"),
    path("<int:pk>/versions/<int:number>/", version_views.version_detail, name="version_detail"),
    path("<int:pk>/versions/<int:number>/file/", version_views.version_file, name="version_file"),
    path("<int:pk>/versions/<int:number>/restore/", version_views.version_restore, name="version_restore"),
    path("<int:pk>/versions/<int:number>/text.docx", version_views.print_docx, name="print_docx"),
    path("<int:pk>/versions/<int:number>/text.pdf", version_views.print_pdf, name="print_pdf"),
    path("<int:pk>/versions/<int:number>/pdf/", version_views.print_page, name="print_page"),
    path("<int:pk>/versions/<int:number>/pdf/make/", version_views.print_make, name="print_make"),
    path("library/<slug:slug>/", library_views.work, name="work"),
    path("library/<slug:slug>/<int:edition>/", library_views.work, name="edition"),
    # Clearance
    path("<int:pk>/clearance/", clearance_views.OpenRound.as_view(), name="clearance_open"),
    path(ROUND, clearance_views.clearance_detail, name="clearance_detail"),
    path(f"{ROUND}reply/<int:clearance>/", clearance_views.clearance_reply, name="clearance_reply"),
    path(f"{ROUND}extend/", clearance_views.ExtendRound.as_view(), name="clearance_extend"),
    path(f"{ROUND}withdraw/", clearance_views.clearance_withdraw, name="clearance_withdraw"),
    path(f"{ROUND}close/", clearance_views.clearance_close, name="clearance_close"),
    path(f"{ROUND}accept/", clearance_views.clearance_accept, name="clearance_accept"),
    path(f"{ROUND}remind/", clearance_views.clearance_remind, name="clearance_remind"),
    # Contributions
    path("<int:pk>/contributions/", contribution_views.call_open, name="call_open"),
    path(CALL, contribution_views.call_detail, name="call_detail"),
    path(f"{CALL}extend/", contribution_views.ExtendCall.as_view(), name="call_extend"),
    path(f"{CALL}withdraw/", contribution_views.call_withdraw, name="call_withdraw"),
    path(f"{CALL}remind/", contribution_views.call_remind, name="call_remind"),
    path(f"{CALL}carry/", contribution_views.call_carry, name="call_carry"),
    path(f"{CALL}compiled/", contribution_views.call_compiled, name="call_compiled"),
    path(f"{CALL}compiled/pdf/", contribution_views.compiled_print, name="compiled_print"),
    path(f"{CALL}compiled/contributions.pdf", contribution_views.compiled_pdf, name="compiled_pdf"),
    path(PIECE, contribution_views.contribute, name="contribute"),
    path(f"{PIECE}take-back/", contribution_views.contribution_take_back, name="contribution_take_back"),
    path(f"{PIECE}files/<int:file>/", contribution_views.contribution_file, name="contribution_file"),
    path(
        f"{PIECE}files/<int:file>/remove/", contribution_views.contribution_detach, name="contribution_detach"
    ),
    path("clear/<str:link>/", clearance_views.clearance_link, name="clearance_link"),
    path("clear/<str:link>/file/", clearance_views.clearance_link_file, name="clearance_link_file"),
]

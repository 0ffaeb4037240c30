from django.urls import path

from documents.library import feeds, publication, views, way_views
from foundation.web.public import public_page


def step(verb: str, name: str):
    """Returns the address that moves a document to another state, by the name of the verb."""
    return path(f"<int:pk>/{verb}/", views.document_move, {"verb": verb}, name=name)


urlpatterns = [
    path("", views.DocumentList.as_view(), name="document_list"),
    path("feed.atom", public_page(feeds.LibraryFeed()), name="feed"),
    path("begin/", views.DocumentBegin.as_view(), name="document_begin"),
    path("<int:pk>/", views.document_detail, name="document_detail"),
    path("<int:pk>/change/", views.DocumentChange.as_view(), name="document_change"),
    path("<int:pk>/purposes/", views.accept_purposes, name="document_purposes"),
    path("<int:pk>/edition/", views.EditionBegin.as_view(), name="edition_begin"),
    path("<int:pk>/shared/", views.SharingAdd.as_view(), name="sharing_add"),
    path("<int:pk>/shared/<int:line>/remove/", views.sharing_remove, name="sharing_remove"),
    path("<int:pk>/publication/", publication.publication, name="publication"),
    path("<int:pk>/publication/return/", publication.publication_return, name="publication_return"),
    step("circulate", "document_circulate"),
    path("<int:pk>/clear/", way_views.ClearDocument.as_view(), name="document_clear"),
    path("<int:pk>/adopt/", way_views.AdoptDocument.as_view(), name="document_adopt"),
    path("<int:pk>/issue/", way_views.IssueDocument.as_view(), name="document_issue"),
    path("<int:pk>/drop/", way_views.DropDocument.as_view(), name="document_drop"),
    step("publish", "document_publish"),
    step("redraft", "document_redraft"),
    step("take-out", "document_take_out"),
    path("library/<slug:slug>/", views.work, name="work"),
    path("library/<slug:slug>/<int:edition>/", views.work, name="edition"),
]

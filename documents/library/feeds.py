"""The feed of the library: published documents, the latest first."""

import datetime as dt

from django.contrib.syndication.views import Feed
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.document.models import Document
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.portal import group

LATEST = 30


class LibraryFeed(Feed):
    """The Atom feed of published documents."""

    feed_type = Atom1Feed
    subtitle = gettext_lazy("Joint documents that the Group has published")

    def title(self):
        return _("Documents of the %(group)s") % {"group": group.name()}

    def author_name(self):
        return group.name()

    def link(self):
        return reverse("documents:document_list")

    def items(self):
        """Returns the published edition of each work, the latest first, at most `LATEST`."""
        documents = Document.objects.public().filter(state=Document.State.PUBLISHED)
        published = Max("steps__at", filter=Q(steps__state=Document.State.PUBLISHED))
        found = documents.select_related("lead", "term").with_face().annotate(published=published)
        return sorted(found.latest_first()[: LATEST * 10], key=_when, reverse=True)[:LATEST]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        """Returns whose text it is if it is not the Group's, who dissociates itself, and the summary."""
        return ". ".join(part.rstrip(".") for part in (item.face, item.dissociating, item.summary) if part)

    def item_link(self, item):
        return item.public_address

    def item_guid(self, item):
        return address(f"{item.public_address}{item.edition}/")

    def item_updateddate(self, item):
        return _when(item)

    def item_pubdate(self, item):
        return _when(item)

    def item_categories(self, item):
        return [item.get_kind_display()]


def _when(document) -> dt.datetime:
    """Returns when it was published here; for a document older than the portal, its first possible day."""
    if document.published:
        return document.published
    day = (
        document.date.earliest
        if document.date
        else document.term.ends
        if document.term
        else dt.date(2006, 1, 1)
    )
    return dt.datetime.combine(day, dt.time(), clock.zone())

"""The library: what is public for everybody, and all that there is for the people of the Group."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET
from django.views.generic import ListView

from documents import shown
from documents.citing import citation
from documents.clearance import as_of_now
from documents.models import Document
from documents.searching import FilterForm
from documents.views.fetching import sees_all

PAGE = 25


@method_decorator(login_not_required, name="dispatch")
class DocumentList(ListView):
    """For a visitor what is public, for the people of the Group all of it."""

    paginate_by = PAGE
    template_name = "documents/document_list.html"

    def get_queryset(self):
        user = self.request.user
        documents = Document.objects.visible_to(user)
        self.form = FilterForm(self.request.GET, documents=documents, public_only=not sees_all(user))
        return self.form.narrow(documents).select_related("lead", "term__agency").latest_first()

    def paginate_queryset(self, queryset, page_size):
        """A page that does not exist, such as one of yesterday's list, is the nearest that does."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        page.object_list = as_of_now(page.object_list)
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(
            form=self.form,
            narrowed=any(query.values()),
            query=query.urlencode(),
            sees_all=sees_all(self.request.user),
            **kwargs,
        )


@require_GET
@login_not_required
def work(request, slug, edition=None):
    """The public page of a work: the latest of its editions that is public, or the one that is asked for."""
    editions = Document.objects.public().filter(slug=slug).order_by("-edition")
    editions = list(editions.select_related("lead", "term__agency", "origin__agency", "occasion__forum"))
    found = next((one for one in editions if edition in (None, one.edition)), None)
    if found is None:
        raise Http404
    address = reverse("documents:edition", args=[slug, found.edition])
    if found == editions[0]:  # which stands at the address of the work as well, until a later one does
        address = found.public_address
    context = {
        "document": found,
        "editions": [one for one in editions if one != found],
        "is_latest": found == editions[0],
        "versions": shown.read(found),
        "citation": citation(found, request.build_absolute_uri(address)),
        "sees_all": sees_all(request.user),
    }
    return render(request, "documents/work.html", context)

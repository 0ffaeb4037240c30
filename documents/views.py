from django.contrib.auth.decorators import login_not_required
from django.db.models import CharField
from django.db.models.functions import Cast, Coalesce
from django.utils.decorators import method_decorator
from django.views.generic import DetailView, ListView

from documents.forms import FilterForm
from documents.models import Document
from documents.rules import reads_all

PAGE = 25


def latest_first(documents):
    """By their own date, else by the end of the term they belong to."""
    when = Coalesce(Cast("date", CharField()), Cast("term__ends", CharField()))
    return documents.order_by(when.desc(nulls_last=True), "title", "pk")


@method_decorator(login_not_required, name="dispatch")
class DocumentList(ListView):
    """For a visitor what is public, for the people of the Group all of it."""

    paginate_by = PAGE

    def get_queryset(self):
        documents = Document.objects.visible_to(self.request.user)
        self.form = FilterForm(self.request.GET, documents=documents)
        found = self.form.narrow(documents).select_related("lead", "term__agency")
        return latest_first(found)

    def paginate_queryset(self, queryset, page_size):
        """A page that does not exist, such as one of yesterday's list, is the nearest that does."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        query = self.request.GET.copy()
        query.pop("page", None)
        user = self.request.user
        return super().get_context_data(
            form=self.form,
            narrowed=any(query.values()),
            query=query.urlencode(),
            sees_all=user.is_authenticated and (user.is_superuser or reads_all.test(user)),
            **kwargs,
        )


@method_decorator(login_not_required, name="dispatch")
class DocumentDetail(DetailView):
    def get_queryset(self):
        return (
            Document.objects.visible_to(self.request.user)
            .select_related("lead", "term__agency", "origin__agency")
            .prefetch_related("contributors", "sharings", "event_links__event")
        )

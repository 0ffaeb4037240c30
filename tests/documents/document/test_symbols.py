"""Symbols of documents: only where the Group switches them on, with Rev., Add. and Corr., each once."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.library import actions as library_actions
from documents.models import DocumentVersion, Part, Symbol
from documents.versions import actions as version_actions
from foundation.dates import clock
from meetings.models import Rhythm
from tests import factories
from tests.together import at_once


@pytest.fixture(autouse=True)
def _storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def begin_document(by, title="Brochure"):
    return library_actions.begin(title=title, kind="brochure", lead=factories.agency("IOM"), by=by)


def pdf(content=b""):
    return SimpleUploadedFile("a.pdf", b"%PDF-1.7" + content)


@pytest.mark.django_db
def test_no_symbol_is_given_where_the_group_has_none():
    ana = factories.person_of("IOM")
    document = library_actions.circulate(begin_document(ana), by=ana)
    version = version_actions.bring_file(document, file=pdf(), part=Part.REVISION, by=ana)
    assert (document.symbol, version.symbol) == ("", "")
    assert not Symbol.objects.exists()


@pytest.mark.django_db
def test_symbols_come_in_order_and_each_part_is_counted_for_itself():
    Rhythm.objects.create(symbols=True)
    ana, year = factories.person_of("IOM"), clock.today().year
    first = library_actions.circulate(begin_document(ana), by=ana)
    second = library_actions.publish(begin_document(ana, "Note"), by=ana)
    assert (first.symbol, second.symbol) == (f"GMG/{year}/DOC/1", f"GMG/{year}/DOC/2")
    parts = [Part.REVISION, Part.ADDENDUM, Part.REVISION, Part.CORRIGENDUM, ""]
    given = [version_actions.bring_file(first, file=pdf(), part=part, by=ana).symbol for part in parts]
    own = f"GMG/{year}/DOC/1"
    assert given == [f"{own}/Rev.1", f"{own}/Add.1", f"{own}/Rev.2", f"{own}/Corr.1", ""]
    assert library_actions.circulate(first, by=ana).symbol == own


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_the_next_version_at_once_have_both_theirs_in_order():
    Rhythm.objects.create(symbols=True)
    ana = factories.person_of("IOM")
    document = library_actions.circulate(begin_document(ana), by=ana)
    at_once(
        *[
            partial(
                version_actions.bring_file, document, file=pdf(b"%d" % number), part=Part.REVISION, by=ana
            )
            for number in range(4)
        ]
    )
    versions = DocumentVersion.objects.order_by("number")
    assert [one.number for one in versions] == [1, 2, 3, 4]
    assert [one.symbol.rpartition("/")[2] for one in versions] == ["Rev.1", "Rev.2", "Rev.3", "Rev.4"]

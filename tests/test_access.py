"""Who may open which address: one table of every address and every role. What is not in it fails.

A row is the name of the address, what it is asked for, the method, and what each role gets, in the order of
ROLES: a status, or `login` for the way there. "term.slug" stands for the slug of the `term` of the `world`.
"""

import datetime as dt

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from agencies import invitations
from agencies.models import User
from agencies.rules import SECRETARIAT
from chairmanship.models import HandoverReport
from documents.models import Document
from foundation import clock
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2007, 3, 1)
ROLES = (
    "visitor", "nobody", "focal point", "chair", "outgoing", "incoming", "secretariat", "superuser",
)  # fmt: skip
TERM = {"slug": "term.slug"}
DRAFT = TERM | {"version": "draft.version"}
ISSUED = {"slug": "past.slug", "version": "issued.version"}
LINK = {"link": "link"}
PERSON = {"pk": "invited.pk"}
RESET = {"uidb36": "1", "key": "nonsense"}
EVERYBODY = "200 200 200 200 200 200 200 200"

# fmt: off
TABLE = [
    # name, arguments, method,                                     visitor nobody focal chair out in sec super
    ("home", {}, "GET",                                           EVERYBODY),
    ("me", {}, "GET",                                             "login 200 200 200 200 200 200 200"),
    ("agencies:member_list", {}, "GET",                           EVERYBODY),
    ("agencies:agency_detail", {"slug": "iom"}, "GET",            EVERYBODY),
    ("agencies:agency_detail", {"slug": "none"}, "GET",           "404 404 404 404 404 404 404 404"),
    ("chairmanship:line", {}, "GET",                              EVERYBODY),
    ("chairmanship:term_detail", TERM, "GET",                     EVERYBODY),
    ("chairmanship:report", TERM, "GET",                          "login 403 403 200 403 403 200 200"),
    ("chairmanship:report", {"slug": "past.slug"}, "GET",         "login 403 403 403 200 403 200 200"),
    ("chairmanship:report_make", TERM, "POST",                    "login 403 403 302 403 403 302 302"),
    ("chairmanship:report_make", TERM, "GET",                     "login 405 405 405 405 405 405 405"),
    ("chairmanship:report_issue", DRAFT, "POST",                  "login 403 403 302 403 403 302 302"),
    ("chairmanship:report_pdf", DRAFT, "GET",                     "login 403 403 200 200 200 200 200"),
    ("chairmanship:report_pdf", ISSUED, "GET",                    "login 200 200 200 200 200 200 200"),
    ("documents:document_list", {}, "GET",                        EVERYBODY),
    ("documents:document_detail", {"pk": "public.pk"}, "GET",     EVERYBODY),
    ("documents:document_detail", {"pk": "private.pk"}, "GET",    "404 404 200 200 200 200 200 200"),
    ("invitations:send", PERSON, "POST",                          "login 403 403 403 403 403 302 302"),
    ("invitations:send", PERSON, "GET",                           "login 405 405 405 405 405 405 405"),
    ("invitations:open", LINK, "GET",                             EVERYBODY),
    ("invitations:open", {"link": "broken"}, "GET",               "410 410 410 410 410 410 410 410"),
    ("account_login", {}, "GET",                                  "200 302 302 302 302 302 302 302"),
    ("login", {}, "GET",                                          "200 302 302 302 302 302 302 302"),
    ("account_inactive", {}, "GET",                               EVERYBODY),
    ("account_logout", {}, "GET",                                 "302 200 200 200 200 200 200 200"),
    ("logout", {}, "POST",                                        "302 302 302 302 302 302 302 302"),
    ("account_change_password", {}, "GET",                        "login 200 200 200 200 200 200 200"),
    ("account_set_password", {}, "GET",                           "login 302 302 302 302 302 302 302"),
    ("account_reset_password", {}, "GET",                         EVERYBODY),
    ("account_reset_password_done", {}, "GET",                    EVERYBODY),
    ("account_reset_password_from_key", RESET, "GET",             EVERYBODY),
    ("account_reset_password_from_key_done", {}, "GET",           EVERYBODY),
    ("admin:index", {}, "GET",                                    "302 302 302 302 302 302 302 200"),
]
# fmt: on


@pytest.fixture
def world(tmp_path, settings):
    """What the addresses are about, and somebody of each role, on 1 March 2007."""
    settings.MEDIA_ROOT = tmp_path
    with clock.moved_to(TODAY):
        for acronym in ("UNHCR", "IOM", "UNDESA", "ILO"):
            factories.membership(acronym, "2003")
        past = factories.term("UNHCR", "2006-07-01", "2006-12-31")
        term = factories.term("IOM", "2007-01-01", "2007-06-30")
        factories.term("UNDESA", "2007-07-01", "2007-12-31")
        invited = User.objects.create_user("new@example.org", name="New")
        world = {
            "term": term,
            "past": past,
            "draft": report(term),
            "issued": report(past, state="issued", issued_at=clock.now()),
            "public": Document.objects.create(title="Public", kind="brochure", state="published"),
            "private": Document.objects.create(title="Private", kind="brochure", state="drafting"),
            "invited": invited,
            "link": invitations.token(invited),
            "roles": {
                "visitor": None,
                "nobody": factories.user(),
                "focal point": factories.person_of("ILO"),
                "chair": factories.person_of("IOM"),
                "outgoing": factories.person_of("UNHCR"),
                "incoming": factories.person_of("UNDESA"),
                "secretariat": factories.user(),
                "superuser": factories.admin(),
            },
        }
        group = Group.objects.get_or_create(name=SECRETARIAT)[0]
        world["roles"]["secretariat"].groups.add(group)
        yield world


def report(term, **fields) -> HandoverReport:
    made = HandoverReport(term=term, version=1, as_at=TODAY, made_at=clock.now(), sha256="0" * 64, **fields)
    made.pdf.save("report.pdf", ContentFile(b"%PDF-"), save=False)
    made.save()
    return made


def the(value, world):
    """What a value of a row stands for."""
    if not isinstance(value, str) or value.partition(".")[0] not in world:
        return value
    name, _, attribute = value.partition(".")
    return getattr(world[name], attribute) if attribute else world[name]


def asked(client, person, method, address) -> str:
    client.logout()
    if person:
        client.force_login(person)
    with transaction.atomic():  # what one does, the next does not see
        answer = client.generic(method, address)
        if answer.streaming:
            answer.getvalue()  # and so closes its file
        transaction.set_rollback(True)
    if answer.status_code == 302 and answer.url.startswith(f"{reverse(settings.LOGIN_URL)}?next="):
        return "login" if not address.startswith("/admin/") else "302"
    return str(answer.status_code)


@pytest.mark.parametrize(
    ("name", "arguments", "method", "expected"),
    TABLE,
    ids=[f"{name}-{method}" for name, _, method, _ in TABLE],
)
def test_each_role_gets_what_the_table_says(client, world, name, arguments, method, expected):
    address = reverse(name, kwargs={key: the(value, world) for key, value in arguments.items()})
    got = {role: asked(client, person, method, address) for role, person in world["roles"].items()}
    assert got == dict(zip(ROLES, expected.split(), strict=True))


def names(resolver, namespace="") -> set[str]:
    """Every address of the portal by its name; Django's admin, which asks for itself, is one."""
    found = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.add(f"{namespace}{pattern.name}")
        elif pattern.namespace == "admin":
            found.add("admin:index")
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= names(pattern, inner)
    return found


def test_table_has_every_address_and_no_other():
    assert {name for name, *_ in TABLE} == names(get_resolver())


def test_private_address_tells_a_visitor_nothing_of_what_exists(client, world):
    """A visitor is sent to the login whether or not the thing is there."""
    for name, arguments, method, expected in TABLE:
        if not expected.startswith("login") or not arguments:
            continue
        nowhere = {key: 987654 if key in ("pk", "version") else "none-2001-01" for key in arguments}
        assert asked(client, None, method, reverse(name, kwargs=nowhere)) == "login", name

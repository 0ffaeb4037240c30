"""Every page asks the database as often for a long past as for a short one, and stays light.

The short archive is the demo; the long one also has years before it, with all that a year brings. Each
address is opened with the same thing of the demo, as every role. What is not so is excused here, with the
reason, until it is so.
"""

import gzip
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders
from django.core.paginator import Page

from foundation.discovery import ORDER
from tests.visits import ROLES, Visit, Visitors, addresses

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 60  # queries of a page
WEIGHT = 100_000  # bytes of the first load: the page as it is sent, and the styles and scripts that it names
IN_EACH_RUN = ["visitor", "nobody", "focal point", "chair", "secretariat"]
OTHERS = [role for role in ROLES if role not in IN_EACH_RUN]
PARTS = 4  # of the addresses, so that several processes of the tests share the work

# What a page does nevertheless, and why. A page is named by its address and what is asked of it.
OWN_FACTORS = "asks first who is there, and shows the reader's own second factor: nothing of the archive"
EXCUSED: dict[str, dict[str, str]] = {
    "shows nothing": {
        **dict.fromkeys(
            [
                "factor_reset",
                "mfa_activate_totp",
                "mfa_add_webauthn",
                "mfa_authenticate",
                "mfa_deactivate_totp",
                "mfa_download_recovery_codes",
                "mfa_edit_webauthn",
                "mfa_generate_recovery_codes",
                "mfa_index",
                "mfa_list_webauthn",
                "mfa_login_webauthn",
                "mfa_reauthenticate",
                "mfa_reauthenticate_webauthn",
                "mfa_remove_webauthn",
                "mfa_view_recovery_codes",
            ],
            OWN_FACTORS,
        ),
        "sign_in_back": "is a page of a provider, which is a setting",
        **dict.fromkeys(
            ["sign_in_link", "sign_in_link_open", "sign_in_link_sent"], "is there by a setting only"
        ),
        "sign_in_with": "takes a form only",
        "account_set_password": "leads on: whoever is signed in has a password",
        "chairmanship:facts": "leads on to the page of the report",
        "chairmanship:narrative_old": "leads on to the page of the report",
        "documents:clearance_link_file": "sends a stored file",
        "documents:clearance_link_image": "sends a stored file",
        "documents:compiled_pdf": "sends a file that the worker made",
        "documents:print_pdf": "sends a file that the worker made",
        "me_address": "is named in a mail only",
        "me_mails_stop": "is named in a mail only",
        "meetings:guest_pack_pdf": "sends a file that the worker made",
        "meetings:print_pdf": "sends a file that the worker made",
    },
    "asks often": {  # more than MOST
        "me_copy": "each table that can name a person is looked through once",
    },
    "grows": {  # with the archive
        "changes?kind=meetings": "the short archive has too few of them to fill a page",
    },
    "is heavy": {},  # more than WEIGHT
    "has one page": {  # of rows, also in the long archive
        "applications:application_list": "fifty applications take 8 years",
        "chairmanship:handover": "it shows the matters of one term",
        "chairmanship:line": "fifty terms take 25 years",
        "circulars:circular_list": "fifty circulars take 9 years",
        "documents:call_compiled": "it shows one call",
        "meetings:request_list": "the demo has no requests; tests/meetings/test_queries.py has hundreds",
        "organizations:organization_list": "fifty organizations take 24 years",
        "mail:address_list": "the demo has no address that does not work",
        "outside:calendar": "fifty events take 17 years",
        "received:received_list": "the demo reads no mailbox",
        "outside:ledger": "fifty events take 8 years",
        "workplan:board": "fifty activities take 8 years",
        "workplan:plan_list": "fifty plans take 50 years",
        "workplan:timeline": "fifty activities take 8 years",
    },
}
# What the long archive has no more of than the short one, and why.
AS_MANY: dict[str, str] = {
    **dict.fromkeys(
        [
            "agencies.Criterion", "agencies.Edition", "agencies.Purpose", "agencies.Question",
            "chairmanship.Forum", "foundation.Portal", "meetings.Rhythm",
        ],
        "is the same in every year",
    ),
    **dict.fromkeys(
        [
            "agencies.Counted", "agencies.Guesses", "agencies.LinkAsked", "agencies.Mailbox",
            "agencies.Received", "agencies.SecretariatRole",
            "agencies.SignIn", "agencies.SignInLink", "documents.ImportedText",
            "foundation.BadAddress", "foundation.Chain", "foundation.Export", "foundation.MailServer",
            "foundation.RevokedLink", "foundation.Seal", "foundation.SentForm", "gmg_portal.PutOff",
        ],
        "is of the present only",
    ),
    **dict.fromkeys(
        [
            "agencies.ApplicationPrint", "agencies.DossierFile", "agencies.Logo", "chairmanship.ReportImage",
            "documents.CompiledPrint", "documents.ContributionFile", "documents.TextImage",
            "documents.TextPrint", "meetings.MinutesFile", "meetings.Pack", "meetings.ProposalFile",
        ],
        "is a file of one thing, and shown with that alone",
    ),
    **dict.fromkeys(
        [
            "chairmanship.ActivityEvent", "chairmanship.NarrativeComment", "chairmanship.ReportSection",
            "documents.ContributionRevision", "documents.Dissociation", "documents.Issuer",
            "documents.LateReply", "documents.PublicationRequest", "documents.Symbol",
            "meetings.ProposalPurpose",
        ],
        "hangs on one thing, and is shown with that alone",
    ),
    "meetings.MeetingRequest": "the demo has none; tests/meetings/test_queries.py has hundreds",
}  # fmt: skip
# Who writes loads it once (92 KB) and then has it for every page.
EDITOR = "vendor/editor/editor.min.js"
LINKED = re.compile(r'(?:href|src)="/static/([^"?]+\.(?:css|js))"')


@pytest.fixture
def archive(databases, settings):
    """Leads to the short or the long archive."""

    def lead(name: str, roles: list[str]) -> Visitors:
        databases.spoil()
        databases.hold(name)
        settings.MEDIA_ROOT = databases.files(name)
        return Visitors(roles)

    return lead


@cache
def weight_of(static: str) -> int:
    return len(gzip.compress(Path(finders.find(static)).read_bytes()))


def weight(visit: Visit) -> int:
    """Returns the bytes of the first load of a page."""
    if not visit.answer["Content-Type"].startswith("text/html"):
        return 0  # a download
    page = visit.answer.content
    if visit.answer.get("Content-Encoding") == "gzip":
        page = gzip.decompress(page)
    return visit.size + sum(map(weight_of, {*LINKED.findall(page.decode())} - {EDITOR}))


def is_paged(visit: Visit) -> bool | None:
    """Returns whether a list has more than one page of rows; None if the page has no list with pages."""
    pages = [
        value
        for context in visit.answer.context or ()
        for layer in getattr(context, "dicts", ())
        for value in layer.values()
        if isinstance(value, Page)
    ]
    return any(one.paginator.num_pages > 1 for one in pages) if pages else None


def faults(name: str, before: Visit, after: Visit) -> dict[str, str]:
    """Returns what a page does that it should not, by the table that could excuse it."""
    said = {}
    if before.status != after.status and not (after.status == 302 and "as=" in name):  # from the worker
        said["grows"] = f"status {before.status}, then {after.status}"
    if after.status != 200:
        return said
    few, many = Counter(before.queries), Counter(after.queries)
    if len(before.queries) != len(after.queries):
        more = "; ".join(f"{many[sql] - few[sql]} × {shortened(sql)}" for sql in many if many[sql] > few[sql])
        said["grows"] = f"{len(before.queries)} queries, then {len(after.queries)}: {more}"
    if len(after.queries) > MOST:
        said["asks often"] = f"{len(after.queries)} queries"
    if weight(after) > WEIGHT:
        said["is heavy"] = f"{weight(after)} bytes"
    if is_paged(after) is False and "?" not in name:
        said["has one page"] = "the long archive has no second page of rows to show"
    return said


def shortened(sql: str) -> str:
    return re.sub(r"^SELECT .*? FROM", "SELECT … FROM", sql)[:160]


@pytest.mark.parametrize(
    "roles", [IN_EACH_RUN, pytest.param(OTHERS, marks=pytest.mark.slow)], ids=["usual", "others"]
)
@pytest.mark.parametrize("part", range(PARTS))
def test_page_asks_as_often_with_a_long_past_as_with_a_short_one(archive, bare_refusals, part, roles):
    visitors = archive("short", roles)
    places = visitors.places(addresses()[part::PARTS])
    before = {
        (one.name, role): visitors.visit(role, one.path) for one in places if one.path for role in roles
    }
    visitors = archive("long", roles)
    found: dict[tuple[str, str], dict[str, str]] = {}
    for place in places:
        if not place.path:
            found[place.name, ""] = {
                "shows nothing": "tests/subjects.py names nothing that somebody can see here"
            }
            continue
        path = visitors.again(place).path
        for role in roles:
            if (short := before[place.name, role]).status != 302:  # to sign in, mostly
                found[place.name, role] = faults(place.name, short, visitors.visit(role, path))
    wrong = {
        f"{name} {kind}, as {role}": words
        for (name, role), said in found.items()
        for kind, words in said.items()
        if name not in EXCUSED[kind]
    }
    assert not wrong, "\n".join(f"{page}: {words}" for page, words in sorted(wrong.items()))
    if roles == IN_EACH_RUN:
        needed = {(kind, name) for (name, _), said in found.items() for kind in said}
        visited = {name for name, _ in found}
        excused = {(kind, name) for kind, names in EXCUSED.items() for name in names if name in visited}
        assert excused - needed == set(), "These need no excuse any longer. Take them out of the table."


def test_every_excuse_is_of_a_page():
    names = {one.name for one in addresses()}
    pages = {name for kind in EXCUSED.values() for name in kind}
    assert {page for page in pages if re.split(r"[? ]", page)[0] not in names} == set()


def test_long_archive_has_more_of_everything(databases):
    counts = []
    for name in ("short", "long"):
        databases.spoil()
        databases.hold(name)
        models = [model for app in ORDER for model in apps.get_app_config(app).get_models()]
        counts.append({model._meta.label: model._base_manager.count() for model in models})
    short, long = counts
    assert sorted(name for name in short if long[name] <= short[name]) == sorted(AS_MANY)

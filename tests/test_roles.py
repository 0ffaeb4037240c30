"""Who may open which address: one table of every address and every role. What is not in it fails.

A row is the name of the address, what it is asked for, the method, and what each role gets, in the order of
ROLES: a status, or `login` for the way there. "term.slug" stands for the slug of the `term` of the `world`.
"""

import datetime as dt

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from agencies import invitations
from agencies.models import Agency, Contact, Organization, User
from chairmanship.models import HandoverReport
from documents.models import Document
from foundation import clock
from meetings.models import Action, AgendaItem, Decision, Proposal, ProposalFile
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
INVITED = {"pk": "invited.pk"}
PERSON = {"pk": "person.pk"}
APPOINTMENT = {"pk": "person.pk", "appointment": "appointment.pk"}
ORGANIZATION = {"pk": "organization.pk"}
CONTACT = {"pk": "organization.pk", "contact": "contact.pk"}
APPLICATION = {"pk": "application.pk"}
AGENCY = {"slug": "ilo"}
MEMBERSHIP = {"slug": "ilo", "pk": "membership.pk"}
MET = {"pk": "met.pk"}
COMING = {"pk": "coming.pk"}
PLANNED = {"pk": "planned.pk"}
AGENDUM = {"pk": "coming.pk", "item": "agendum.pk"}
ITEM = {"pk": "met.pk", "item": "item.pk"}
DECISION = {"pk": "met.pk", "line": "decision.pk"}
ACTION = {"pk": "met.pk", "line": "action.pk"}
PROPOSAL = {"pk": "proposal.pk"}
FILE = {"pk": "proposal.pk", "file": "file.pk"}
OWED = {"pk": "owed.pk"}
RESET = {"uidb36": "1", "key": "nonsense"}
EVERYBODY = "200 200 200 200 200 200 200 200"

# fmt: off
TABLE = [
    # name, arguments, method, then visitor, nobody, focal point, chair, outgoing, incoming, secretariat, all
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
    ("invitations:send", INVITED, "POST",                         "login 403 403 403 403 403 302 302"),
    ("invitations:send", INVITED, "GET",                          "login 405 405 405 405 405 405 405"),
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
    ("people:person_list", {}, "GET",                             "login 403 403 403 403 403 200 200"),
    ("people:contact_list", {}, "GET",                            "login 403 200 200 200 200 200 200"),
    ("people:contact_export", {}, "GET",                          "login 403 200 200 200 200 200 200"),
    ("people:person_add", {}, "GET",                              "login 403 403 403 403 403 200 200"),
    ("people:person_add", {}, "POST",                             "login 403 403 403 403 403 200 200"),
    ("people:person_detail", PERSON, "GET",                       "login 403 403 403 403 403 200 200"),
    ("people:person_change", PERSON, "GET",                       "login 403 403 403 403 403 200 200"),
    ("people:person_change", PERSON, "POST",                      "login 403 403 403 403 403 200 200"),
    ("people:appointment_add", PERSON, "GET",                     "login 403 403 403 403 403 200 200"),
    ("people:appointment_add", PERSON, "POST",                    "login 403 403 403 403 403 200 200"),
    ("people:appointment_change", APPOINTMENT, "GET",             "login 403 403 403 403 403 200 200"),
    ("people:appointment_change", APPOINTMENT, "POST",            "login 403 403 403 403 403 200 200"),
    ("people:appointment_end", APPOINTMENT, "GET",                "login 403 403 403 403 403 200 200"),
    ("people:appointment_end", APPOINTMENT, "POST",               "login 403 403 403 403 403 200 200"),
    ("organizations:organization_list", {}, "GET",                "login 403 403 403 403 403 200 200"),
    ("organizations:organization_add", {}, "GET",                 "login 403 403 403 403 403 200 200"),
    ("organizations:organization_add", {}, "POST",                "login 403 403 403 403 403 200 200"),
    ("organizations:organization_detail", ORGANIZATION, "GET",    "login 403 403 403 403 403 200 200"),
    ("organizations:organization_change", ORGANIZATION, "GET",    "login 403 403 403 403 403 200 200"),
    ("organizations:organization_change", ORGANIZATION, "POST",   "login 403 403 403 403 403 200 200"),
    ("organizations:contact_add", ORGANIZATION, "GET",            "login 403 403 403 403 403 200 200"),
    ("organizations:contact_add", ORGANIZATION, "POST",           "login 403 403 403 403 403 200 200"),
    ("organizations:contact_change", CONTACT, "GET",              "login 403 403 403 403 403 200 200"),
    ("organizations:contact_change", CONTACT, "POST",             "login 403 403 403 403 403 200 200"),
    ("organizations:contact_remove", CONTACT, "POST",             "login 403 403 403 403 403 302 302"),
    ("applications:application_list", {}, "GET",                  "login 403 403 200 403 403 200 200"),
    ("applications:application_add", {}, "GET",                   "login 403 403 403 403 403 200 200"),
    ("applications:application_add", {}, "POST",                  "login 403 403 403 403 403 200 200"),
    ("applications:application_detail", APPLICATION, "GET",       "login 403 403 200 403 403 200 200"),
    ("applications:application_detail", APPLICATION, "POST",      "login 403 403 403 403 403 200 200"),
    ("applications:application_change", APPLICATION, "GET",       "login 403 403 403 403 403 200 200"),
    ("applications:application_change", APPLICATION, "POST",      "login 403 403 403 403 403 200 200"),
    ("applications:application_review", APPLICATION, "POST",      "login 403 403 403 403 403 302 302"),
    ("applications:application_withdraw", APPLICATION, "POST",    "login 403 403 403 403 403 302 302"),
    ("deciding:decision_add", APPLICATION, "GET",                 "login 403 403 403 403 403 200 200"),
    ("deciding:decision_add", APPLICATION, "POST",                "login 403 403 403 403 403 200 200"),
    ("agencies:agency_add", {}, "GET",                            "login 403 403 403 403 403 200 200"),
    ("agencies:agency_add", {}, "POST",                           "login 403 403 403 403 403 200 200"),
    ("agencies:agency_change", AGENCY, "GET",                     "login 403 403 403 403 403 200 200"),
    ("agencies:agency_change", AGENCY, "POST",                    "login 403 403 403 403 403 200 200"),
    ("agencies:membership_add", AGENCY, "GET",                    "login 403 403 403 403 403 200 200"),
    ("agencies:membership_add", AGENCY, "POST",                   "login 403 403 403 403 403 200 200"),
    ("agencies:membership_change", MEMBERSHIP, "GET",             "login 403 403 403 403 403 200 200"),
    ("agencies:membership_change", MEMBERSHIP, "POST",            "login 403 403 403 403 403 200 200"),
    ("agencies:membership_end", MEMBERSHIP, "GET",                "login 403 403 403 403 403 200 200"),
    ("agencies:membership_end", MEMBERSHIP, "POST",               "login 403 403 403 403 403 200 200"),
    ("chairmanship:term_add", {}, "GET",                          "login 403 403 403 403 403 200 200"),
    ("chairmanship:term_add", {}, "POST",                         "login 403 403 403 403 403 200 200"),
    ("chairmanship:narrative", TERM, "GET",                       "login 403 403 200 403 403 200 200"),
    ("chairmanship:narrative", TERM, "POST",                      "login 403 403 200 403 403 200 200"),
    ("chairmanship:term_change", TERM, "GET",                     "login 403 403 403 403 403 200 200"),
    ("chairmanship:term_change", TERM, "POST",                    "login 403 403 403 403 403 200 200"),
    ("meetings:meeting_list", {}, "GET",                          "login 403 200 200 200 200 200 200"),
    ("meetings:meeting_plan", {}, "GET",                          "login 403 403 200 403 403 403 200"),
    ("meetings:meeting_plan", {}, "POST",                         "login 403 403 200 403 403 403 200"),
    ("meetings:decision_list", {}, "GET",                         "login 403 200 200 200 200 200 200"),
    ("meetings:action_list", {}, "GET",                           "login 403 200 200 200 200 200 200"),
    ("meetings:action_report", OWED, "POST",                      "login 404 302 302 403 403 302 302"),
    ("meetings:meeting_detail", MET, "GET",                       "login 404 200 200 200 200 200 200"),
    ("meetings:meeting_change", COMING, "GET",                    "login 404 403 200 403 403 403 200"),
    ("meetings:meeting_change", COMING, "POST",                   "login 404 403 200 403 403 403 200"),
    ("meetings:meeting_call", PLANNED, "POST",                    "login 404 404 302 403 403 403 302"),
    ("meetings:meeting_cancel", COMING, "POST",                   "login 404 403 302 403 403 403 302"),
    ("meetings:meeting_plan_again", MET, "POST",                  "login 404 403 302 403 403 403 302"),
    ("meetings:comment", MET, "POST",                             "login 404 403 200 200 200 200 200"),
    ("meetings:agenda", COMING, "GET",                            "login 404 403 200 403 403 403 200"),
    ("meetings:agenda_publish", COMING, "POST",                   "login 404 403 302 403 403 403 302"),
    ("meetings:agenda_adopt", COMING, "POST",                     "login 404 403 302 403 403 403 302"),
    ("meetings:item_add", COMING, "POST",                         "login 404 403 200 403 403 403 200"),
    ("meetings:item_change", AGENDUM, "GET",                      "login 404 403 200 403 403 403 200"),
    ("meetings:item_change", AGENDUM, "POST",                     "login 404 403 200 403 403 403 200"),
    ("meetings:item_move", AGENDUM, "POST",                       "login 404 403 302 403 403 403 302"),
    ("meetings:item_remove", AGENDUM, "POST",                     "login 404 403 302 403 403 403 302"),
    ("meetings:minutes", MET, "GET",                              "login 404 403 200 403 403 403 200"),
    ("meetings:minutes", MET, "POST",                             "login 404 403 200 403 403 403 200"),
    ("meetings:item_minutes", ITEM, "POST",                       "login 404 403 400 403 403 403 400"),
    ("meetings:circulate", MET, "GET",                            "login 404 403 200 403 403 403 200"),
    ("meetings:circulate", MET, "POST",                           "login 404 403 200 403 403 403 200"),
    ("meetings:minutes_adopt", MET, "POST",                       "login 404 403 302 403 403 403 302"),
    ("meetings:decision_change", DECISION, "GET",                 "login 404 403 200 403 403 403 200"),
    ("meetings:decision_change", DECISION, "POST",                "login 404 403 200 403 403 403 200"),
    ("meetings:action_change", ACTION, "GET",                     "login 404 403 200 403 403 403 200"),
    ("meetings:action_change", ACTION, "POST",                    "login 404 403 200 403 403 403 200"),
    ("proposals:proposal_list", {}, "GET",                        "login 403 200 200 200 200 200 200"),
    ("proposals:propose", {}, "GET",                              "login 403 200 200 200 200 200 200"),
    ("proposals:propose", {}, "POST",                             "login 403 200 200 200 200 200 200"),
    ("proposals:waiting", {}, "GET",                              "login 403 403 200 403 403 403 200"),
    ("proposals:proposal_detail", PROPOSAL, "GET",                "login 404 200 200 200 200 200 200"),
    ("proposals:sent", PROPOSAL, "GET",                           "login 404 200 403 403 403 403 200"),
    ("proposals:proposal_change", PROPOSAL, "GET",                "login 404 200 403 403 403 403 200"),
    ("proposals:proposal_change", PROPOSAL, "POST",               "login 404 200 403 403 403 403 200"),
    ("proposals:proposal_withdraw", PROPOSAL, "POST",             "login 404 302 403 403 403 403 302"),
    ("proposals:take_up", PROPOSAL, "POST",                       "login 404 403 200 403 403 403 200"),
    ("proposals:merge", PROPOSAL, "POST",                         "login 404 403 200 403 403 403 200"),
    ("proposals:defer", PROPOSAL, "POST",                         "login 404 403 200 403 403 403 200"),
    ("proposals:decline", PROPOSAL, "POST",                       "login 404 403 200 403 403 403 200"),
    ("proposals:reopen", PROPOSAL, "POST",                        "login 404 403 302 403 403 403 302"),
    ("proposals:file", FILE, "GET",                               "login 404 200 200 200 200 200 200"),
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
        focal_point = factories.person_of("ILO")
        met = factories.meeting("2007-02-20", time=dt.time(10), timezone="Europe/Zurich", minutes="draft")
        item = AgendaItem.objects.create(meeting=met, position=0, title="Item")
        stood = factories.meeting("2007-01-22", minutes="adopted")
        agreed = AgendaItem.objects.create(meeting=stood, position=0, title="Item")
        coming = factories.meeting("2007-04-20", agenda_state="provisional")
        ilo = Agency.objects.get(acronym="ILO")
        proposal = Proposal.objects.create(title="Topic", proposed_by=ilo, entered_by=focal_point)
        organization = Organization.objects.create(name="Partner")
        world = {
            "term": term,
            "past": past,
            "draft": report(term),
            "issued": report(past, state="issued", issued_at=clock.now()),
            "public": Document.objects.create(title="Public", kind="brochure", state="published"),
            "private": Document.objects.create(title="Private", kind="brochure", state="drafting"),
            "invited": invited,
            "link": invitations.token(invited),
            "person": focal_point,
            "appointment": focal_point.appointments.get(),
            "membership": ilo.memberships.get(),
            "met": met,
            "item": item,
            "decision": Decision.objects.create(item=item, position=0, text="Agreed."),
            "owed": Action.objects.create(item=agreed, position=0, text="Send it.", agency=ilo),
            "action": Action.objects.create(item=item, position=0, text="Send it.", agency=ilo),
            "coming": coming,
            "planned": factories.meeting("2007-05-20", stage="planned", agenda_state="private"),
            "agendum": AgendaItem.objects.create(meeting=coming, position=0, title="Item"),
            "proposal": proposal,
            "file": attachment(proposal, focal_point),
            "application": factories.application(),
            "organization": organization,
            "contact": Contact.objects.create(organization=organization, name="Gus"),
            "roles": {
                "visitor": None,
                "nobody": factories.user(),
                "focal point": focal_point,
                "chair": factories.person_of("IOM"),
                "outgoing": factories.person_of("UNHCR"),
                "incoming": factories.person_of("UNDESA"),
                "secretariat": factories.secretariat(),
                "superuser": factories.admin(),
            },
        }
        yield world


def report(term, **fields) -> HandoverReport:
    made = HandoverReport(term=term, version=1, as_at=TODAY, made_at=clock.now(), sha256="0" * 64, **fields)
    made.pdf.save("report.pdf", ContentFile(b"%PDF-"), save=False)
    made.save()
    return made


def attachment(proposal, person) -> ProposalFile:
    made = ProposalFile(proposal=proposal, name="a.pdf", size=5, sha256="0" * 64, uploaded_by=person)
    made.file.save("a.pdf", ContentFile(b"%PDF-"), save=False)
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
        nowhere = {key: "none-2001-01" if key == "slug" else 987654 for key in arguments}
        assert asked(client, None, method, reverse(name, kwargs=nowhere)) == "login", name

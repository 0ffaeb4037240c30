"""Who may open which address: one table of every address and every role. An address without a row fails.

A row is the name of the address, its arguments, the method, and what each role gets, in the order of ROLES: a
status, or `login` if the role is sent to sign in. "term.slug" is the slug of the `term` of the `world`.
"""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve, reverse

from agencies.accounts import actions as account_actions
from agencies.applications import exports as application_exports
from agencies.applications import links as application_links
from agencies.applications.actions import applying
from agencies.models import (
    Agency,
    ApplicationPrint,
    Contact,
    DossierFile,
    Edition,
    Logo,
    Organization,
    User,
)
from chairmanship.handover.actions import handover
from chairmanship.handover.report import gather
from chairmanship.models import AgreedPlan, HandoverReport, NarrativeComment, NarrativeVersion, ReportImage
from chairmanship.workplan.forms import key_of
from documents.clearance import actions as clearance_actions
from documents.clearance import links as clearance_links
from documents.contributions import actions as contribution_actions
from documents.library.actions import begin
from documents.models import Document, DocumentVersion, ImportedText, TextImage
from documents.versions.actions import write_text
from foundation.dates import clock
from foundation.files import text_images
from foundation.models import BadAddress, Export, Mail
from meetings.calendar import feeds
from meetings.followup import links as action_links
from meetings.invitations import links as invitation_links
from meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Comment,
    Decision,
    Guest,
    GuestInvitation,
    Invitation,
    MeetingRequest,
    MinutesFile,
    MinutesVersion,
    Paper,
    PaperFile,
    Proposal,
    ProposalFile,
    Suggestion,
)
from tests import factories
from tests.foundation.files.test_word import PNG

pytestmark = pytest.mark.django_db

TODAY = dt.date(2007, 3, 1)
ROLES = (
    "visitor", "nobody", "focal point", "chair", "outgoing", "incoming", "secretariat", "superuser",
)  # fmt: skip
TERM = {"slug": "term.slug"}
DRAFT = TERM | {"version": "draft.version"}
PAST = {"slug": "past.slug"}
ISSUED = PAST | {"version": "issued.version"}
PROVISIONAL = PAST | {"version": "provisional.version"}
FACTS = PAST | {"version": "facts.version"}
ON_WEB = PAST | {"version": "on_web.version"}
LINK = {"link": "link"}
INVITED = {"pk": "invited.pk"}
PERSON = {"pk": "person.pk"}
OF_SECRETARIAT = {"pk": "of_secretariat.pk"}
APPOINTMENT = {"pk": "person.pk", "appointment": "appointment.pk"}
ORGANIZATION = {"pk": "organization.pk"}
CONTACT = {"pk": "organization.pk", "contact": "contact.pk"}
APPLICATION = {"pk": "application.pk"}
MISTAKEN = {"number": "mistaken.number"}
DENIAL = {"pk": "denied.pk", "decision": "denial.pk"}
ATTACHED_TO = {"pk": "handed_in.pk", "file": "annex.pk"}
APPLICANT = {"link": "applicant_link"}
HANDED_IN = {"link": "handed_in_link"}
PAPER_OF = {"what": "alone"}
AGENCY = {"slug": "ilo"}
MEMBERSHIP = {"slug": "ilo", "pk": "membership.pk"}
NAME = {"slug": "ilo", "pk": "name.pk"}
HELD = {"pk": "held.pk"}
PASSED = {"pk": "passed.pk"}
COMING = {"pk": "coming.pk"}
INVITATION = COMING | {"invitation": "invitation.pk"}
BROUGHT = {"pk": "coming.pk", "paper": "paper.pk"}
DATE = {"pk": "date.pk"}
REQUEST = {"pk": "request.pk"}
PLANNED = {"pk": "planned.pk"}
COMING_ITEM = {"pk": "coming.pk", "item": "coming_item.pk"}
ITEM = {"pk": "held.pk", "item": "item.pk"}
GUEST = COMING | {"guest": "asked_guest.pk"}
PAPER = {"link": "guest_link", "paper": "open.pk"}
CAME_BY = {"pk": "held.pk", "guest": "invited_guest.pk"}
CAME = {"pk": "held.pk", "line": "came.pk"}
HEARD = {"pk": "held.pk", "line": "heard.pk"}
DECISION = {"pk": "held.pk", "line": "decision.pk"}
ACTION = {"pk": "held.pk", "line": "action.pk"}
VERSION = ITEM | {"number": 1}
ADOPTED = {"pk": "adopted.pk", "item": "agreed.pk"}
ADOPTED_DECISION = {"pk": "adopted.pk", "line": "settled.pk"}
ADOPTED_ACTION = {"pk": "adopted.pk", "line": "owed.pk"}
SAID = {"pk": "held.pk", "comment": "said.pk"}
ATTACHED = {"pk": "adopted.pk", "file": "attached.pk"}
SETTLED = {"pk": "settled.pk"}
PROPOSAL = {"pk": "proposal.pk"}
FILE = {"pk": "proposal.pk", "file": "file.pk"}
SUPPORT = {"pk": "proposal.pk", "support": "support.pk"}
OWED = {"pk": "owed.pk"}
CIRCULAR = {"pk": "circular.pk"}
OCCASION = {"pk": "occasion.pk"}
EVENT = {"pk": "spoken.pk"}
NOTE = {"pk": "note.pk"}
MAIL = {"pk": "mail.pk"}
RECEIVED = {"pk": "received.pk"}
ACTIVITY = {"pk": "activity.pk"}
RESET = {"uidb36": "1", "key": "nonsense"}
TEXT = {"slug": "term.slug", "name": "theme"}
SECTION = {"slug": "term.slug", "name": "meetings"}
REMARKED = {"slug": "term.slug", "comment": "remarked.pk"}
PICTURE = {"term": "term.pk", "token": "picture.token"}
DRAFTED = {"pk": "drafted.pk"}
IMPORTED = DRAFTED | {"imported": "imported.pk"}
ISSUED_TEXT = {"pk": "public.pk", "number": 1}
LINE = {"slug": "term.slug", "line": "line.pk"}
TO_CLEAR = {"pk": "to_clear.pk"}
ROUND = TO_CLEAR | {"number": "round.pk"}
ASKED = ROUND | {"clearance": "asked.pk"}
LATE = ROUND | {"late": "late.pk"}
DISSOCIATED = TO_CLEAR | {"dissociation": "dissociation.pk"}
CALLED = TO_CLEAR | {"number": "called.pk"}
PIECE = CALLED | {"contribution": "piece.pk"}
EARLIER = PIECE | {"earlier": 1}
EVERYBODY = "200 200 200 200 200 200 200 200"

# fmt: off
TABLE = [
    # name, arguments, method, then visitor, nobody, focal point, chair, outgoing, incoming, secretariat, all
    ("home_put_off", {}, "POST",                                  "login 302 302 302 302 302 302 302"),
    ("home", {}, "GET",                                           EVERYBODY),
    ("javascript_words", {}, "GET",                               EVERYBODY),
    ("paste", {}, "POST",                                         EVERYBODY),
    ("me", {}, "GET",                                             "login 200 200 200 200 200 200 200"),
    # The history of a thing is for people of the Group who read its page; all of it is for the secretariat.
    ("changes", {}, "GET",                                        "login 403 403 403 403 403 200 200"),
    # An export is for the one person who asked for it.
    ("export", {"pk": "export.pk"}, "GET",                        "login 404 200 404 404 404 404 404"),
    ("export_file", {"pk": "export.pk"}, "GET",                   "login 404 200 404 404 404 404 404"),
    ("history", {"kind": "agencies", "key": "ilo"}, "GET",        "login 403 200 200 200 200 200 200"),
    ("history", {"kind": "memberships", "key": "membership.pk"}, "GET", "login 403 200 200 200 200 200 200"),
    ("history", {"kind": "people", "key": "person.pk"}, "GET",    "login 403 200 403 403 403 200 200"),
    ("history", {"kind": "people", "key": 0}, "GET",              "login 403 403 403 403 403 404 404"),
    ("history", {"kind": "terms", "key": "term.slug"}, "GET",     "login 403 200 200 200 200 200 200"),
    ("history", {"kind": "meetings", "key": "held.pk"}, "GET",    "login 404 200 200 200 200 200 200"),
    ("history", {"kind": "meetings", "key": "planned.pk"}, "GET", "login 404 404 200 200 200 200 200"),
    ("history", {"kind": "documents", "key": "private.pk"}, "GET", "login 404 200 200 200 200 200 200"),
    ("history", {"kind": "documents", "key": "public.pk"}, "GET", "login 403 200 200 200 200 200 200"),
    ("history", {"kind": "governing", "key": "working-methods"}, "GET", "login 403 200 200 200 200 200 200"),
    ("history", {"kind": "applications", "key": 987654}, "GET",   "login 404 404 404 404 404 404 404"),
    ("history", {"kind": "applications", "key": "handed_in.pk"}, "GET", "login 403 200 200 200 200 200 200"),
    ("history", {"kind": "none", "key": 1}, "GET",                "login 404 404 404 404 404 404 404"),
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
    ("chairmanship:report_release", DRAFT, "POST",                "login 403 403 302 403 403 302 302"),
    ("chairmanship:report_release", DRAFT, "GET",                 "login 405 405 405 405 405 405 405"),
    # The past term is UNHCR's, so that its next chair is today's, IOM.
    ("chairmanship:facts", PAST, "GET",                           "login 403 403 302 403 403 403 302"),
    ("chairmanship:facts_open", PAST, "POST",                     "login 403 403 302 403 403 403 302"),
    ("chairmanship:facts_open", PAST, "GET",                      "login 405 405 405 405 405 405 405"),
    ("chairmanship:report_pdf", FACTS, "GET",                     "login 403 403 200 200 403 200 200"),
    ("chairmanship:report_docx", FACTS, "GET",                    "login 403 403 200 200 403 200 200"),
    ("chairmanship:report_pdf", PROVISIONAL, "GET",               "login 403 403 403 200 403 200 200"),
    ("chairmanship:report_docx", PROVISIONAL, "GET",              "login 403 403 403 200 403 200 200"),
    ("chairmanship:report_pdf", DRAFT, "GET",                     "login 403 403 200 200 200 200 200"),
    ("chairmanship:report_pdf", ISSUED, "GET",                    "login 200 200 200 200 200 200 200"),
    ("documents:document_list", {}, "GET",                        EVERYBODY),
    ("documents:document_detail", {"pk": "public.pk"}, "GET",     "302 302 200 200 200 200 200 200"),
    ("documents:document_detail", {"pk": "private.pk"}, "GET",    "404 404 200 200 200 200 200 200"),
    # A document's life
    ("documents:feed", {}, "GET",                                 EVERYBODY),
    ("documents:work", {"slug": "public.slug"}, "GET",            EVERYBODY),
    ("documents:work", {"slug": "drafted.slug"}, "GET",           "404 404 404 404 404 404 404 404"),
    ("documents:edition", {"slug": "public.slug", "edition": 1}, "GET", EVERYBODY),
    ("documents:standing_list", {}, "GET",                        EVERYBODY),
    ("documents:standing_detail", {"which": "working-methods"}, "GET", EVERYBODY),
    ("documents:standing_detail", {"which": "none"}, "GET",       "404 404 404 404 404 404 404 404"),
    ("documents:document_begin", {}, "GET",                       "login 403 200 200 200 200 200 200"),
    ("documents:document_begin", {}, "POST",                      "login 403 200 200 200 200 200 200"),
    ("documents:document_change", DRAFTED, "GET",                 "login 404 200 200 403 403 200 200"),
    ("documents:document_change", DRAFTED, "POST",                "login 404 200 200 403 403 200 200"),
    ("documents:document_purposes", DRAFTED, "POST",              "login 404 302 302 403 403 302 302"),
    ("documents:document_purposes", DRAFTED, "GET",               "login 405 405 405 405 405 405 405"),
    ("documents:edition_begin", DRAFTED, "GET",                   "login 404 200 200 403 403 200 200"),
    ("documents:edition_begin", DRAFTED, "POST",                  "login 404 200 200 403 403 200 200"),
    ("documents:sharing_add", DRAFTED, "GET",                     "login 404 200 200 403 403 200 200"),
    ("documents:sharing_add", DRAFTED, "POST",                    "login 404 200 200 403 403 200 200"),
    ("documents:sharing_remove", DRAFTED | {"line": 1}, "POST",   "login 404 302 302 403 403 302 302"),
    ("documents:document_deliver", DRAFTED, "GET",                "login 404 403 200 200 403 200 200"),
    ("documents:document_deliver", DRAFTED, "POST",               "login 404 403 200 200 403 200 200"),
    ("documents:event_connect", EVENT, "POST",                    "login 403 403 200 200 403 200 200"),
    ("documents:event_disconnect", EVENT, "POST",                 "login 403 403 302 302 403 302 302"),
    ("documents:document_circulate", DRAFTED, "POST",             "login 404 302 302 403 403 302 302"),
    ("documents:document_clear", DRAFTED, "GET",                  "login 404 200 200 403 403 200 200"),
    ("documents:document_clear", DRAFTED, "POST",                 "login 404 200 200 403 403 200 200"),
    ("documents:document_issue", DRAFTED, "GET",                  "login 404 200 200 403 403 200 200"),
    ("documents:document_issue", DRAFTED, "POST",                 "login 404 200 200 403 403 200 200"),
    ("documents:document_drop", DRAFTED, "GET",                   "login 404 200 200 403 403 200 200"),
    ("documents:document_drop", DRAFTED, "POST",                  "login 404 200 200 403 403 200 200"),
    ("documents:document_adopt", DRAFTED, "GET",                  "login 404 403 200 403 403 200 200"),
    ("documents:document_adopt", DRAFTED, "POST",                 "login 404 403 200 403 403 200 200"),
    ("documents:document_publish", DRAFTED, "POST",               "login 404 403 302 403 403 302 302"),
    ("documents:document_publish", DRAFTED, "GET",                "login 405 405 405 405 405 405 405"),
    ("documents:document_redraft", DRAFTED, "POST",               "login 404 302 302 403 403 302 302"),
    ("documents:document_take_out", DRAFTED, "POST",              "login 404 403 302 403 403 302 302"),
    ("documents:publication", DRAFTED, "GET",                     "login 404 200 200 403 403 200 200"),
    ("documents:publication", DRAFTED, "POST",                    "login 404 302 302 403 403 302 302"),
    ("documents:publication_return", DRAFTED, "POST",             "login 404 403 200 403 403 200 200"),
    ("documents:publication_return", DRAFTED, "GET",              "login 405 405 405 405 405 405 405"),
    ("documents:text_write", DRAFTED, "GET",                      "login 404 200 200 403 403 200 200"),
    ("documents:text_write", DRAFTED, "POST",                     "login 404 200 200 403 403 200 200"),
    ("documents:file_bring", DRAFTED, "GET",                      "login 404 200 200 403 403 200 200"),
    ("documents:file_bring", DRAFTED, "POST",                     "login 404 200 200 403 403 200 200"),
    ("documents:import_word", DRAFTED, "GET",                     "login 404 200 200 403 403 200 200"),
    ("documents:import_word", DRAFTED, "POST",                    "login 404 200 200 403 403 200 200"),
    ("documents:import_page", IMPORTED, "GET",                    "login 404 200 404 403 403 404 404"),
    ("documents:image_add", DRAFTED, "POST",                      "login 404 400 400 403 403 400 400"),
    ("documents:text_image", DRAFTED | {"token": "image.token"}, "GET", "404 404 200 200 200 200 200 200"),
    ("documents:version_list", DRAFTED, "GET",                    "login 404 200 200 200 200 200 200"),
    ("documents:version_detail", DRAFTED | {"number": 1}, "GET",  "404 404 200 200 200 200 200 200"),
    ("documents:version_detail", ISSUED_TEXT, "GET",              EVERYBODY),
    ("documents:version_file", DRAFTED | {"number": 2}, "GET",    "404 404 200 200 200 200 200 200"),
    ("documents:version_restore", DRAFTED | {"number": 1}, "GET", "login 404 200 200 403 403 200 200"),
    ("documents:version_restore", DRAFTED | {"number": 1}, "POST", "login 404 302 302 403 403 302 302"),
    ("documents:print_docx", DRAFTED | {"number": 1}, "GET",      "404 404 200 200 200 200 200 200"),
    ("documents:print_docx", ISSUED_TEXT, "GET",                  EVERYBODY),
    ("documents:print_page", DRAFTED | {"number": 1}, "GET",      "404 404 200 200 200 200 200 200"),
    ("documents:print_make", DRAFTED | {"number": 1}, "POST",     "404 404 302 302 302 302 302 302"),
    ("documents:print_make", ISSUED_TEXT, "POST",                 "302 302 302 302 302 302 302 302"),
    ("documents:print_pdf", DRAFTED | {"number": 1}, "GET",       "404 404 404 404 404 404 404 404"),
    # Contributions: UNDESA leads “Cleared”, ILO is asked and has begun
    ("documents:call_open", TO_CLEAR, "GET",                      "login 404 403 200 403 200 200 200"),
    ("documents:call_open", TO_CLEAR, "POST",                     "login 404 403 200 403 200 200 200"),
    ("documents:call_detail", CALLED, "GET",                      "login 404 200 200 200 200 200 200"),
    ("documents:call_extend", CALLED, "GET",                      "login 404 403 200 403 200 200 200"),
    ("documents:call_extend", CALLED, "POST",                     "login 404 403 200 403 200 200 200"),
    ("documents:call_withdraw", CALLED, "POST",                   "login 404 403 302 403 302 302 302"),
    ("documents:call_remind", CALLED, "POST",                     "login 404 403 302 403 302 302 302"),
    ("documents:call_close", CALLED, "POST",                      "login 404 403 302 403 302 302 302"),
    ("documents:call_carry", CALLED, "GET",                       "login 404 403 200 403 200 200 200"),
    ("documents:call_carry", CALLED, "POST",                      "login 404 403 302 403 302 302 302"),
    ("documents:call_compiled", CALLED, "GET",                    "login 404 200 200 200 200 200 200"),
    ("documents:compiled_print", CALLED, "GET",                   "login 404 200 200 200 200 200 200"),
    ("documents:compiled_print", CALLED, "POST",                  "login 404 302 302 302 302 302 302"),
    ("documents:compiled_pdf", CALLED, "GET",                     "login 404 404 404 404 404 404 404"),
    ("documents:contribute", PIECE, "GET",                        "login 404 200 403 403 403 403 200"),
    ("documents:contribute", PIECE, "POST",                       "login 404 200 403 403 403 403 200"),
    ("documents:contribution_take_back", PIECE, "POST",           "login 404 302 403 403 403 403 302"),
    ("documents:contribution_revisions", PIECE, "GET",            "login 404 200 403 403 403 403 200"),
    ("documents:contribution_restore", EARLIER, "POST",           "login 404 302 403 403 403 403 302"),
    ("documents:contribution_file", PIECE | {"file": "with_it.pk"}, "GET",
                                                                  "login 404 200 404 404 404 404 200"),
    ("documents:contribution_detach", PIECE | {"file": "with_it.pk"}, "POST",
                                                                  "login 404 302 403 403 403 403 302"),
    # Clearance: UNDESA leads “Cleared”, ILO and UNHCR are asked
    ("documents:clearance_open", TO_CLEAR, "GET",                 "login 404 403 200 403 200 200 200"),
    ("documents:clearance_open", TO_CLEAR, "POST",                "login 404 403 200 403 200 200 200"),
    ("documents:clearance_detail", ROUND, "GET",                  "login 404 200 200 200 200 200 200"),
    ("documents:clearance_reply", ASKED, "POST",                  "login 404 200 200 403 200 200 200"),
    ("documents:clearance_reply", ASKED, "GET",                   "login 405 405 405 405 405 405 405"),
    ("documents:clearance_extend", ROUND, "GET",                  "login 404 403 200 403 200 200 200"),
    ("documents:clearance_extend", ROUND, "POST",                 "login 404 403 200 403 200 200 200"),
    ("documents:clearance_withdraw", ROUND, "POST",               "login 404 403 302 403 302 302 302"),
    ("documents:clearance_close", ROUND, "POST",                  "login 404 403 302 403 302 302 302"),
    ("documents:clearance_accept", ROUND, "POST",                 "login 404 403 302 403 302 302 302"),
    ("documents:clearance_remind", ROUND, "POST",                 "login 404 403 302 403 302 302 302"),
    ("documents:clearance_links_revoke", ASKED, "POST",           "login 404 403 302 403 302 302 302"),
    # Only ILO, the agency itself, dissociates itself.
    ("documents:dissociate", ASKED, "GET",                        "login 404 200 403 403 403 403 200"),
    ("documents:dissociate", ASKED, "POST",                       "login 404 200 403 403 403 403 200"),
    ("documents:dissociation_take_back", DISSOCIATED, "POST",     "login 404 302 403 403 403 403 302"),
    ("documents:dissociation_take_back", DISSOCIATED, "GET",      "login 405 405 405 405 405 405 405"),
    ("documents:late_count", LATE, "POST",                        "login 404 403 302 403 302 302 302"),
    ("documents:late_count", LATE, "GET",                         "login 405 405 405 405 405 405 405"),
    ("documents:late_note", LATE, "GET",                          "login 404 403 200 403 200 200 200"),
    ("documents:late_note", LATE, "POST",                         "login 404 403 200 403 200 200 200"),
    ("documents:clearance_link", {"link": "clear_link"}, "GET",   EVERYBODY),
    ("documents:clearance_link", {"link": "broken"}, "GET",       "410 410 410 410 410 410 410 410"),
    ("documents:clearance_link", {"link": "broken"}, "POST",      "410 410 410 410 410 410 410 410"),
    ("documents:clearance_link_file", {"link": "clear_link"}, "GET", "404 404 404 404 404 404 404 404"),
    ("documents:clearance_link_image", {"link": "clear_link", "token": "none"}, "GET",
     "404 404 404 404 404 404 404 404"),
    ("documents:clearance_link_image", {"link": "broken", "token": "none"}, "GET",
     "410 410 410 410 410 410 410 410"),
    ("documents:clearance_link_file", {"link": "broken"}, "GET",  "410 410 410 410 410 410 410 410"),
    ("invitations:send", INVITED, "POST",                         "login 403 403 403 403 403 302 302"),
    ("invitations:send", INVITED, "GET",                          "login 405 405 405 405 405 405 405"),
    ("invitations:open", LINK, "GET",                             EVERYBODY),
    ("invitations:open", {"link": "broken"}, "GET",               "410 410 410 410 410 410 410 410"),
    ("account_login", {}, "GET",                                  "200 302 302 302 302 302 302 302"),
    ("login", {}, "GET",                                          "200 302 302 302 302 302 302 302"),
    ("account_inactive", {}, "GET",                               EVERYBODY),
    ("account_logout", {}, "GET",                                 "302 200 200 200 200 200 200 200"),
    # Without the settings there is nothing; tests/agencies/accounts has tests with them.
    ("sign_in_with", {"name": "unhcr"}, "POST",                   "404 404 404 404 404 404 404 404"),
    ("sign_in_back", {"name": "unhcr"}, "GET",                    "404 404 404 404 404 404 404 404"),
    ("sign_in_link", {}, "GET",                                   "404 404 404 404 404 404 404 404"),
    ("sign_in_link", {}, "POST",                                  "404 404 404 404 404 404 404 404"),
    ("sign_in_link_sent", {}, "GET",                              "404 404 404 404 404 404 404 404"),
    ("sign_in_link_open", {"link": "x"}, "GET",                   "404 404 404 404 404 404 404 404"),
    ("sign_in_link_open", {"link": "x"}, "POST",                  "404 404 404 404 404 404 404 404"),
    ("sign_in_disconnect", {"pk": 0}, "POST",                     "login 404 404 404 404 404 404 404"),
    ("held_discard", {}, "POST",                                  "302 302 302 302 302 302 302 302"),
    ("logout", {}, "POST",                                        "302 302 302 302 302 302 302 302"),
    ("account_change_password", {}, "GET",                        "login 200 200 200 200 200 200 200"),
    ("account_set_password", {}, "GET",                           "login 302 302 302 302 302 302 302"),
    ("account_reset_password", {}, "GET",                         EVERYBODY),
    ("account_reset_password_done", {}, "GET",                    EVERYBODY),
    ("account_reset_password_from_key", RESET, "GET",             EVERYBODY),
    ("account_reset_password_from_key_done", {}, "GET",           EVERYBODY),
    ("mfa_authenticate", {}, "GET",                               "302 302 302 302 302 302 302 302"),
    ("mfa_authenticate", {}, "POST",                              "302 302 302 302 302 302 302 302"),
    ("mfa_login_webauthn", {}, "GET",                             "302 302 302 302 302 302 302 302"),
    ("mfa_login_webauthn", {}, "POST",                            "302 302 302 302 302 302 302 302"),
    ("account_reauthenticate", {}, "GET",                         "login 200 200 200 200 200 200 200"),
    ("account_reauthenticate", {}, "POST",                        "login 200 200 200 200 200 200 200"),
    # They have no second factor to confirm with: the password is asked for.
    ("mfa_reauthenticate", {}, "GET",                             "login 302 302 302 302 302 302 302"),
    ("mfa_reauthenticate", {}, "POST",                            "login 302 302 302 302 302 302 302"),
    ("mfa_reauthenticate_webauthn", {}, "GET",                    "login 302 302 302 302 302 302 302"),
    ("mfa_reauthenticate_webauthn", {}, "POST",                   "login 302 302 302 302 302 302 302"),
    ("mfa_index", {}, "GET",                                      "login 302 302 302 302 302 302 302"),
    ("mfa_list_webauthn", {}, "GET",                              "login 302 302 302 302 302 302 302"),
    # Whoever signed in a while ago is asked again who they are.
    ("mfa_activate_totp", {}, "GET",                              "login 302 302 302 302 302 302 302"),
    ("mfa_activate_totp", {}, "POST",                             "login 302 302 302 302 302 302 302"),
    ("mfa_add_webauthn", {}, "GET",                               "login 302 302 302 302 302 302 302"),
    ("mfa_add_webauthn", {}, "POST",                              "login 302 302 302 302 302 302 302"),
    ("mfa_edit_webauthn", {"pk": 0}, "GET",                       "login 302 302 302 302 302 302 302"),
    ("mfa_edit_webauthn", {"pk": 0}, "POST",                      "login 302 302 302 302 302 302 302"),
    ("mfa_remove_webauthn", {"pk": 0}, "GET",                     "login 302 302 302 302 302 302 302"),
    ("mfa_remove_webauthn", {"pk": 0}, "POST",                    "login 302 302 302 302 302 302 302"),
    ("mfa_generate_recovery_codes", {}, "GET",                    "login 302 302 302 302 302 302 302"),
    ("mfa_generate_recovery_codes", {}, "POST",                   "login 302 302 302 302 302 302 302"),
    # They have none.
    ("mfa_deactivate_totp", {}, "GET",                            "login 404 404 404 404 404 404 404"),
    ("mfa_deactivate_totp", {}, "POST",                           "login 404 404 404 404 404 404 404"),
    ("mfa_view_recovery_codes", {}, "GET",                        "login 404 404 404 404 404 404 404"),
    ("mfa_download_recovery_codes", {}, "GET",                    "login 404 404 404 404 404 404 404"),
    ("factor_reset", PERSON, "GET",                               "login 403 403 403 403 403 302 302"),
    ("factor_reset", PERSON, "POST",                              "login 403 403 403 403 403 302 302"),
    ("admin:index", {}, "GET",                                    "login 403 403 403 403 403 403 200"),
    ("people:person_list", {}, "GET",                             "login 403 403 403 403 403 200 200"),
    ("people:contact_list", {}, "GET",                            "login 403 200 200 200 200 200 200"),
    ("people:contact_export", {}, "GET",                          "login 403 200 200 200 200 200 200"),
    ("people:person_add", {}, "GET",                              "login 403 200 200 200 200 200 200"),
    ("people:person_add", {}, "POST",                             "login 403 200 200 200 200 200 200"),
    ("people:person_detail", PERSON, "GET",                       "login 403 200 403 403 403 200 200"),
    ("people:person_change", PERSON, "GET",                       "login 403 200 403 403 403 200 200"),
    ("people:person_change", PERSON, "POST",                     "login 403 302 403 403 403 200 200"),
    ("sessions_end_of", PERSON, "POST",                           "login 403 403 403 403 403 302 302"),
    ("people:links_revoke", PERSON, "POST",                       "login 403 302 403 403 403 302 302"),
    ("people:person_forget", PERSON, "GET",                       "login 403 403 403 403 403 200 200"),
    ("people:person_forget", PERSON, "POST",                      "login 403 403 403 403 403 200 200"),
    ("me_change", {}, "GET",                                      "login 200 200 200 200 200 200 200"),
    ("me_copy", {}, "GET",                                        "login 200 200 200 200 200 200 200"),
    ("me_address", {"link": "broken"}, "GET",                     "410 410 410 410 410 410 410 410"),
    ("me_mails", {}, "GET",                                       "login 200 200 200 200 200 200 200"),
    ("me_mails", {}, "POST",                                      "login 200 200 200 200 200 200 200"),
    ("me_mails_stop", {"link": "broken"}, "GET",                  "410 410 410 410 410 410 410 410"),
    ("me_mails_stop", {"link": "broken"}, "POST",                 "410 410 410 410 410 410 410 410"),
    ("people:appointment_add", PERSON, "GET",                     "login 403 200 403 403 403 200 200"),
    ("people:appointment_add", PERSON, "POST",                    "login 403 200 403 403 403 200 200"),
    ("people:appointment_change", APPOINTMENT, "GET",             "login 403 200 403 403 403 200 200"),
    ("people:appointment_change", APPOINTMENT, "POST",            "login 403 200 403 403 403 200 200"),
    ("people:appointment_end", APPOINTMENT, "GET",                "login 403 200 403 403 403 200 200"),
    ("people:appointment_end", APPOINTMENT, "POST",               "login 403 200 403 403 403 200 200"),
    ("people:role_list", {}, "GET",                               "login 403 403 403 403 403 200 200"),
    ("people:role_give", {}, "GET",                               "login 403 403 403 403 403 200 200"),
    ("people:role_give", {}, "POST",                              "login 403 403 403 403 403 200 200"),
    ("people:role_change", OF_SECRETARIAT, "GET",                 "login 403 403 403 403 403 200 200"),
    ("people:role_change", OF_SECRETARIAT, "POST",                "login 403 403 403 403 403 200 200"),
    ("people:role_take", OF_SECRETARIAT, "GET",                   "login 403 403 403 403 403 200 200"),
    ("people:role_take", OF_SECRETARIAT, "POST",                  "login 403 403 403 403 403 302 302"),
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
    ("applications:application_list", {}, "GET",                  "login 403 200 200 200 200 200 200"),
    ("applications:edition_list", {}, "GET",                      "login 403 200 200 200 200 200 200"),
    ("applications:edition_add", {}, "GET",                       "login 403 403 403 403 403 200 200"),
    ("applications:edition_add", {}, "POST",                      "login 403 403 403 403 403 200 200"),
    ("applications:edition_withdraw", MISTAKEN, "GET",            "login 403 403 403 403 403 200 200"),
    ("applications:edition_withdraw", MISTAKEN, "POST",           "login 403 403 403 403 403 200 200"),
    # An applicant's own page
    ("apply:begin", {}, "GET",                                    EVERYBODY),
    ("apply:begin", {}, "POST",                                   EVERYBODY),
    ("apply:sent", {}, "GET",                                     EVERYBODY),
    ("apply:own", APPLICANT, "GET",                               EVERYBODY),
    ("apply:own", APPLICANT, "POST",                              "302 302 302 302 302 302 302 302"),
    ("apply:own", {"link": "broken"}, "GET",                      "410 410 410 410 410 410 410 410"),
    ("apply:save", APPLICANT, "POST",                             EVERYBODY),
    ("apply:save", APPLICANT, "GET",                              "405 405 405 405 405 405 405 405"),
    ("apply:file", APPLICANT | {"pk": "statutes.pk"}, "GET",      EVERYBODY),
    ("apply:file", APPLICANT | {"pk": 987654}, "GET",             "404 404 404 404 404 404 404 404"),
    ("apply:file", {"link": "broken", "pk": "statutes.pk"}, "GET", "410 410 410 410 410 410 410 410"),
    ("apply:withdraw", APPLICANT, "POST",                         "302 302 302 302 302 302 302 302"),
    ("apply:print_page", HANDED_IN, "GET",                        EVERYBODY),
    ("apply:print_page", APPLICANT, "GET",                        "404 404 404 404 404 404 404 404"),
    ("apply:print_make", HANDED_IN, "POST",                       "302 302 302 302 302 302 302 302"),
    ("apply:print_pdf", HANDED_IN, "GET",                         EVERYBODY),
    ("apply:print_pdf", {"link": "broken"}, "GET",                "410 410 410 410 410 410 410 410"),
    ("applications:application_add", {}, "GET",                   "login 403 403 403 403 403 200 200"),
    ("applications:application_add", {}, "POST",                  "login 403 403 403 403 403 200 200"),
    ("applications:application_detail", APPLICATION, "GET",       "login 403 200 200 200 200 200 200"),
    ("applications:application_detail", APPLICATION, "POST",      "login 403 403 403 403 403 200 200"),
    ("applications:application_ask", APPLICATION, "GET",          "login 403 403 403 403 403 200 200"),
    ("applications:application_ask", APPLICATION, "POST",         "login 403 403 403 403 403 200 200"),
    ("applications:remark_add", APPLICATION, "POST",              "login 403 200 200 200 200 200 200"),
    ("applications:application_file", ATTACHED_TO, "GET",         "login 403 200 200 200 200 200 200"),
    ("applications:print_page", APPLICATION | PAPER_OF, "GET",    "login 403 200 200 200 200 200 200"),
    ("applications:print_page", APPLICATION | {"what": "mail"}, "GET", "login 403 404 404 404 404 404 404"),
    ("applications:print_make", APPLICATION | PAPER_OF, "POST",   "login 403 302 302 302 302 302 302"),
    ("applications:print_pdf", APPLICATION | PAPER_OF, "GET",     "login 403 404 404 404 404 404 404"),
    ("applications:print_pdf", {"pk": "handed_in.pk"} | PAPER_OF, "GET", "login 403 200 200 200 200 200 200"),
    ("applications:application_change", APPLICATION, "GET",       "login 403 403 403 403 403 200 200"),
    ("applications:application_change", APPLICATION, "POST",      "login 403 403 403 403 403 200 200"),
    ("applications:application_review", APPLICATION, "POST",      "login 403 403 403 403 403 302 302"),
    ("applications:link_revoke", {"pk": "handed_in.pk"}, "POST",  "login 403 403 403 403 403 302 302"),
    ("applications:application_withdraw", APPLICATION, "POST",    "login 403 403 403 403 403 302 302"),
    ("applications:withdrawal_take_back", APPLICATION, "POST",    "login 403 403 403 403 403 302 302"),
    ("deciding:put_on_agenda", APPLICATION, "POST",               "login 403 403 302 403 403 403 302"),
    ("deciding:decision_add", APPLICATION, "GET",                 "login 403 403 200 403 403 200 200"),
    ("deciding:decision_add", APPLICATION, "POST",                "login 403 403 200 403 403 200 200"),
    ("referring:refer", TO_CLEAR, "POST",                         "login 404 403 302 403 302 302 302"),
    ("referring:record_adoption", TO_CLEAR, "POST",               "login 404 403 302 403 403 302 302"),
    ("deciding:decision_undo", DENIAL, "POST",                    "login 403 403 302 403 403 302 302"),
    ("deciding:decision_correct", DENIAL, "GET",                  "login 403 403 403 403 403 200 200"),
    ("deciding:decision_correct", DENIAL, "POST",                 "login 403 403 403 403 403 200 200"),
    ("deciding:letter", DENIAL, "GET",                            "login 403 403 200 403 403 403 200"),
    ("deciding:letter", DENIAL, "POST",                           "login 403 403 200 403 403 403 200"),
    ("deciding:letter_undo", DENIAL, "POST",                      "login 403 403 302 403 403 403 302"),
    ("agencies:agency_add", {}, "GET",                            "login 403 403 403 403 403 200 200"),
    ("agencies:agency_add", {}, "POST",                           "login 403 403 403 403 403 200 200"),
    ("agencies:agency_change", AGENCY, "GET",                     "login 403 200 403 403 403 200 200"),
    ("agencies:agency_change", AGENCY, "POST",                    "login 403 200 403 403 403 200 200"),
    ("agencies:import", {}, "GET",                                "login 403 403 403 403 403 200 200"),
    ("agencies:import", {}, "POST",                               "login 403 403 403 403 403 200 200"),
    ("agencies:import_empty", {"kind": "people"}, "GET",          "login 403 403 403 403 403 200 200"),
    ("agencies:logo", AGENCY, "GET",                              EVERYBODY),
    ("agencies:logo", {"slug": "iom"}, "GET",                     "404 404 404 404 404 404 404 404"),
    ("agencies:logo_change", AGENCY, "GET",                       "login 403 200 403 403 403 200 200"),
    ("agencies:logo_change", AGENCY, "POST",                      "login 403 200 403 403 403 200 200"),
    ("agencies:logo_remove", AGENCY, "POST",                      "login 403 302 403 403 403 302 302"),
    ("agencies:name_list", AGENCY, "GET",                         "login 403 403 403 403 403 200 200"),
    ("agencies:name_list", {"slug": "group"}, "GET",              "login 403 403 403 403 403 200 200"),
    ("agencies:name_add", AGENCY, "GET",                          "login 403 403 403 403 403 200 200"),
    ("agencies:name_add", AGENCY, "POST",                         "login 403 403 403 403 403 200 200"),
    ("agencies:name_change", NAME, "GET",                         "login 403 403 403 403 403 200 200"),
    ("agencies:name_change", NAME, "POST",                        "login 403 403 403 403 403 200 200"),
    ("agencies:name_remove", NAME, "POST",                        "login 403 403 403 403 403 302 302"),
    ("agencies:agency_merge", AGENCY, "GET",                      "login 403 403 403 403 403 200 200"),
    ("agencies:agency_merge", AGENCY, "POST",                     "login 403 403 403 403 403 200 200"),
    ("agencies:membership_add", AGENCY, "GET",                    "login 403 403 403 403 403 200 200"),
    ("agencies:membership_add", AGENCY, "POST",                   "login 403 403 403 403 403 200 200"),
    ("agencies:membership_change", MEMBERSHIP, "GET",             "login 403 403 403 403 403 200 200"),
    ("agencies:membership_change", MEMBERSHIP, "POST",            "login 403 403 403 403 403 200 200"),
    ("agencies:membership_end", MEMBERSHIP, "GET",                "login 403 403 403 403 403 200 200"),
    ("agencies:membership_end", MEMBERSHIP, "POST",               "login 403 403 403 403 403 200 200"),
    ("chairmanship:term_add", {}, "GET",                          "login 403 403 403 403 403 200 200"),
    ("chairmanship:term_add", {}, "POST",                         "login 403 403 403 403 403 200 200"),
    ("chairmanship:narrative", TERM, "GET",                       "login 403 403 200 200 200 200 200"),
    ("chairmanship:narrative", TERM, "POST",                      "login 403 403 404 403 403 404 404"),
    ("chairmanship:narrative_old", TERM, "GET",                   "login 403 403 302 302 302 302 302"),
    ("chairmanship:section_place", SECTION, "POST",               "login 403 403 302 403 403 302 302"),
    ("chairmanship:section_place", SECTION, "GET",                "login 405 405 405 405 405 405 405"),
    ("chairmanship:draft_use", {**SECTION, "key": "metoften"}, "POST", "login 403 403 302 403 403 302 302"),
    ("chairmanship:draft_use", {**SECTION, "key": "metoften"}, "GET", "login 405 405 405 405 405 405 405"),
    ("chairmanship:term_change", TERM, "GET",                     "login 403 403 403 403 403 200 200"),
    ("chairmanship:term_change", TERM, "POST",                    "login 403 403 403 403 403 200 200"),
    ("meetings:meeting_list", {}, "GET",                          "login 403 200 200 200 200 200 200"),
    ("meetings:meeting_plan", {}, "GET",                          "login 403 403 200 403 403 403 200"),
    ("meetings:meeting_plan", {}, "POST",                         "login 403 403 200 403 403 403 200"),
    ("meetings:decision_list", {}, "GET",                         "login 403 200 200 200 200 200 200"),
    ("meetings:action_list", {}, "GET",                           "login 403 200 200 200 200 200 200"),
    ("meetings:action_report", OWED, "POST",                      "login 404 302 302 403 403 302 302"),
    ("meetings:meeting_detail", HELD, "GET",                      "login 404 200 200 200 200 200 200"),
    ("meetings:meeting_change", COMING, "GET",                    "login 404 403 200 403 403 403 200"),
    ("meetings:meeting_change", COMING, "POST",                   "login 404 403 200 403 403 403 200"),
    ("meetings:meeting_call", PLANNED, "POST",                    "login 404 404 302 403 403 403 302"),
    ("meetings:meeting_cancel", COMING, "GET",                    "login 404 403 200 403 403 403 200"),
    ("meetings:meeting_cancel", COMING, "POST",                   "login 404 403 302 403 403 403 302"),
    ("meetings:meeting_plan_again", HELD, "POST",                 "login 404 403 302 403 403 403 302"),
    ("meetings:comment", HELD, "POST",                            "login 404 403 200 200 200 200 200"),
    ("meetings:agenda", COMING, "GET",                            "login 404 403 200 403 403 403 200"),
    ("meetings:agenda_publish", COMING, "POST",                   "login 404 403 302 403 403 403 302"),
    ("meetings:agenda_adopt", COMING, "POST",                     "login 404 403 302 403 403 403 302"),
    ("meetings:item_add", COMING, "POST",                         "login 404 403 200 403 403 403 200"),
    ("meetings:item_change", COMING_ITEM, "GET",                  "login 404 403 200 403 403 403 200"),
    ("meetings:item_change", COMING_ITEM, "POST",                 "login 404 403 200 403 403 403 200"),
    ("meetings:item_purposes", COMING_ITEM, "POST",               "login 404 403 302 403 403 403 302"),
    ("meetings:item_purposes", COMING_ITEM, "GET",                "login 405 405 405 405 405 405 405"),
    ("meetings:item_move", COMING_ITEM, "POST",                   "login 404 403 302 403 403 403 302"),
    ("meetings:item_carry", COMING | {"item": "item.pk"}, "POST", "login 404 403 302 403 403 403 302"),
    ("meetings:agenda_tell", COMING, "POST",                      "login 404 403 302 403 403 403 302"),
    ("meetings:agenda_take_back", COMING, "POST",                 "login 404 403 302 403 403 403 302"),
    ("meetings:item_remove", COMING_ITEM, "POST",                 "login 404 403 302 403 403 403 302"),
    ("meetings:guest_list", COMING, "GET",                        "login 404 200 200 200 200 200 200"),
    ("meetings:guest_add", COMING, "GET",                         "login 404 200 200 200 200 200 200"),
    ("meetings:guest_add", COMING, "POST",                        "login 404 200 200 200 200 200 200"),
    ("meetings:guest_change", GUEST, "GET",                       "login 404 200 200 403 403 200 200"),
    ("meetings:guest_change", GUEST, "POST",                      "login 404 200 200 403 403 200 200"),
    ("meetings:guest_refuse", GUEST, "GET",                       "login 404 403 200 403 403 403 200"),
    ("meetings:guest_refuse", GUEST, "POST",                      "login 404 403 200 403 403 403 200"),
    ("meetings:guest_invite", GUEST, "POST",                      "login 404 403 302 403 403 403 302"),
    ("meetings:guest_revoke", GUEST, "POST",                      "login 404 403 302 403 403 403 302"),
    ("meetings:guest_withdraw", GUEST, "POST",                    "login 404 302 403 403 403 302 302"),
    ("meetings:guest_take_back", GUEST, "POST",                   "login 404 403 302 403 403 403 302"),
    ("meetings:guest_take_back", GUEST, "GET",                    "login 405 405 405 405 405 405 405"),
    ("meetings:reply", {"link": "guest_link"}, "GET",             EVERYBODY),
    ("meetings:guest_paper", PAPER, "GET",                        EVERYBODY),
    ("meetings:guest_paper", PAPER | {"paper": "closed.pk"}, "GET", "404 404 404 404 404 404 404 404"),
    ("meetings:guest_paper", PAPER | {"link": "broken"}, "GET",   "410 410 410 410 410 410 410 410"),
    ("meetings:guest_pack", {"link": "guest_link"}, "GET",        EVERYBODY),
    ("meetings:guest_pack", {"link": "guest_link"}, "POST",       "302 302 302 302 302 302 302 302"),
    ("meetings:guest_pack", {"link": "invitation_link"}, "GET",   "404 404 404 404 404 404 404 404"),
    ("meetings:guest_pack", {"link": "broken"}, "GET",            "410 410 410 410 410 410 410 410"),
    ("meetings:guest_pack_pdf", {"link": "guest_link"}, "GET",    "404 404 404 404 404 404 404 404"),
    ("meetings:guest_pack_pdf", {"link": "broken"}, "GET",        "410 410 410 410 410 410 410 410"),
    ("meetings:guest_came", CAME_BY, "POST",                      "login 404 403 302 403 403 403 302"),
    ("meetings:participant_list", COMING, "GET",                  "login 404 403 200 200 200 200 200"),
    ("meetings:print_docx", HELD | {"kind": "participants"}, "GET", "login 404 403 200 200 200 200 200"),
    ("meetings:print_docx", COMING | {"kind": "participants"}, "GET", "login 404 403 200 200 200 200 200"),
    ("meetings:attendance", HELD, "GET",                          "login 404 403 200 403 403 403 200"),
    ("meetings:attendance_mark", HELD, "POST",                    "login 404 403 404 403 403 403 404"),
    ("meetings:attendance_add", HELD, "POST",                     "login 404 403 200 403 403 403 200"),
    ("meetings:guest_heard", HELD, "POST",                        "login 404 403 200 403 403 403 200"),
    ("meetings:attendance_change", CAME, "GET",                   "login 404 403 200 403 403 403 200"),
    ("meetings:attendance_change", CAME, "POST",                  "login 404 403 200 403 403 403 200"),
    ("meetings:heard_change", HEARD, "GET",                       "login 404 403 200 403 403 403 200"),
    ("meetings:heard_change", HEARD, "POST",                      "login 404 403 200 403 403 403 200"),
    ("meetings:minutes", HELD, "GET",                             "login 404 403 200 403 403 403 200"),
    ("meetings:minutes", HELD, "POST",                            "login 404 403 200 403 403 403 200"),
    ("meetings:item_minutes", ITEM, "POST",                       "login 404 403 400 403 403 403 400"),
    ("meetings:circulate", HELD, "GET",                           "login 404 403 200 403 403 403 200"),
    ("meetings:circulate", HELD, "POST",                          "login 404 403 200 403 403 403 200"),
    ("meetings:minutes_adopt", HELD, "POST",                      "login 404 403 302 403 403 403 302"),
    ("meetings:minutes_give_over", PASSED, "POST",                "login 404 403 403 302 403 302 302"),
    ("meetings:minutes_keep", PASSED, "POST",                     "login 404 403 403 302 403 302 302"),
    ("meetings:decision_change", DECISION, "GET",                 "login 404 403 200 403 403 403 200"),
    ("meetings:decision_change", DECISION, "POST",                "login 404 403 200 403 403 403 200"),
    ("meetings:action_change", ACTION, "GET",                     "login 404 403 200 403 403 403 200"),
    ("meetings:action_change", ACTION, "POST",                    "login 404 403 200 403 403 403 200"),
    # Calendars
    ("meetings:public_feed", {}, "GET",                           EVERYBODY),
    ("meetings:feed", {"key": "feed_key"}, "GET",                 EVERYBODY),
    ("meetings:feed", {"key": "broken"}, "GET",                   "404 404 404 404 404 404 404 404"),
    ("meetings:feed_renew", {}, "POST",                           "login 302 302 302 302 302 302 302"),
    ("meetings:feed_renew", {}, "GET",                            "login 405 405 405 405 405 405 405"),
    # The year
    ("meetings:year", {}, "GET",                                  "login 403 200 200 200 200 200 200"),
    ("meetings:year", {"year": 2007}, "GET",                      "login 403 200 200 200 200 200 200"),
    ("meetings:year", {"year": 1999}, "GET",                      "login 403 404 404 404 404 404 404"),
    ("meetings:rhythm", {}, "GET",                                "login 403 403 200 403 403 200 200"),
    ("meetings:rhythm", {}, "POST",                               "login 403 403 200 403 403 200 200"),
    ("meetings:suggestion_confirm", DATE, "POST",                 "login 403 403 302 403 403 403 302"),
    ("meetings:suggestion_move", DATE, "POST",                    "login 403 403 302 403 403 403 302"),
    ("meetings:suggestion_drop", DATE, "POST",                    "login 403 403 302 403 403 403 302"),
    ("meetings:suggestion_again", DATE, "POST",                   "login 403 403 302 403 403 403 302"),
    # Asking for a meeting
    ("meetings:request_list", {}, "GET",                          "login 403 200 200 200 200 200 200"),
    ("meetings:request_ask", {}, "GET",                           "login 403 200 200 200 200 200 200"),
    ("meetings:request_ask", {}, "POST",                          "login 403 200 200 200 200 200 200"),
    ("meetings:request_detail", REQUEST, "GET",                   "login 404 200 200 200 200 200 200"),
    ("meetings:request_detail", {"pk": "envoys.pk"}, "GET",       "login 404 404 200 200 200 200 200"),
    ("meetings:request_change", REQUEST, "GET",                   "login 404 200 403 403 403 403 200"),
    ("meetings:request_change", REQUEST, "POST",                  "login 404 200 403 403 403 403 200"),
    ("meetings:request_change", {"pk": "envoys.pk"}, "GET",       "login 404 404 200 403 403 200 200"),
    ("meetings:request_decline", REQUEST, "POST",                 "login 404 403 200 403 403 403 200"),
    ("meetings:request_withdraw", REQUEST, "POST",                "login 404 302 403 403 403 403 302"),
    ("meetings:request_reopen", REQUEST, "POST",                  "login 404 403 302 403 403 403 302"),
    # Invitations
    ("meetings:reply", {"link": "invitation_link"}, "GET",        EVERYBODY),
    ("meetings:reply", {"link": "broken"}, "POST",                "410 410 410 410 410 410 410 410"),
    ("meetings:invitation_list", COMING, "GET",                   "login 404 403 200 200 200 200 200"),
    ("meetings:invitation_answer", INVITATION, "POST",            "login 404 302 302 403 403 302 302"),
    ("meetings:invitation_answer", INVITATION, "GET",             "login 405 405 405 405 405 405 405"),
    ("meetings:invitations_remind", COMING, "POST",               "login 404 403 302 403 403 403 302"),
    ("meetings:invitations_now", COMING, "POST",                  "login 404 403 302 403 403 403 302"),
    ("meetings:invitation_revoke", INVITATION, "POST",            "login 404 403 302 403 403 403 302"),
    ("meetings:invitation_again", INVITATION, "POST",             "login 404 403 302 403 403 403 302"),
    ("meetings:meeting_take_back", COMING, "POST",                "login 404 403 302 403 403 403 302"),
    # The life of minutes, decisions and actions
    ("meetings:version_list", ITEM, "GET",                        "login 404 403 200 403 403 403 200"),
    ("meetings:version_restore", VERSION, "POST",                 "login 404 403 302 403 403 403 302"),
    ("meetings:correct", ADOPTED, "GET",                          "login 404 403 200 403 403 403 200"),
    ("meetings:correct", ADOPTED, "POST",                         "login 404 403 200 403 403 403 200"),
    ("meetings:correct_whole", {"pk": "adopted.pk"}, "GET",       "login 404 403 200 403 403 403 200"),
    ("meetings:correct_whole", {"pk": "adopted.pk"}, "POST",      "login 404 403 200 403 403 403 200"),
    ("meetings:decision_correct", ADOPTED_DECISION, "GET",        "login 404 403 200 403 403 403 200"),
    ("meetings:decision_correct", ADOPTED_DECISION, "POST",       "login 404 403 200 403 403 403 200"),
    ("meetings:action_correct", ADOPTED_ACTION, "GET",            "login 404 403 200 403 403 403 200"),
    ("meetings:action_correct", ADOPTED_ACTION, "POST",           "login 404 403 200 403 403 403 200"),
    ("meetings:no_comments", HELD, "POST",                        "login 404 403 302 302 302 302 302"),
    ("meetings:comment_change", SAID, "GET",                      "login 404 404 403 403 403 403 200"),
    ("meetings:comment_change", SAID, "POST",                     "login 404 404 403 403 403 403 200"),
    ("meetings:comment_withdraw", SAID, "POST",                   "login 404 404 403 403 403 403 302"),
    ("meetings:comment_settle", SAID, "GET",                      "login 404 403 200 403 403 403 200"),
    ("meetings:comment_settle", SAID, "POST",                     "login 404 403 200 403 403 403 200"),
    ("meetings:minutes_attach", HELD, "GET",                      "login 404 403 200 403 403 403 200"),
    ("meetings:minutes_attach", HELD, "POST",                     "login 404 403 200 403 403 403 200"),
    ("meetings:minutes_file", ATTACHED, "GET",                    "login 404 200 200 200 200 200 200"),
    ("meetings:minutes_take_back", HELD, "POST",                  "login 404 403 302 403 403 403 302"),
    ("meetings:decision_detail", SETTLED, "GET",                  "login 403 200 200 200 200 200 200"),
    ("meetings:decision_settle", SETTLED, "GET",                  "login 403 403 200 403 403 200 200"),
    ("meetings:decision_settle", SETTLED, "POST",                 "login 403 403 200 403 403 200 200"),
    ("meetings:print_docx", HELD | {"kind": "agenda"}, "GET",     "login 404 200 200 200 200 200 200"),
    ("meetings:print_docx", HELD | {"kind": "minutes"}, "GET",    "login 404 403 200 200 200 200 200"),
    ("meetings:print_page", HELD | {"kind": "agenda"}, "GET",     "login 404 200 200 200 200 200 200"),
    ("meetings:print_page", HELD | {"kind": "minutes"}, "GET",    "login 404 403 200 200 200 200 200"),
    ("meetings:print_page", HELD | {"kind": "none"}, "GET",       "login 404 404 404 404 404 404 404"),
    ("meetings:print_make", HELD | {"kind": "pack"}, "POST",      "login 404 302 302 302 302 302 302"),
    ("meetings:print_make", HELD | {"kind": "minutes"}, "POST",   "login 404 403 302 302 302 302 302"),
    ("meetings:print_pdf", HELD | {"kind": "minutes"}, "GET",     "login 404 403 404 404 404 404 404"),
    ("meetings:item_papers", COMING_ITEM, "GET",                  "login 404 200 200 403 403 403 200"),
    ("meetings:item_papers", COMING_ITEM, "POST",                 "login 404 200 200 403 403 403 200"),
    ("meetings:paper_file", BROUGHT, "GET",                         "login 404 200 200 200 200 200 200"),
    ("meetings:paper_version", BROUGHT | {"file": "sheet.pk"}, "GET", "login 404 200 200 200 200 200 200"),
    ("meetings:paper_renew", BROUGHT, "POST",                       "login 404 302 302 403 403 403 302"),
    ("meetings:paper_change", BROUGHT, "POST",                      "login 404 302 302 403 403 403 302"),
    ("meetings:paper_remove", BROUGHT, "POST",                      "login 404 302 302 403 403 403 302"),
    ("meetings:print_docx", HELD | {"kind": "none"}, "GET",       "login 404 404 404 404 404 404 404"),
    ("meetings:action_link", {"link": "chased"}, "GET",           EVERYBODY),
    ("meetings:action_link", {"link": "broken"}, "POST",          "410 410 410 410 410 410 410 410"),
    ("proposals:proposal_list", {}, "GET",                        "login 403 200 200 200 200 200 200"),
    ("proposals:propose", {}, "GET",                              "login 403 200 200 200 200 200 200"),
    ("proposals:propose", {}, "POST",                             "login 403 200 200 200 200 200 200"),
    ("proposals:purposes", {}, "POST",                            "login 403 200 200 200 200 200 200"),
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
    ("proposals:support", PROPOSAL, "POST",                       "login 404 302 302 302 302 302 302"),
    ("proposals:support_end", SUPPORT, "POST",                    "login 404 403 302 302 403 302 302"),
    ("proposals:file", FILE, "GET",                               "login 404 200 200 200 200 200 200"),
    ("circulars:circular_list", {}, "GET",                        "login 403 200 200 200 200 200 200"),
    ("circulars:circular_detail", CIRCULAR, "GET",                "login 403 200 200 200 200 200 200"),
    ("circulars:circular_detail", {"pk": "undone.pk"}, "GET",     "login 403 404 200 404 404 200 200"),
    ("circulars:circular_write", {}, "GET",                       "login 403 403 200 403 403 200 200"),
    ("circulars:circular_write", {}, "POST",                      "login 403 403 200 403 403 200 200"),
    ("circulars:circular_recall", CIRCULAR, "POST",               "login 403 403 302 403 403 302 302"),
    ("circulars:circular_recall", CIRCULAR, "GET",                "login 405 405 405 405 405 405 405"),
    ("received:received_list", {}, "GET",                         "login 403 403 403 403 403 200 200"),
    ("received:received_days", {}, "GET",                         "login 403 403 403 403 403 200 200"),
    ("received:received_days", {}, "POST",                        "login 403 403 403 403 403 200 200"),
    ("received:received_detail", RECEIVED, "GET",                 "login 403 403 403 403 403 200 200"),
    ("received:received_detail", RECEIVED, "POST",                "login 403 403 403 403 403 302 302"),
    ("received:received_aside", RECEIVED, "POST",                 "login 403 403 403 403 403 302 302"),
    ("received:received_not_ours", RECEIVED, "POST",              "login 403 403 403 403 403 302 302"),
    ("received:received_again", RECEIVED, "POST",                 "login 403 403 403 403 403 302 302"),
    ("mail:mail_list", {}, "GET",                                 "login 403 403 403 403 403 200 200"),
    ("mail:mail_detail", MAIL, "GET",                             "login 403 403 403 403 403 200 200"),
    ("mail:mail_again", MAIL, "POST",                             "login 403 403 403 403 403 302 302"),
    ("mail:mail_again", MAIL, "GET",                              "login 405 405 405 405 405 405 405"),
    ("mail:mail_returned", MAIL, "GET",                           "login 403 403 403 403 403 200 200"),
    ("mail:mail_returned", MAIL, "POST",                          "login 403 403 403 403 403 200 200"),
    ("mail:mail_all_again", {}, "GET",                            "login 403 403 403 403 403 200 200"),
    ("mail:mail_all_again", {}, "POST",                           "login 403 403 403 403 403 302 302"),
    ("mail:mail_try", {}, "POST",                                 "login 403 403 403 403 403 302 302"),
    ("mail:mail_try", {}, "GET",                                  "login 405 405 405 405 405 405 405"),
    ("mail:address_list", {}, "GET",                              "login 403 403 403 403 403 200 200"),
    ("mail:address_works", {"pk": "bad_address.pk"}, "POST",      "login 404 404 404 404 404 302 302"),
    ("mail:address_works", {"pk": "bad_address.pk"}, "GET",       "login 405 405 405 405 405 405 405"),
    ("chairmanship:report_image_add", TERM, "POST",               "login 403 403 400 403 403 400 400"),
    ("chairmanship:report_image_add", TERM, "GET",                "login 405 405 405 405 405 405 405"),
    ("chairmanship:report_image", PICTURE, "GET",                 "404 404 404 200 200 200 200 200"),
    ("chairmanship:narrative_text", TEXT, "POST",                 "login 403 403 200 403 403 200 200"),
    ("chairmanship:narrative_text", TEXT, "GET",                  "login 405 405 405 405 405 405 405"),
    ("chairmanship:narrative_versions", TEXT, "GET",              "login 403 403 200 403 403 200 200"),
    ("chairmanship:narrative_restore", {**TEXT, "number": 1}, "POST", "login 403 403 302 403 403 302 302"),
    ("chairmanship:narrative_comment", TEXT, "POST",              "login 403 403 200 200 200 200 200"),
    ("chairmanship:narrative_answer", REMARKED, "GET",            "login 403 403 200 403 403 200 200"),
    ("chairmanship:narrative_answer", REMARKED, "POST",           "login 403 403 302 403 403 302 302"),
    ("chairmanship:report_docx", DRAFT, "GET",                    "login 403 403 200 200 200 200 200"),
    ("chairmanship:report_docx", ISSUED, "GET",                   "login 200 200 200 200 200 200 200"),
    ("chairmanship:report_summary_docx", DRAFT, "GET",            "login 403 403 200 200 200 200 200"),
    ("chairmanship:report_summary_docx", ISSUED, "GET",           "login 200 200 200 200 200 200 200"),
    # A report that is published is read by everybody, without what is for members.
    ("chairmanship:report_read", DRAFT, "GET",                    "404 403 403 200 200 200 200 200"),
    ("chairmanship:report_read", ISSUED, "GET",                   "404 200 200 200 200 200 200 200"),
    ("chairmanship:report_read", ON_WEB, "GET",                   EVERYBODY),
    ("chairmanship:report_read", PROVISIONAL, "GET",              "404 403 403 403 200 403 200 200"),
    ("chairmanship:report_read", FACTS, "GET",                    "404 403 403 200 200 403 200 200"),
    ("chairmanship:report_annex", ISSUED | {"annex": "members"}, "GET", "404 200 200 200 200 200 200 200"),
    ("chairmanship:report_annex", ON_WEB | {"annex": "members"}, "GET", EVERYBODY),
    ("chairmanship:report_annex", ON_WEB | {"annex": "none"}, "GET", "404 404 404 404 404 404 404 404"),
    ("chairmanship:report_summary_pdf", DRAFT, "GET",             "404 403 403 200 200 200 200 200"),
    ("chairmanship:report_summary_pdf", ISSUED, "GET",            "404 200 200 200 200 200 200 200"),
    ("chairmanship:report_summary_pdf", ON_WEB, "GET",            EVERYBODY),
    ("chairmanship:report_pdf", ON_WEB, "GET",                    "login 200 200 200 200 200 200 200"),
    ("chairmanship:report_publish", ISSUED, "POST",               "login 403 403 403 302 403 302 302"),
    ("chairmanship:report_publish", ISSUED, "GET",                "login 405 405 405 405 405 405 405"),
    ("chairmanship:report_withdraw", ON_WEB, "POST",              "login 403 403 403 302 403 302 302"),
    ("chairmanship:report_withdraw", ON_WEB, "GET",               "login 405 405 405 405 405 405 405"),
    # The handover: the two chairs', the troika's and the secretariat's.
    ("chairmanship:handover", TERM, "GET",                        "login 403 403 200 200 200 200 200"),
    ("chairmanship:handover", {"slug": "past.slug"}, "GET",       "login 403 403 200 200 200 200 200"),
    ("chairmanship:handover_line_add", TERM, "POST",              "login 403 403 200 403 200 200 200"),
    ("chairmanship:handover_line_add", TERM, "GET",               "login 405 405 405 405 405 405 405"),
    ("chairmanship:handover_line_settle", LINE, "POST",           "login 403 403 302 403 302 302 302"),
    ("chairmanship:take_over", TERM, "GET",                       "login 403 403 403 403 200 403 200"),
    ("chairmanship:take_over", TERM, "POST",                      "login 403 403 403 403 200 403 200"),
    # The workplan
    ("workplan:board", {}, "GET",                                 "login 403 200 200 200 200 200 200"),
    ("workplan:timeline", {}, "GET",                              "login 403 200 200 200 200 200 200"),
    ("workplan:activity_add", {}, "GET",                          "login 403 403 200 403 403 403 200"),
    ("workplan:activity_add", {}, "POST",                         "login 403 403 200 403 403 403 200"),
    ("workplan:objective_rename", {"key": "objective_key"}, "GET",  "login 403 403 200 403 403 403 200"),
    ("workplan:objective_rename", {"key": "objective_key"}, "POST", "login 403 403 200 403 403 403 200"),
    ("workplan:objective_rename", {"key": "nonsense"}, "GET",      "login 403 403 404 403 403 403 404"),
    ("workplan:activity_detail", ACTIVITY, "GET",                 "login 403 200 200 200 200 200 200"),
    ("workplan:activity_detail", {"pk": 0}, "GET",                "login 403 404 404 404 404 404 404"),
    ("workplan:activity_report", ACTIVITY, "POST",                "login 403 200 200 403 403 403 200"),
    ("workplan:activity_report", ACTIVITY, "GET",                 "login 405 405 405 405 405 405 405"),
    ("workplan:activity_change", ACTIVITY, "GET",                 "login 403 403 200 403 403 403 200"),
    ("workplan:activity_change", ACTIVITY, "POST",                "login 403 403 200 403 403 403 200"),
    ("workplan:activity_purposes", ACTIVITY, "POST",              "login 403 403 302 403 403 403 302"),
    ("workplan:activity_purposes", ACTIVITY, "GET",               "login 405 405 405 405 405 405 405"),
    ("workplan:plan_list", {}, "GET",                             "login 403 200 200 200 200 200 200"),
    ("workplan:plan_detail", {"pk": "plan.pk"}, "GET",            "login 403 200 200 200 200 200 200"),
    ("workplan:plan_agree", {}, "POST",                           "login 403 403 302 403 403 403 302"),
    ("workplan:plan_agree", {}, "GET",                            "login 405 405 405 405 405 405 405"),
    ("workplan:pass_on", TERM, "GET",                             "login 403 403 200 403 403 200 200"),
    ("workplan:pass_on", TERM, "POST",                            "login 403 403 200 403 403 200 200"),
    ("workplan:pass_on", {"slug": "past.slug"}, "GET",            "login 403 403 403 200 403 200 200"),
    ("documents:activity_connect", ACTIVITY, "POST",              "login 403 200 200 403 403 403 200"),
    ("documents:activity_disconnect", ACTIVITY, "POST",           "login 403 404 404 403 403 403 404"),
    ("meetings:activity_connect", ACTIVITY, "POST",               "login 403 302 302 403 403 403 302"),
    ("meetings:activity_connect", ACTIVITY, "GET",                "login 405 405 405 405 405 405 405"),
    ("meetings:activity_disconnect", ACTIVITY, "POST",            "login 403 302 302 403 403 403 302"),
    ("meetings:plan_approve", {"pk": "plan.pk"}, "POST",          "login 403 403 302 403 403 302 302"),
    # Mail. Only a ticket from a page allows somebody to recall mail.
    ("sessions_end", {}, "POST",                                  "login 302 302 302 302 302 302 302"),
    ("session_end", {"pk": 999_999}, "POST",                      "login 404 404 404 404 404 404 404"),
    ("me_mail", {}, "POST",                                       "login 302 302 302 302 302 302 302"),
    ("mail:recall", {}, "POST",                                   "login 403 403 403 403 403 403 403"),
    # External events, and the troika
    ("outside:calendar", {}, "GET",                               "login 403 200 200 200 200 200 200"),
    ("outside:occasion_detail", OCCASION, "GET",                  "login 403 200 200 200 200 200 200"),
    ("outside:occasion_add", {}, "GET",                           "login 403 403 200 200 403 200 200"),
    ("outside:occasion_add", {}, "POST",                          "login 403 403 200 200 403 200 200"),
    ("outside:occasion_change", OCCASION, "GET",                  "login 403 403 200 200 403 200 200"),
    ("outside:occasion_change", OCCASION, "POST",                 "login 403 403 200 200 403 200 200"),
    ("outside:ledger", {}, "GET",                                 EVERYBODY),
    ("outside:event_detail", EVENT, "GET",                        EVERYBODY),
    ("outside:event_add", {}, "GET",                              "login 403 403 200 200 403 200 200"),
    ("outside:event_add", {}, "POST",                             "login 403 403 200 200 403 200 200"),
    ("outside:event_change", EVENT, "GET",                        "login 403 403 200 200 403 200 200"),
    ("outside:event_change", EVENT, "POST",                       "login 403 403 200 200 403 200 200"),
    ("outside:event_publish", EVENT, "POST",                      "login 403 403 302 302 403 302 302"),
    ("outside:event_publish", EVENT, "GET",                       "login 405 405 405 405 405 405 405"),
    ("outside:event_purposes", EVENT, "POST",                     "login 403 403 302 302 403 302 302"),
    ("outside:event_purposes", EVENT, "GET",                      "login 405 405 405 405 405 405 405"),
    ("outside:event_withdraw", EVENT, "POST",                     "login 403 403 302 302 403 302 302"),
    ("outside:event_withdraw", EVENT, "GET",                      "login 405 405 405 405 405 405 405"),
    ("troika:troika", {}, "GET",                                  "login 403 200 200 200 200 200 200"),
    ("troika:note_add", {}, "GET",                                "login 404 404 200 200 200 200 200"),
    ("troika:note_add", {}, "POST",                               "login 404 404 200 200 200 200 200"),
    ("troika:note", NOTE, "GET",                                  "login 404 404 200 200 200 200 200"),
    ("troika:note", NOTE, "POST",                                 "login 404 404 200 200 200 200 200"),
    ("troika:note_put_away", NOTE, "POST",                        "login 404 404 302 302 302 302 302"),
    ("troika:note_put_away", NOTE, "GET",                         "login 405 405 405 405 405 405 405"),
    ("chairmanship:compare", {}, "GET",                           "login 403 403 200 200 200 200 200"),
    # Planning the line of chairs
    ("chairmanship:planning", {}, "GET",                          "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_order", {}, "GET",                        "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_order", {}, "POST",                       "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_swap", {}, "GET",                         "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_swap", {}, "POST",                        "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_interim", {}, "GET",                      "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_interim", {}, "POST",                     "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_extend", TERM, "GET",                     "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_extend", TERM, "POST",                    "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_split", TERM, "GET",                      "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_split", TERM, "POST",                     "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_co_chair", TERM, "GET",                   "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_co_chair", TERM, "POST",                  "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_take_out", TERM, "GET",                   "login 403 403 403 403 403 200 200"),
    ("chairmanship:plan_take_out", TERM, "POST",                  "login 403 403 403 403 403 200 200"),
]
# fmt: on


@pytest.fixture
def world(tmp_path, settings):
    """The objects behind the addresses, and a person of each role, on 1 March 2007."""
    settings.MEDIA_ROOT = tmp_path
    with clock.moved_to(TODAY):
        for acronym in ("UNHCR", "IOM", "UNDESA", "ILO"):
            factories.membership(acronym, "2003")
        past = factories.term("UNHCR", "2006-07-01", "2006-12-31")
        handover.get_or_create_handover(past)  # so that it is no history
        term = factories.term("IOM", "2007-01-01", "2007-06-30")
        factories.term("UNDESA", "2007-07-01", "2007-12-31")
        invited = User.objects.create_user("new@example.org", name="New")
        focal_point = factories.person_of("ILO")
        held = factories.meeting("2007-02-20", time=dt.time(10), timezone="Europe/Zurich", minutes="draft")
        item = AgendaItem.objects.create(meeting=held, position=0, title="Item")
        passed = factories.meeting("2006-12-12", called_at=clock.now() - dt.timedelta(days=99))
        adopted = factories.meeting("2007-01-22", minutes="adopted")
        agreed = AgendaItem.objects.create(meeting=adopted, position=0, title="Item")
        coming = factories.meeting("2007-04-20", agenda_state="provisional")
        ilo = Agency.objects.get(acronym="ILO")
        proposal = Proposal.objects.create(title="Topic", proposed_by=ilo, entered_by=focal_point)
        organization = Organization.objects.create(name="Partner")
        owed = Action.objects.create(item=agreed, position=0, text="Send it.", agency=ilo)
        coming_item = AgendaItem.objects.create(meeting=coming, position=0, title="Item", paper_by=ilo)
        logo = Logo(agency=ilo, name="a.png", size=5, sha256="0" * 64, uploaded_by=focal_point)
        logo.file.save("a.png", ContentFile(b"\x89PNG\r\n\x1a\n"), save=True)
        paper = Paper.objects.create(item=coming_item, position=0, title="Paper")
        invitation = Invitation.objects.create(
            meeting=coming, person=focal_point, agency=ilo, role="focal_point"
        )
        MinutesVersion.objects.create(item=item, number=1, text="Before")
        papers = [paper_on(coming, "", focal_point), paper_on(coming, "members", focal_point)]
        to_clear, round_ = in_clearance(factories.agency("UNDESA"), ilo, focal_point)
        piece = begun_contribution(to_clear, ilo, focal_point)
        states = GuestInvitation.State
        guests = [
            GuestInvitation.objects.create(meeting=meeting, organization="Guest", state=state, asked_by=ilo)
            for meeting, state in (
                (coming, states.ASKED),
                (coming, states.INVITED),
                (held, states.INVITED),
            )
        ]
        applicant = factories.dossier()
        denied = factories.application("UNU", "2007-02-01", "declined")
        handed_in = applying.hand_in(factories.dossier("WTO", "wto@example.org"))
        drafted = written(focal_point, title="Drafted", state="drafting", lead=ilo)
        imported = ImportedText.objects.create(document=drafted, by=focal_point, language="en", name="a.docx")
        image, picture = (
            text_images.add(one, file=SimpleUploadedFile("a.png", PNG), by=focal_point)
            for one in (TextImage(document=drafted), ReportImage(term=term))
        )
        world = {
            "open": papers[0],
            "closed": papers[1],
            "asked_guest": guests[0],
            "guest_link": invitation_links.link_of(guests[1]),
            "invited_guest": guests[2],
            "term": term,
            "past": past,
            "draft": report(term),
            "version": NarrativeVersion.objects.create(term=term, name="theme", number=1, text="Old"),
            "line": handover.add_line(term, text="Website", by=invited),
            "issued": report(past, state="issued", issued_at=clock.now()),
            "provisional": report(past, version=2),
            "facts": report(past, version=0, state="facts"),
            "on_web": report(
                past, version=3, state="issued", issued_at=clock.now(), published_at=clock.now()
            ),
            "public": written(focal_point, title="Public", state="published", published_at=clock.now()),
            "drafted": drafted,
            "imported": imported,
            "image": image,
            "picture": picture,
            "private": Document.objects.create(title="Private", kind="brochure", state="drafting"),
            "to_clear": to_clear,
            "round": round_,
            "called": piece.call,
            "piece": piece,
            "with_it": piece.files.get(),
            "asked": round_.clearances.get(),
            "late": round_.clearances.get().late_replies.create(reply="no_objection", by=focal_point),
            "dissociation": to_clear.dissociations.create(position=0, agency=ilo, text="From paragraph 4."),
            "clear_link": clearance_links.link_of(round_.clearances.get(), focal_point),
            "invited": invited,
            "link": account_actions.token(invited),
            "person": focal_point,
            "of_secretariat": factories.reader(),
            "appointment": focal_point.appointments.get(),
            "membership": ilo.memberships.get(),
            "name": ilo.names.get(),
            "held": held,
            "item": item,
            "came": Attendance.objects.create(meeting=held, position=0, agency=ilo, name="L. Member"),
            "heard": Guest.objects.create(meeting=held, position=0, organization="Partner"),
            "decision": Decision.objects.create(item=item, position=0, text="Agreed."),
            "paper": paper,
            "sheet": sheet(paper, focal_point),
            "invitation": invitation,
            "invitation_link": invitation_links.link_of(invitation),
            "date": Suggestion.objects.create(
                quarter=dt.date(2007, 4, 1),
                level="working",
                date=dt.date(2007, 5, 15),
                time=dt.time(10),
                timezone="Europe/Zurich",
            ),
            "feed_key": feeds.new_address(focal_point).calendar_key,
            "owed": owed,
            "chased": action_links.link_of(owed, focal_point),
            "adopted": adopted,
            "passed": passed,
            "agreed": agreed,
            "settled": Decision.objects.create(item=agreed, position=0, text="Agreed."),
            "said": Comment.objects.create(meeting=held, text="No.", by=focal_point, agency=ilo),
            "attached": attached(adopted, focal_point),
            "action": Action.objects.create(item=item, position=0, text="Send it.", agency=ilo),
            "coming": coming,
            "request": MeetingRequest.objects.create(subject="Wish", asked_by=ilo, entered_by=focal_point),
            "envoys": MeetingRequest.objects.create(
                subject="Heard", asked_from_outside="Envoy", entered_by=focal_point
            ),
            "planned": factories.meeting("2007-05-20", stage="planned", agenda_state="private"),
            "coming_item": coming_item,
            "proposal": proposal,
            "support": proposal.supports.create(agency=Agency.objects.get(acronym="UNHCR"), on_behalf=True),
            "file": attachment(proposal, focal_point),
            "application": factories.application(),
            "denied": denied,
            "denial": denied.decisions.create(
                outcome="declined", date=TODAY, reason="No.", letter="Dear colleagues"
            ),
            "mistaken": Edition.objects.create(number=2, holds_from=TODAY + dt.timedelta(days=9)),
            "applicant_link": application_links.link_of(applicant),
            "statutes": attached_by(applicant),
            "handed_in": handed_in,
            "annex": attached_by(handed_in.dossier),
            "handed_in_link": application_links.link_of(handed_in.dossier),
            "printed": printed(handed_in),
            "organization": organization,
            "activity": factories.activity(lead="ILO", objective="Know more"),
            "objective_key": key_of("Know more"),
            "plan": AgreedPlan.objects.create(term=term, number=1),
            "circular": factories.circular(),
            "occasion": factories.occasion(),
            "spoken": factories.event(text="Excellencies."),
            "note": factories.troika_note(focal_point),
            "remarked": NarrativeComment.objects.create(term=term, name="theme", text="Why?", by=focal_point),
            "undone": factories.circular(recalled_at=clock.now()),
            "received": factories.received(),
            "mail": Mail.objects.create(to=["a@example.org"], subject="S", sent_at=clock.now()),
            "bad_address": BadAddress.objects.create(
                address="gone@example.org", source=BadAddress.Source.HAND
            ),
            "export": made_export(focal_point),
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


def made_export(person) -> Export:
    made = Export(owner=person.pk, address="/workplan/?as=csv", mark="0" * 64, filename="a.csv", rows=1001)
    made.file.save("a.csv", ContentFile(b"a"), save=True)
    return made


def printed(application) -> ApplicationPrint:
    made = ApplicationPrint(application=application, what="alone")
    made.take(
        b"%PDF-", name="a.pdf", pages=1, fingerprint=application_exports.fingerprint(application, "alone")
    )
    return made


def attached_by(applicant) -> DossierFile:
    made = DossierFile(dossier=applicant, name="a.pdf", size=5, sha256="0" * 64)
    made.file.save("a.pdf", ContentFile(b"%PDF-"), save=False)
    made.save()
    return made


def written(person, *, published_at=None, **fields) -> Document:
    """Returns a document with a text and a file."""
    made = Document.objects.create(kind="brochure", **fields)
    plain = {"document": made, "size": 5, "sha256": "0" * 64, "uploaded_by": person}
    DocumentVersion.objects.create(number=1, text="Words", published_at=published_at, **plain)
    file = DocumentVersion(number=2, name="a.pdf", published_at=published_at, **plain)
    file.file.save("a.pdf", ContentFile(b"%PDF-"), save=False)
    file.save()
    return made


def report(term, version=1, **fields) -> HandoverReport:
    fields |= {"facts": gather(term, as_at=TODAY), "made_at": clock.now()}
    fields |= {"sha256": "0" * 64, "summary_sha256": "0" * 64, "summary_pages": 3}
    made = HandoverReport(term=term, version=version, as_at=TODAY, **fields)
    for file in (made.pdf, made.summary_pdf, made.public_pdf):
        file.save("report.pdf", ContentFile(b"%PDF-"), save=False)
    made.save()
    return made


def in_clearance(lead, asked, person):
    document = begin(title="Cleared", kind="brochure", lead=lead, by=person)
    version = write_text(document, text="Text.", after=0, by=person)
    until = clock.now() + dt.timedelta(days=9)
    asked_for = {"agencies": [asked], "until": until, "timezone": "Europe/Zurich"}
    return document, clearance_actions.open_round(version, **asked_for, by=person)


def begun_contribution(document, agency, person):
    until = clock.now() + dt.timedelta(days=9)
    asked_for = {"agencies": [agency], "until": until, "timezone": "Europe/Zurich", "asks": "A text."}
    call = contribution_actions.open_call(document, kind="text", **asked_for, by=person)
    piece = contribution_actions.save(call.contributions.get(), text="Begun.", revision=0, by=person)
    contribution_actions.attach(piece, file=SimpleUploadedFile("a.pdf", b"%PDF-"), by=person)
    return piece


def attachment(proposal, person) -> ProposalFile:
    made = ProposalFile(proposal=proposal, name="a.pdf", size=5, sha256="0" * 64, uploaded_by=person)
    made.file.save("a.pdf", ContentFile(b"%PDF-"), save=False)
    made.save()
    return made


def paper_on(meeting, restricted, person) -> Paper:
    item = AgendaItem.objects.create(
        meeting=meeting, position=90 + len(restricted), title="With a paper", restricted=restricted
    )
    paper = Paper.objects.create(item=item, position=0, title="Paper")
    made = PaperFile(paper=paper, name="a.pdf", size=5, sha256="0" * 64, uploaded_by=person)
    made.file.save("a.pdf", ContentFile(b"%PDF-"), save=False)
    made.save()
    return paper


def attached(meeting, person) -> MinutesFile:
    made = MinutesFile(meeting=meeting, name="a.pdf", size=5, sha256="0" * 64, uploaded_by=person)
    made.file.save("a.pdf", ContentFile(b"%PDF-"), save=False)
    made.save()
    return made


def sheet(paper, person) -> PaperFile:
    made = PaperFile(paper=paper, name="a.pdf", size=5, sha256="0" * 64, uploaded_by=person)
    made.file.save("a.pdf", ContentFile(b"%PDF-"), save=False)
    made.save()
    return made


def the(value, world):
    """Returns what a value of a row stands for."""
    if not isinstance(value, str) or value.partition(".")[0] not in world:
        return value
    name, _, attribute = value.partition(".")
    return getattr(world[name], attribute) if attribute else world[name]


# What everybody gets alike, whether signed in or not, so that browsers may keep it.
PUBLIC = {"javascript_words", "agencies:logo", "meetings:public_feed"}


def address_of(name, arguments, world) -> str:
    return reverse(name, kwargs={key: the(value, world) for key, value in arguments.items()})


def asked(client, method, address) -> str:
    """Returns the status, or `login`; with `kept` after it if a browser could keep what is private.

    Undoes all changes, in tables and cookies, before the next request.
    """
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.generic(method, address)
        if answer.streaming:
            answer.getvalue()  # reading it closes its file
        transaction.set_rollback(True)
    client.cookies = cookies
    to_sign_in = (f"{reverse(settings.LOGIN_URL)}?next=", f"{reverse('admin:login')}?next=")
    if answer.status_code == 302 and answer.url.startswith(to_sign_in):
        return "login"
    match, user = answer.wsgi_request.resolver_match, answer.wsgi_request.user
    is_private = user.is_authenticated or (match and not {"link", "key", "uidb36"}.isdisjoint(match.kwargs))
    said = answer.get("Cache-Control", "")
    is_kept = is_private and "no-store" not in said and not (match.view_name in PUBLIC and "public" in said)
    return f"{answer.status_code} kept" if is_kept else str(answer.status_code)


def logged_in(person) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


SPACES = sorted({name.rpartition(":")[0] for name, *_ in TABLE})


def test_refusal_is_a_page_that_says_so(world):
    for role, person in world["roles"].items():
        client = logged_in(person)
        assert "Page not found" in client.get("/agencies/none/").content.decode(), role
        refused = client.get(reverse("people:person_list"))
        if refused.status_code == 403:
            assert "You do not have access to this page" in refused.content.decode(), role


@pytest.mark.parametrize("space", SPACES, ids=[space or "roof" for space in SPACES])
def test_each_role_gets_what_the_table_says(world, space, bare_refusals):
    """One world serves all rows of a namespace: it takes longer to make than an address to answer."""
    clients = [logged_in(person) for person in world["roles"].values()]
    strays = {}
    for name, arguments, method, expected in TABLE:
        if name.rpartition(":")[0] != space:
            continue
        address = address_of(name, arguments, world)
        got = [asked(client, method, address) for client in clients]
        if got != expected.split():
            strays[f"{method} {name} {arguments}"] = dict(zip(ROLES, got, strict=True))
    assert strays == {}


# Pages on which the secretariat works, whose forms go to other addresses.
WORKED_ON = {"chairmanship:report", "chairmanship:narrative_versions", "agencies:import_empty"}
# What people of the secretariat who only read get otherwise than the rule of the test says.
FOR_READERS = {(name, "GET"): "403" for name in WORKED_ON} | {
    # Pages to read on which others can also write.
    ("received:received_detail", "GET"): "200",
    ("applications:application_detail", "GET"): "200",
    ("chairmanship:narrative", "GET"): "200",
    ("troika:note", "GET"): "200",
    ("documents:compiled_print", "GET"): "200",
}
# Addresses that take something from everybody who is signed in: their own account, texts to paste, and files
# that the portal makes to be read.
TAKES_FROM_ALL = {"paste", "held_discard", "home_put_off", "logout", "me_mail", "meetings:feed_renew"}
MAKES_A_FILE = {
    "documents:print_make", "documents:compiled_print", "applications:print_make", "meetings:print_make",
}  # fmt: skip
OWN_ACCOUNT = {
    "account_change_password", "account_logout", "account_reauthenticate", "me_change", "me_mails",
    "session_end", "sessions_end",
}  # fmt: skip
OWN_ACCOUNT |= {name for name, *_ in TABLE if name.startswith("mfa_")}


TAKES_A_FORM = {name for name, _, method, _ in TABLE if method == "POST"} - OWN_ACCOUNT
EVERYBODYS = {name for name, *_, row in TABLE if row == EVERYBODY or name.startswith("apply:")}


def expected_by_reader(name, method, row) -> str:
    """Returns what somebody who only reads for the secretariat gets.

    A GET gets what the secretariat gets, but 403 if the same address takes a form. A POST is refused.
    """
    as_secretariat = row.split()[ROLES.index("secretariat")]
    if (name, method) in FOR_READERS:
        return FOR_READERS[name, method]
    if as_secretariat not in ("200", "302", "400") or name in EVERYBODYS | TAKES_FROM_ALL | MAKES_A_FILE:
        return as_secretariat
    return "403" if name in TAKES_A_FORM else as_secretariat


@pytest.mark.parametrize("space", SPACES, ids=[space or "roof" for space in SPACES])
def test_who_only_reads_for_the_secretariat_gets_what_it_reads_and_changes_nothing(
    world, space, bare_refusals
):
    client, strays = logged_in(factories.reader()), {}
    for name, arguments, method, row in TABLE:
        if name.rpartition(":")[0] != space:
            continue
        expected = expected_by_reader(name, method, row)
        got = asked(client, method, address_of(name, arguments, world))
        if got != expected and (expected, got) != ("404", "403"):
            strays[f"{method} {name} {arguments}"] = f"{got}, not {expected}"
    assert strays == {}


FORM = re.compile(r'<form\b[^>]*method="post"[^>]*>')
LINK_TO = re.compile(r'<a\b[^>]*href="(/[^"?#]*)')


def test_who_only_reads_for_the_secretariat_meets_no_form_to_change_and_no_link_to_one(world, bare_refusals):
    client, found = logged_in(factories.reader()), {}
    closed = {
        name
        for name, _, method, row in TABLE
        if (name, "GET") not in FOR_READERS
        and (method == "POST" or expected_by_reader(name, method, row) == "403")
    }
    for name, arguments, method, _ in TABLE:
        page = address_of(name, arguments, world)
        if method != "GET" or "link" in arguments or name.startswith(("account_", "apply:")):
            continue
        if re.search("docx|pdf|export|file", name):
            continue
        answer = client.get(page)
        if answer.streaming:
            answer.getvalue()  # reading it closes its file
        elif answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            text = answer.content.decode()
            actions = [re.search('action="([^"?]*)', form) for form in FORM.findall(text)]
            for there in {action[1] if action else page for action in actions} | {*LINK_TO.findall(text)}:
                if not there.startswith("/static/"):
                    found.setdefault(resolve(there).view_name, page)
    allowed = TAKES_FROM_ALL | MAKES_A_FILE | OWN_ACCOUNT | EVERYBODYS
    assert {name: page for name, page in found.items() if name in (closed | WORKED_ON) - allowed} == {}


def names(resolver, namespace="") -> set[str]:
    """Returns every address of the portal by its name. Django's admin has its own tests and counts as one."""
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
    """A visitor is sent to sign in whether or not the thing exists."""
    for name, arguments, method, expected in TABLE:
        if not expected.startswith("login") or not arguments:
            continue
        nowhere = {key: "none-2001-01" if key == "slug" else 987654 for key in arguments}
        assert asked(client, method, reverse(name, kwargs=nowhere)) == "login", name


def test_documentation_shows_this_table():
    """`make access` writes it again."""
    from tests.access_page import PAGE, page

    assert PAGE.read_text() == page()

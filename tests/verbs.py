"""What somebody sends to each address that takes a form, so that it does something: the table of verbs.

`tests/test_verbs.py` presses each button eight times at once. Who presses and where is in the table of
`tests/test_roles.py`: the first role that may. The page fills in the form by itself, `tests/pressing.py` the
rest. Here is what else an address needs. What is not pressed has a reason in `NOT_PRESSED`.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency, SignIn, User
from chairmanship.models import Chairmanship
from documents.clearance import actions as clearance_actions
from documents.contributions import actions as contribution_actions
from documents.library import actions as library_actions
from documents.library import requests
from foundation.models import Job, Mail
from foundation.text import revisions
from meetings.agenda import actions as agenda_actions
from meetings.minutes import actions as minutes_actions
from meetings.models import PaperFile
from meetings.proposals.actions import answers as proposal_answers
from meetings.requests import actions as request_actions
from tests import factories
from tests.agencies.people.test_own_people import picture as image

WORD = Path(__file__).parent / "cases" / "tracked-deletion.docx"
MARCH = dt.datetime(2007, 3, 1, 11, tzinfo=dt.UTC)


@dataclass
class Press:
    """`body` and `arguments` may name things of the world ("item.pk"); a function gets the world."""

    body: dict | Callable = field(default_factory=dict)
    arguments: dict | None = None
    role: str = ""
    prepare: Callable | None = None
    at: dt.datetime = MARCH
    # Without a key, as a script or an old page sends it: what it does is done once by its nature.
    has_key: bool = True


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("new.pdf", b"%PDF-1.4")


def agency(acronym: str) -> Callable:
    return lambda world: {"agency": Agency.objects.get(acronym=acronym).pk}


def published(world) -> None:
    """The agenda is published, and changed since."""
    world["coming"].agenda_state = "private"
    world["coming"].save()
    agenda_actions.publish_agenda(world["coming"], by=world["roles"]["chair"])


def changed_since(world) -> None:
    published(world)
    agenda_actions.add_item(world["coming"], title="Late", by=world["roles"]["chair"])


def without_papers(world) -> None:
    PaperFile.objects.filter(paper__item=world["coming_item"]).delete()
    world["coming_item"].papers.all().delete()


def replied(world) -> None:
    clearance_actions.reply(
        world["asked"], reply="with_comments", words="Name the source.", by=world["person"]
    )


def other_browsers(world) -> None:
    """Everybody is signed in elsewhere too."""
    for person in User.objects.all():
        SignIn.objects.create(person=person, session_key=f"elsewhere {person.pk}")


def failed_mail(world) -> None:
    for number in range(3):
        mail = Mail.objects.create(to=[f"a{number}@example.org"], subject="Failed")
        Job.objects.create(kind=Mail.JOB, subject=mail.pk, failed_at=MARCH, error="The server was away.")


MADE_FOR_A_PRESS = ("next", "later")


def with_next(world) -> None:
    world["next"] = Chairmanship.objects.get(starts="2007-07-01")
    world["later"] = factories.term("ILO", "2008-01-01", "2008-06-30")


ACTIVITY = {"pk": "activity.pk"}
PRESSES = {
    # Documents
    "documents:edition_begin": Press(arguments={"pk": "public.pk"}, role="secretariat"),
    "documents:call_remind": Press(at=MARCH + dt.timedelta(days=2)),
    "documents:call_carry": Press(
        prepare=lambda world: contribution_actions.hand_in(world["piece"], by=world["person"])
    ),
    "documents:call_close": Press(at=MARCH + dt.timedelta(days=60)),
    "documents:document_issue": Press(role="chair"),
    "documents:publication_return": Press(
        {"reason": "Not yet."},
        prepare=lambda world: requests.request_publication(world["drafted"], by=world["person"]),
    ),
    "documents:contribute": Press({"text": "More.", "do": "hand in"}),
    "documents:clearance_open": Press(
        lambda world: {
            "day": "2007-03-20",
            "hour": "18:00",
            "timezone": "Europe/Zurich",
            "agencies": [Agency.objects.get(acronym="IOM").pk],
        },
        {"pk": "drafted.pk"},
        "focal point",
    ),
    "documents:clearance_reply": Press({"reply": "objection", "words": "Not so."}),
    "documents:clearance_remind": Press(at=MARCH + dt.timedelta(days=2)),
    "documents:clearance_link": Press({"reply": "no_objection"}, {"link": "clear_link"}, "visitor"),
    # People and agencies
    "people:person_add": Press({"email": "else@example.org", "name": "Else"}),
    "agencies:agency_add": Press({"name": "Fund", "acronym": "FUND"}),
    "agencies:agency_change": Press({"name": "Labour"}),
    "agencies:name_add": Press({"name": "Labour Office", "starts": "2007-02-01"}),
    "agencies:membership_add": Press(
        {"starts": "2007-02-01"}, {"slug": "who"}, prepare=lambda world: factories.agency("WHO")
    ),
    "sessions_end": Press(prepare=other_browsers),
    "sessions_end_of": Press(prepare=other_browsers),
    "me_mail": Press({"mails": "daily"}),
    "me_mails": Press({"mails": "daily", "agendas": "weekly"}),
    "mail:mail_all_again": Press(prepare=failed_mail),
    "mail:mail_returned": Press(prepare=lambda world: Mail.objects.update(sender="us@example.org")),
    # Applications
    "apply:save": Press(has_key=False),
    "apply:begin": Press({"applicant": "Fund", "email": "fund@example.org"}),
    "applications:application_ask": Press(arguments={"pk": "handed_in.pk"}),
    "deciding:put_on_agenda": Press({"meeting": "coming.pk"}),
    # The chair
    "chairmanship:term_add": Press({"starts": "2008-01-01", "ends": "2008-06-30"}),
    "chairmanship:section_place": Press({"hide": ""}),
    "chairmanship:report_release": Press(role="secretariat", at=MARCH + dt.timedelta(days=123)),
    "chairmanship:narrative_comment": Press({"text": "Why?"}),
    "chairmanship:narrative_text": Press(
        lambda world: {"theme": "New", "theme-revision": revisions.fingerprint("")}, has_key=False
    ),
    "chairmanship:narrative_restore": Press(lambda world: {"revision": revisions.fingerprint("")}),
    "chairmanship:handover_line_settle": Press({"done": ""}),
    "chairmanship:take_over": Press(at=MARCH + dt.timedelta(days=120)),
    "chairmanship:plan_interim": Press({"starts": "2007-05-01", "ends": "2007-05-31"}),
    "chairmanship:plan_extend": Press({"ends": "2007-07-31"}),
    "chairmanship:plan_split": Press({"day": "2007-04-15"}),
    "workplan:activity_report": Press({"text": "Begun."}),
    "workplan:plan_agree": Press(
        {"seen": 1},
        prepare=lambda world: factories.activity("Ours", starts="2007-01-01", ends="2007-06-30"),
    ),
    # Meetings
    "meetings:plan_approve": Press({"meeting": "held.pk"}),
    "meetings:agenda_publish": Press(
        prepare=lambda world: world["coming"].__class__.objects.update(agenda_state="private")
    ),
    "meetings:agenda_tell": Press(prepare=changed_since),
    "meetings:item_move": Press({"to": "down"}),
    "meetings:item_papers": Press(lambda world: {"file": pdf()}),
    "meetings:item_remove": Press(prepare=without_papers),
    "meetings:paper_renew": Press(lambda world: {"file": pdf()}),
    "meetings:paper_change": Press({"title": "Other"}),
    "meetings:guest_came": Press({"heard": "yes"}),
    "meetings:guest_heard": Press({"heard-organization": "Partner"}),
    "meetings:attendance_mark": Press(
        lambda world: {"who": f"row-{world['came'].pk}", "how": "remote"}, role="chair"
    ),
    "meetings:minutes": Press(lambda world: {f"item{world['item'].pk}-text": "Agreed."}),
    "meetings:item_minutes": Press(
        lambda world: {
            f"item{world['item'].pk}-text": "Agreed.",
            f"item{world['item'].pk}-revision": world["item"].revision,
        },
        has_key=False,
    ),
    "meetings:minutes_keep": Press(
        prepare=lambda world: minutes_actions.give_over(world["passed"], by=world["roles"]["outgoing"])
    ),
    "meetings:version_restore": Press({"revision": "item.revision"}),
    "meetings:correct": Press({"text": "Corrected."}),
    "meetings:decision_settle": Press({"state": "done"}),
    "meetings:suggestion_move": Press({"date": "2007-05-22"}),
    "meetings:request_decline": Press({"reason": "Not now.", "revision": 0}),
    "meetings:request_withdraw": Press({"revision": 0}),
    "meetings:request_reopen": Press(
        {"revision": 1},
        prepare=lambda world: request_actions.decline(
            world["request"], reason="No.", revision=0, by=world["roles"]["chair"]
        ),
    ),
    "meetings:reply": Press({"reply": "coming"}, {"link": "invitation_link"}, "visitor"),
    "meetings:invitation_answer": Press({"reply": "coming"}),
    "meetings:action_link": Press({"report": "Sent."}, {"link": "chased"}, "visitor"),
    "proposals:reopen": Press(
        {"revision": 1},
        prepare=lambda world: proposal_answers.decline(
            world["proposal"], reason="No.", by=world["roles"]["chair"]
        ),
    ),
    "circulars:circular_write": Press({"roles": ["focal_points"], "step": "send"}),
    "deciding:decision_add": Press(
        {"outcome": "declined", "date": "2007-03-01", "reason": "Not yet.", "record": "1"}
    ),
    "deciding:decision_correct": Press({"why": "Not decided.", "record": "1"}),
    "referring:refer": Press({"meeting": "coming.pk"}, role="chair"),
    "agencies:agency_merge": Press(
        lambda world: {"into": Agency.objects.get(acronym="IOM").pk, "on": "2007-02-01"}
    ),
    "agencies:logo_change": Press(lambda world: {"upload": SimpleUploadedFile("a.png", image("PNG"))}),
    "agencies:name_change": Press({"name": "Labour", "acronym": "ILO"}),
    "documents:clearance_close": Press(prepare=replied),
    "documents:document_redraft": Press(
        prepare=lambda world: library_actions.circulate(world["drafted"], by=world["person"])
    ),
    "documents:document_take_out": Press(arguments={"pk": "public.pk"}, role="secretariat"),
    "chairmanship:plan_take_out": Press(arguments={"slug": "next.slug"}, prepare=with_next),
    "agencies:import": Press(
        lambda world: {"upload": SimpleUploadedFile("a.csv", b"Agency,Name\nFUND,Fund\n")}
    ),
    "documents:document_deliver": Press({"forum": "Seafarers' Forum", "date": "2007-02-20"}),
    "documents:import_word": Press(lambda world: {"file": SimpleUploadedFile("a.docx", WORD.read_bytes())}),
    "chairmanship:plan_swap": Press(
        lambda world: {"one": world["next"].pk, "other": world["later"].pk}, prepare=with_next
    ),
    "outside:event_add": Press({"forum": "Seafarers' Forum", "date": "2007-02-20"}),
    "outside:event_change": Press({"forum": "Seafarers' Forum", "date": "2007-02-20"}),
    "people:appointment_add": Press({"role": "staff", "starts": "2007-03-01"}),
    "people:person_forget": Press(arguments={"pk": "invited.pk"}),
    "proposals:support": Press(agency("IOM"), role="chair"),
}
# What is done once by its nature: no second time is possible, or it finds what the first one made. Each is
# pressed without a key as well.
BY_NATURE = [
    "agencies:name_add",
    "applications:remark_add",
    "documents:document_adopt",
    "documents:document_circulate",
    "documents:document_clear",
    "documents:document_publish",
    "documents:file_bring",
    "documents:text_write",
    "documents:version_restore",
    "meetings:circulate",
    "meetings:comment",
    "meetings:item_papers",
    "meetings:meeting_call",
    "meetings:meeting_cancel",
    "meetings:minutes_adopt",
    "meetings:paper_renew",
    "meetings:request_ask",
    "proposals:propose",
    "proposals:take_up",
]
TAKES_BACK = (
    "Undoes what was done within the last minute. It takes the mail back under a lock: twice it finds none."
)
CHANGES_NOTHING = "Changes nothing in the database."
SETS = "Sets a value or a link, or deletes a line: twice is the same."
OF_A_STATE = "Needs a state that its own tests bring about, and leaves it: twice is refused under the lock."
UPLOADS = (
    "A script stores an image as it is put into a text. Twice makes two that look the same, and harm nobody."
)
ASKS_WHO = (
    "Asks first who is there, which the table does not do. Each factor is one row, and a code or the answer "
    "of a passkey counts once: tests/agencies/factors/test_once.py."
)
NOT_PRESSED = {
    "me_mails_stop": SETS,
    "session_end": OF_A_STATE,
    "received:received_days": SETS,
    "received:received_detail": OF_A_STATE,
    "received:received_again": TAKES_BACK,
    "account_reauthenticate": CHANGES_NOTHING,
    "factor_reset": ASKS_WHO,
    "mfa_activate_totp": ASKS_WHO,
    "mfa_add_webauthn": ASKS_WHO,
    "mfa_authenticate": ASKS_WHO,
    "mfa_deactivate_totp": ASKS_WHO,
    "mfa_edit_webauthn": ASKS_WHO,
    "mfa_generate_recovery_codes": ASKS_WHO,
    "mfa_login_webauthn": ASKS_WHO,
    "mfa_reauthenticate": ASKS_WHO,
    "mfa_reauthenticate_webauthn": ASKS_WHO,
    "mfa_remove_webauthn": ASKS_WHO,
    "agencies:name_remove": SETS,
    "applications:application_detail": SETS,
    "applications:withdrawal_take_back": TAKES_BACK,
    "chairmanship:draft_use": SETS,
    "deciding:decision_undo": TAKES_BACK,
    "deciding:letter_undo": TAKES_BACK,
    "documents:dissociate": OF_A_STATE,
    "home_put_off": SETS,
    "meetings:no_comments": SETS,
    "referring:record_adoption": OF_A_STATE,
    "chairmanship:facts_open": OF_A_STATE,
    "chairmanship:narrative": SETS,
    "chairmanship:plan_order": OF_A_STATE,
    "chairmanship:report_image_add": UPLOADS,
    "circulars:circular_recall": TAKES_BACK,
    "documents:activity_connect": SETS,
    "documents:activity_disconnect": SETS,
    "documents:clearance_accept": OF_A_STATE,
    "documents:contribution_restore": SETS,
    "documents:document_purposes": SETS,
    "documents:event_connect": SETS,
    "documents:event_disconnect": SETS,
    "documents:image_add": UPLOADS,
    "documents:sharing_remove": SETS,
    "held_discard": CHANGES_NOTHING,
    "sign_in_disconnect": SETS,
    "sign_in_link": OF_A_STATE,
    "sign_in_link_open": OF_A_STATE,
    "sign_in_with": CHANGES_NOTHING,
    "logout": CHANGES_NOTHING,
    "mail:address_works": SETS,
    "mail:mail_try": SETS,
    "mail:recall": TAKES_BACK,
    "meetings:activity_connect": SETS,
    "meetings:activity_disconnect": SETS,
    "meetings:agenda_take_back": TAKES_BACK,
    "meetings:guest_take_back": TAKES_BACK,
    "meetings:item_purposes": SETS,
    "meetings:meeting_plan_again": OF_A_STATE,
    "meetings:meeting_take_back": TAKES_BACK,
    "meetings:minutes_take_back": TAKES_BACK,
    "outside:event_purposes": SETS,
    "paste": CHANGES_NOTHING,
    "proposals:purposes": CHANGES_NOTHING,
    "workplan:activity_purposes": SETS,
    "workplan:pass_on": SETS,
}

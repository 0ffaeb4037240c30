"""Every page in languages that nobody speaks: what is read there and is not of them goes not through gettext.

Before a page is opened, all that people wrote in the world of the access table is put into Greek letters. So
words in plain Latin letters can only come from the portal.
"""

import io
import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn

from agencies.applications import exports as application_exports
from agencies.models import ApplicationPrint
from chairmanship.handover import report
from documents.versions import exports as version_exports
from foundation.dates import hours
from foundation.discovery import ORDER
from meetings.prints import exports as prints
from tests import pseudo
from tests.test_roles import ROLES, TABLE, TODAY, logged_in, the, world  # noqa: F401

pytestmark = pytest.mark.django_db

GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "αβψδεφγηιξκλμνοπχρστθωςχυζΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠΧΡΣΤΘΩΣΧΥΖ",
)
# Fields whose letters mean something to the portal.
MEANT = {
    "slug",
    "email",
    "timezone",
    "website",
    "country",
    "password",
    "calendar_key",
    "sha256",
    "fingerprint",
}
MEANT_OF = {"narrativecomment.name", "narrativeversion.name", "openmatter.kind", "handoverline.kind"}
ROLES_SHOWN = ("visitor", "nobody", "focal point", "chair", "incoming", "secretariat", "superuser")
LATIN = re.compile(r"[A-Za-z]{3,}")
FREE = re.compile(r"https?://\S+|\S+@\S+|\b\w+\.(pdf|docx|xlsx|csv|json|ics|xml)\b|\([A-Z]\w+/\w*\)|⟦[^⟦⟧]*⟧")
# Names, which are data: of the Group, and of cities.
NAMES = re.compile("|".join(("GMG", "Global Migration Group", "Berlin", *hours.ZONES)))
# Its address is made of the text, which is in Greek by then.
MOVED = {"workplan:objective_rename"}
SILENT = ("script", "style", "template")
READ = ("aria-label", "alt", "placeholder", "title")


def into_greek(html: str) -> str:
    """Returns the text in Greek letters; tags, entities and addresses stay as they are."""
    parts = re.split(r"(<[^>]*>|&\w+;|https?://\S+|\S+@\S+)", html)
    return "".join(part if number % 2 else part.translate(GREEK) for number, part in enumerate(parts))


def put_data_into_greek() -> None:
    for model in (model for app in ORDER for model in apps.get_app_config(app).get_models()):
        if model._meta.label_lower in ("foundation.job", "foundation.told", "foundation.mail"):
            continue
        names = [
            field.name
            for field in model._meta.concrete_fields
            if type(field) in (models.CharField, models.TextField)
            and not field.choices
            and field.name not in MEANT
            and f"{model._meta.model_name}.{field.name}" not in MEANT_OF
        ]
        for row in model._default_manager.all() if names else ():
            model._base_manager.filter(pk=row.pk).update(
                **{name: into_greek(getattr(row, name)) for name in names if getattr(row, name)}
            )


class Read(HTMLParser):
    """What a page says: its texts, and the attributes that people hear or see."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.said, self._within = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in SILENT:
            self._within.append(tag)
        values = dict(attrs)
        self.said += [value for name, value in attrs if name in READ and value]
        if tag == "input" and values.get("type") in ("submit", "button"):
            self.said.append(values.get("value") or "")

    def handle_endtag(self, tag):
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data):
        if not self._within:
            self.said.append(data)


def plain_latin(said: list[str]) -> set[str]:
    """Returns the pieces in plain Latin letters, which no pseudo-language made and nobody wrote."""
    # A message can have tags in it, and is closed some texts later.
    joined = "\x00".join(said)
    while (shorter := FREE.sub(" ", joined)) != joined:
        joined = shorter
    left = NAMES.sub(" ", joined).split("\x00")
    return {" ".join(part.split()) for part in left if LATIN.search(part)}


@pytest.fixture
def language(settings, tmp_path, request):
    pseudo.write(tmp_path)
    settings.LOCALE_PATHS = [str(tmp_path)]
    code = getattr(request, "param", "en-xa")
    settings.LANGUAGES = [(code, code)]
    settings.LANGUAGE_CODE = code
    with translation.override(code):
        yield code


@pytest.mark.slow
def test_no_word_of_a_page_passes_by_gettext(language, world):  # noqa: F811
    put_data_into_greek()
    strays = {}
    for role in ROLES_SHOWN:
        client = logged_in(world["roles"][role])
        client.raise_request_exception = False
        for name, arguments, method, expected in TABLE:
            if method != "GET" or name.startswith("admin") or name in MOVED:
                continue
            if expected.split()[ROLES.index(role)] != "200":
                continue
            address = reverse(name, kwargs={key: the(value, world) for key, value in arguments.items()})
            answer = client.get(address)
            if answer.status_code not in (200, 302):  # a file that is made again
                strays[f"{answer.status_code} {address}"] = role
            if answer.streaming:
                answer.getvalue()  # reading it closes its file
            elif "html" in answer.headers["Content-Type"]:
                for stray in plain_latin(Read(answer.text).said):
                    strays.setdefault(stray, f"{name} as {role}")
    assert strays == {}


@pytest.mark.slow
def test_no_word_of_a_pdf_or_word_file_passes_by_gettext(language, world):  # noqa: F811
    put_data_into_greek()
    for thing in world.values():
        if isinstance(thing, models.Model):
            thing.refresh_from_db()
    said = {}
    for make in (prints.agenda, prints.minutes, prints.conclusions, prints.participants):
        for meeting in (world["held"], world["coming"], world["adopted"]):
            made = make(meeting, prints.items_of(meeting, meeting.agenda.all()))
            said[f"{make.__name__} {meeting.pk}"] = Read(prints.as_html(made)).said
            said[f"{make.__name__} {meeting.pk} in Word"] = words_of(prints.as_docx(made))
    term = world["term"]
    said["report"] = Read(report.compose(report.gather(term, as_at=TODAY), draft=True)).said
    said["version"] = Read(version_exports.as_html(world["public"].current)).said
    for what in ApplicationPrint.What:
        facts = application_exports.facts(world["handed_in"], what)
        said[f"application {what}"] = Read(render_to_string("pdf/application.html", facts)).said
    assert {name: found for name, texts in said.items() if (found := plain_latin(texts))} == {}


def words_of(content: bytes) -> list[str]:
    """Returns the paragraphs of a Word document, those of its tables, heads and feet too."""
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    parts = [document.element.body, section.header._element, section.footer._element]
    return [
        "".join(text.text or "" for text in line.iter(qn("w:t")))
        for part in parts
        for line in part.iter(qn("w:p"))
    ]


@pytest.mark.slow
def test_no_word_of_a_mail_passes_by_gettext(language, mailoutbox):
    """The demo writes mails. People in it write in plain Latin, so that each paragraph needs a message."""
    call_command("load_demo", password="demo", stdout=io.StringIO())
    strays = {}
    for mail in mailoutbox:
        for part in [mail.subject, *re.split(r"\n\s*\n", mail.body)]:
            bare = re.sub(r"https?://\S+|^ {4}.*$|^-- $|^=+$", "", part, flags=re.MULTILINE)
            if LATIN.search(bare) and "⟦" not in part and "⟧" not in part:
                strays[bare.strip()[:100]] = mail.subject
    assert len(mailoutbox) > 20
    assert strays == {}

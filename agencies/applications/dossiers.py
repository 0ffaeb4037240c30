"""The questions on the page of an applicant, and the application made from its texts."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.applications.models import Application, Dossier
from agencies.criteria.models import Edition, Question
from agencies.people.models import Appointment
from foundation.text import contacts, rich

Role = Appointment.Role
PEOPLE = (
    ("head", Role.PRINCIPAL, gettext_lazy("Principal"), gettext_lazy("The head of your agency.")),
    (
        "focal",
        Role.FOCAL_POINT,
        gettext_lazy("Focal point"),
        gettext_lazy("Prepares meetings and follows up on them."),
    ),
    (
        "alternate",
        Role.ALTERNATE,
        gettext_lazy("Alternate principal"),
        gettext_lazy("Stands in for the principal."),
    ),
)
PARTS = (
    ("name", gettext_lazy("Name"), "text"),
    ("post", gettext_lazy("Job title"), "text"),
    ("email", gettext_lazy("E-mail address"), "email"),
)


def label_for(title: str, part: str) -> str:
    """Returns the label of a field about one of the people: "Principal: Name"."""
    return _("%(person)s: %(field)s") % {"person": title, "field": part}


@dataclass
class Field:
    """A field of the page: its name in the form, its label, and its text."""

    name: str
    label: str
    text: str
    kind: str = "area"
    typed: str = ""  # what the form shows
    editor: str = ""  # the HTML in which an answer is written
    clash: object = None  # a `Clash`, if somebody else has changed the field

    @property
    def is_answered(self) -> bool:
        """Whether the field has a text."""
        return bool(self.text)

    @property
    def wrong(self) -> str:
        """What must be corrected in the saved text; "" if nothing."""
        part = self.name.rpartition("-")[2]
        check = {"email": contacts.check_email, "name": contacts.check_name}.get(part)
        if check and self.text and self.name in _people_names():
            try:
                check(self.text)
            except ValidationError as error:
                return " ".join(error.messages)
        return ""


@dataclass(frozen=True)
class Person:
    """One of the people that an applicant names, with the fields of the page."""

    title: str
    help: str
    fields: list[Field]

    @property
    def is_named(self) -> bool:
        """Whether any of the fields has a text."""
        return any(field.is_answered for field in self.fields)


def edition_of(dossier: Dossier) -> Edition:
    """Returns the edition in force today; once the application is submitted, the one that it is judged by."""
    if dossier.application:
        return Edition.objects.judging(dossier.application)
    return Edition.objects.in_force()


def questions(dossier: Dossier) -> list[Field]:
    """Returns the questions of its edition, then those of earlier editions that it has answered."""
    asked = [
        Field(one.key, one.text, dossier.words.get(one.key, ""))
        for one in edition_of(dossier).questions.all()
    ]
    known = {field.name for field in asked}
    left = {name for name, text in dossier.words.items() if text} - known - _people_names()
    earlier = {one.key: one.text for one in Question.objects.all()} if left else {}
    return asked + [Field(name, text, dossier.words[name]) for name, text in earlier.items() if name in left]


def people(dossier: Dossier) -> list[Person]:
    """Returns the people that the page asks for, in order, with what is written so far."""
    return [
        Person(
            title,
            help_,
            [
                Field(f"{who}-{part}", label, dossier.words.get(f"{who}-{part}", ""), kind)
                for part, label, kind in PARTS
            ],
        )
        for who, _role, title, help_ in PEOPLE
    ]


def as_saved(name: str, text: str) -> str:
    """Returns a text as it is saved: an answer is rich, what is said of a person is a line."""
    if name not in _people_names():
        return rich.clean(text)
    return contacts.email(text) if name.endswith("-email") else contacts.line(text)


def names(dossier: Dossier) -> set[str]:
    """Returns the names of all fields of the page."""
    return {field.name for field in questions(dossier)} | _people_names()


def label_of(dossier: Dossier, name: str) -> str:
    """Returns the label of that field of the page, or `name` if there is no such field."""
    labels = {field.name: field.label for field in questions(dossier)}
    for person in people(dossier):
        labels |= {field.name: label_for(person.title, field.label) for field in person.fields}
    return labels.get(name, name)


def _people_names() -> set[str]:
    return {f"{who}-{part}" for who, *_ in PEOPLE for part, *_ in PARTS}


def missing(dossier: Dossier) -> list[str]:
    """Returns the labels of what is not answered yet. The applicant can still submit."""
    unanswered = [field.label for field in questions(dossier) if not field.is_answered]
    for person in people(dossier):
        name, _post, email = person.fields
        if not (name.is_answered and email.is_answered):
            unanswered.append(_("%(person)s: name and e-mail address") % {"person": person.title})
    return unanswered


def wrong(dossier: Dossier) -> list[str]:
    """Returns what must be corrected before submitting: the person, and what is wrong."""
    return [
        _("%(person)s: %(fault)s") % {"person": person.title, "fault": field.wrong}
        for person in people(dossier)
        for field in person.fields
        if field.wrong
    ]


def answers(dossier: Dossier) -> list[tuple[str, str]]:
    """Returns the questions with their answers, as an application keeps them."""
    return [(field.label, field.text) for field in questions(dossier)]


def words_of(application: Application) -> dict[str, str]:
    """Returns the texts of an application, by the names of the fields on its applicant's page."""
    said = {Question(text=answer.question).key: answer.text for answer in application.answers.all()}
    named = {one.role: one for one in application.candidates.all()}
    return said | {
        f"{who}-{part}": getattr(named.get(role), part, "") for who, role, *_ in PEOPLE for part, *_ in PARTS
    }


def candidates(dossier: Dossier) -> dict[str, dict[str, str]]:
    """Returns the people that the applicant names, by role, each with name, post and address."""
    return {
        role: {part: dossier.words.get(f"{who}-{part}", "") for part, *_ in PARTS} for who, role, *_ in PEOPLE
    }

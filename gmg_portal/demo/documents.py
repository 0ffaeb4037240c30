"""The demo's documents, in different states, with invented texts."""

import datetime as dt

from agencies.models import Agency, User
from chairmanship.models import Chairmanship
from documents.library import actions as library_actions
from documents.models import Document
from documents.versions import actions as version_actions
from gmg_portal.demo.clearances import TEXT
from gmg_portal.demo.purposes import purposes

KIND, STANDING = Document.Kind, Document.Standing
METHODS = (
    "<h3>How we work</h3><p>The working level meets before the principals do.</p>"
    "<p>A text stands when nobody objects by its date.</p>"
)


def add(term: Chairmanship, people: dict[str, User]) -> None:
    """Adds the documents. `people` are the demo's accounts, by what each is."""
    chair, incoming = people["chair"], people["incoming chair"]
    note = library_actions.begin(
        title="Children in migration: a common note",
        kind=KIND.INFORMATION_NOTE,
        lead=_agency("UNICEF"),
        term=term,
        contributors=[_agency("UNHCR"), _agency("IOM"), _agency("OHCHR")],
        summary="What the agencies hold in common on the protection of children who move.",
        purposes=purposes(7, 9),
        by=chair,
    )
    before, _ = TEXT.rsplit("<p>", 1)
    first = version_actions.write_text(note, text=before, after=0, by=chair)
    version_actions.write_text(
        note, text=TEXT, after=first.number, note="Adds what is shared, and when", by=chair
    )
    library_actions.circulate(note, by=chair)
    library_actions.begin(
        title="Health at borders: a common note",
        kind=KIND.INFORMATION_NOTE,
        lead=_agency("WHO"),
        term=term,
        purposes=purposes(7),
        by=incoming,
    )
    leaflet = library_actions.begin(
        title="Ten facts on children who move (demonstration)",
        kind=KIND.BROCHURE,
        lead=_agency("UNICEF"),
        term=term,
        summary="An invented leaflet, to try the library with.",
        purposes=purposes(9),
        by=chair,
    )
    version_actions.write_text(leaflet, text="<p>One of ten migrants is a child.</p>", after=0, by=chair)
    version_actions.write_text(
        leaflet, text="<p>Un migrant sur dix est un enfant.</p>", after=1, language="fr", by=chair
    )
    library_actions.share(leaflet, name="GFMD", agency=_agency("UNICEF"), by=chair)
    library_actions.publish(leaflet, by=chair)
    for title, standing in (
        ("Terms of reference, expanded", STANDING.TERMS_OF_REFERENCE),
        ("Criteria for the admission of new members", STANDING.ADMISSION_CRITERIA),
        ("Template for agencies seeking to join", STANDING.APPLICATION_TEMPLATE),
    ):  # from the history, which does not say since when they were in force
        for text in Document.objects.filter(title=title):
            library_actions.change(text, changes={"standing": standing}, revision=text.revision, by=chair)
    for title, starts, text in (
        ("Working methods (demonstration)", term.starts - dt.timedelta(days=400), METHODS),
        (
            "Working methods, revised (demonstration)",
            term.starts,
            METHODS.replace("objects", "objects in writing"),
        ),
    ):
        methods = library_actions.begin(
            title=title,
            kind=KIND.WORKING_METHODS,
            lead=None,
            term=term,
            standing=STANDING.WORKING_METHODS,
            holds_from=starts,
            by=people["secretariat"],
        )
        version_actions.write_text(methods, text=text, after=0, by=people["secretariat"])
        library_actions.publish(methods, by=people["secretariat"])


def _agency(acronym: str) -> Agency:
    return Agency.objects.get(acronym=acronym)

"""A clearance in the demo: some have replied, one objects, and the demo's focal point has yet to reply."""

import datetime as dt

from agencies.models import Agency, User
from documents.models import Clearance, Document, Round
from documents.versions.actions import write_text
from foundation.dates import clock

Reply = Clearance.Reply
SAID = {
    "IOM": (Reply.FINE, ""),
    "UNHCR": (Reply.BUT, "In the second paragraph, please write “refugee and migrant children”."),
    "OHCHR": (Reply.NO, "The text is silent on detention. One sentence would do."),
    "ILO": (Reply.NOT_CONCERNED, ""),
    "UNDP": ("", ""),
    "WHO": ("", ""),
    "UNFPA": ("", ""),
}
TEXT = """<h1>Children in migration: a common note</h1>
<p>Children move with their families, ahead of them and after them. A child is a child first, wherever it is
and whatever its papers say.</p>
<p>What each agency knows about migrant children is shared by the end of the year.</p>"""


def add(today: dt.date, chair: User) -> None:
    """Adds the clearance, opened four days ago."""
    document = Document.objects.get(title="Children in migration: a common note")
    version = document.versions.last() or write_text(document, text=TEXT, after=0, by=chair)
    opened = clock.now() - dt.timedelta(days=4)
    round_ = Round.objects.create(
        version=version,
        opened_at=opened,
        opened_by=chair,
        until=dt.datetime.combine(today + dt.timedelta(days=6), dt.time(18), clock.zone()),
        timezone=clock.zone().key,
        note="Please look at the last sentence: it is new.",
    )
    for agency in Agency.objects.filter(acronym__in=SAID):
        reply, words = SAID[agency.acronym]
        by = User.objects.filter(appointments__agency=agency).order_by("pk").first() or chair
        said = {"reply": reply, "words": words, "replied_at": clock.now(), "replied_by": by} if reply else {}
        Clearance.objects.create(round=round_, agency=agency, reached_at=opened, **said)

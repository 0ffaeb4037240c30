"""What is checked, and what a check remarks."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from agencies.models import Agency
from chairmanship.handover.composing import Paragraph, Written
from chairmanship.handover.proofreading.mentions import Names
from chairmanship.handover.sections import WRITTEN
from chairmanship.rotation.models import Chairmanship
from foundation.handover import records
from foundation.handover.checklist import Matter
from foundation.text import figures, rich

# What stands here is no account of the term: plans, wishes, and what is known to be open.
NO_ACCOUNT = {"theme", "ideas", "advice", "open", "ahead", "since"}
EXCERPT = 200  # characters


@dataclass(frozen=True)
class Remark:
    """A remark: a whole sentence, the section that it is about, if any, and what is written there.

    One about something that is not settled in the report has the `matter`, with the page to settle it.
    """

    sentence: str
    section: str = ""
    excerpt: str = ""
    matter: Matter | None = None

    @property
    def title(self) -> str:
        """The title of its section, as the page of the report has it."""
        return str(WRITTEN[self.section].title) if self.section in WRITTEN else _("Theme and objective")


@dataclass(frozen=True)
class Text:
    """A paragraph that the chair wrote, as plain words."""

    section: str
    words: str
    paragraph: Paragraph

    @property
    def sentences(self) -> list[str]:
        """Its sentences, without what stands in quotation marks."""
        return re.split(r"(?<=[.!?;])\s+|\n+", figures.blanked(self.words))

    def remark(self, sentence: str, excerpt: str = "") -> Remark:
        """Returns a remark on it."""
        said = " ".join(excerpt.replace("\0", "…").split())
        return Remark(sentence, self.section, Truncator(re.sub("…+", "…", said)).chars(EXCERPT))


@dataclass(frozen=True)
class Proof:
    """What is checked: the report of a term as it stands on a day."""

    term: Chairmanship
    as_at: dt.date
    sections: list[Written]

    def told(self, part: str) -> list:
        """Returns what the records say, as `records.told` does."""
        return list(records.told(part, self.term, self.as_at))

    @cached_property
    def names(self) -> Names:
        """The names of all agencies."""
        return Names(Agency.objects.all())

    @cached_property
    def texts(self) -> list[Text]:
        """What the chair wrote, in the order of the report."""
        found = [
            (one.section.slug, paragraph)
            for one in self.sections
            if one.is_told
            for paragraph in one.paragraphs
            if paragraph.is_taken or not paragraph.key
        ]
        aim = [("theme", Paragraph(block)) for block in rich.split(rich.clean(self.term.objective))]
        return [
            Text(slug, words_of(one.text), one)
            for slug, one in [*aim, *found]
            if not one.text.startswith("<blockquote")
        ]


def words_of(text: str) -> str:
    """Returns a stored text as words, without the signs of lists and footnotes."""
    return re.sub(r"\[\d+\] ?|^(?:- |\d+\. )", "", rich.plain(text), flags=re.MULTILINE)

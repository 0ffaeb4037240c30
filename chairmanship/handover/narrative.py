"""The narrative: what a chair writes about its term, as texts with a paragraph for each row of the
database.
"""

import re

from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.models import Achievement, Chairmanship, Challenge, Recommendation
from foundation.text.paragraphs import joined, newlines, paragraphs

LEVELS = {
    Achievement.Level.NATIONAL: _("Achievements at national level"),
    Achievement.Level.REGIONAL: _("Achievements at regional level"),
    Achievement.Level.GLOBAL: _("Achievements at global level"),
    Achievement.Level.POLICY: _("Achievements in policy"),
    Achievement.Level.INSTITUTIONAL: _("Institutional work and membership"),
    Achievement.Level.ENGAGEMENT: _("Engagement of agencies and partners"),
}
LABELS = {
    "theme": _("Theme"),
    "objective": _("Overall objective"),
    **{level.value: label for level, label in LEVELS.items()},
    "challenges": _("Challenges"),
    "ideas": _("Ideas for improvement"),
}
# The chapters of the report that are made of these texts. The others are facts of the portal.
CHAPTERS = {"overview", "levels", "institutional", "engagement", "challenges", "recommendations"}


def texts(term: Chairmanship) -> dict[str, str]:
    """Returns the current texts by name. Paragraphs are separated by an empty line."""
    achieved = list(term.achievements.all())
    return {
        "theme": term.theme,
        "objective": newlines(term.objective),
        **{level.value: joined(line.text for line in achieved if line.level == level) for level in LEVELS},
        "challenges": joined(line.text for line in term.challenges.all()),
        "ideas": joined(line.text for line in term.recommendations.all()),
    }


MARK = re.compile(r"\s*[-–—•*·]\s+")  # the mark that people type before a point of a list


def points(rows) -> list[str]:
    """Returns challenges or ideas as points of a list, without the marks typed before them."""
    found = []
    for row in rows:
        lines = row.text.splitlines()
        found += lines if all(MARK.match(line) for line in lines) else [row.text]
    return [MARK.sub("", text, count=1) if MARK.match(text) else text for text in found]


def save(term: Chairmanship, said: dict[str, str], before: dict[str, str]) -> None:
    """Saves the texts. Rows of a kind without a changed text stay as they are."""
    term.theme, term.objective = said["theme"], said["objective"]
    levels = [level.value for level in LEVELS]
    if any(said[level] != before[level] for level in levels):
        lines = [{"level": level, "text": text} for level in levels for text in paragraphs(said[level])]
        _keep(Achievement, term, list(term.achievements.all()), lines)
    for name, model, rows in (
        ("challenges", Challenge, term.challenges),
        ("ideas", Recommendation, term.recommendations),
    ):
        if said[name] != before[name]:
            _keep(model, term, list(rows.all()), [{"text": text} for text in paragraphs(said[name])])


def _keep(model, term, rows: list, lines: list[dict]) -> None:
    following = max((row.position for row in rows), default=-1) + 1
    for row, line in zip(rows, lines, strict=False):
        if any(getattr(row, name) != value for name, value in line.items()):
            for name, value in line.items():
                setattr(row, name, value)
            row.save()
    for line in lines[len(rows) :]:
        model.objects.create(term=term, position=following, **line)
        following += 1
    for row in rows[len(lines) :]:
        row.delete()

"""The narrative: what a chair writes about its term, as rich texts with a row for each block."""

import re

from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.models import Achievement, Chairmanship, Challenge, Recommendation
from foundation.text import rich
from foundation.text.rich.tree import words

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
    """Returns the current texts by name: the theme is a line, the others are rich texts."""
    achieved = list(term.achievements.all())
    return {
        "theme": term.theme,
        "objective": term.objective,
        **{level.value: rich.join(line.text for line in achieved if line.level == level) for level in LEVELS},
        "challenges": rich.join(line.text for line in term.challenges.all()),
        "ideas": rich.join(line.text for line in term.recommendations.all()),
    }


MARK = re.compile(r"\s*[-–—•*·]\s+")  # the mark that people type before a point of a list


def points(rows) -> list[str]:
    """Returns challenges or ideas as points of a list: rich texts, without the marks typed before them."""
    found = []
    for row in rows:
        for block in rich.parse(row.text if rich.is_rich(row.text) else rich.from_plain(row.text)):
            if block.tag in ("ul", "ol"):
                found += [rich.write(item) for item in block]
            else:
                found += _typed_points(block)
    return found


def _typed_points(block: rich.Tree) -> list[str]:
    """Returns a block as points: each line is one if all begin with a mark, and the mark goes."""
    lines = words(block).splitlines()
    if not lines or not all(MARK.match(line) for line in lines):
        return [rich.write([block])]
    if len(lines) > 1:
        return [rich.from_plain(MARK.sub("", line, count=1)) for line in lines]
    if MARK.match(block.text or ""):
        block.text = MARK.sub("", block.text, count=1)
    return [rich.write([block])]


def save(term: Chairmanship, said: dict[str, str], before: dict[str, str]) -> None:
    """Saves the texts. Rows of a kind without a changed text stay as they are."""
    term.theme, term.objective = said["theme"], said["objective"]
    levels = [level.value for level in LEVELS]
    if any(said[level] != before[level] for level in levels):
        lines = [{"level": level, "text": text} for level in levels for text in rich.split(said[level])]
        _keep(Achievement, term, list(term.achievements.all()), lines)
    for name, model, rows in (
        ("challenges", Challenge, term.challenges),
        ("ideas", Recommendation, term.recommendations),
    ):
        if said[name] != before[name]:
            _keep(model, term, list(rows.all()), [{"text": text} for text in rich.split(said[name])])


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

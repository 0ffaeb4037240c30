"""The chapters of the handover report that the chair writes: its narrative."""

from django.utils.translation import gettext_lazy as _

from chairmanship.handover import narrative
from chairmanship.rotation.models import Achievement
from foundation.handover.chapters import Chapter


def _achievements(*levels):
    def gather(term, as_at) -> list[dict]:
        lines = term.achievements.filter(level__in=levels)
        by_level = {level: [line.text for line in lines if line.level == level] for level in levels}
        return [
            {"level": str(level.label) if len(levels) > 1 else "", "texts": texts}
            for level, texts in by_level.items()
            if texts
        ]

    return gather


def _texts(name: str):
    def gather(term, as_at) -> list[str]:
        return narrative.points(getattr(term, name).all())

    return gather


Level = Achievement.Level


CHAPTERS = [
    Chapter(
        "levels", "achievements", 40, _("Work at national, regional and global level"),
        "chairmanship/handover/handover/achievements.html",
        _achievements(Level.NATIONAL, Level.REGIONAL, Level.GLOBAL, Level.POLICY),
    ),
    Chapter(
        "institutional", "achievements", 60, _("Institutional work and membership"),
        "chairmanship/handover/handover/achievements.html", _achievements(Level.INSTITUTIONAL),
    ),
    Chapter(
        "engagement", "achievements", 70, _("Engagement of agencies and partners"),
        "chairmanship/handover/handover/achievements.html", _achievements(Level.ENGAGEMENT),
    ),
    Chapter(
        "challenges", "challenges", 10, _("Challenges"),
        "chairmanship/handover/handover/texts.html", _texts("challenges"),
    ),
    Chapter(
        "recommendations", "challenges", 20, _("Ideas for improvement"),
        "chairmanship/handover/handover/texts.html", _texts("recommendations"),
    ),
]  # fmt: skip

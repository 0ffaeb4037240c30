"""Choices whose values are words for people."""

import enum

from django.db import models


class Words(models.TextChoices):
    """Choices whose stored values are the words that people read, such as "under way"."""

    @enum.property
    def label(self) -> str:
        """The value itself."""
        return str(self.value)

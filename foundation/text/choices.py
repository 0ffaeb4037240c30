"""Choices of a field whose values people read."""

import enum

from django.db import models


class Words(models.TextChoices):
    """Choices whose values are the words that people read: "information note", "under way"."""

    @enum.property
    def label(self) -> str:
        """The value itself."""
        return str(self.value)

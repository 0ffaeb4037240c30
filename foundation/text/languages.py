"""The languages of texts that people write for the Group."""

from django.db import models
from django.utils.translation import gettext_lazy


class Language(models.TextChoices):
    """The official languages of the United Nations, and those of some members."""

    ENGLISH = "en", gettext_lazy("English")
    FRENCH = "fr", gettext_lazy("French")
    SPANISH = "es", gettext_lazy("Spanish")
    ARABIC = "ar", gettext_lazy("Arabic")
    CHINESE = "zh", gettext_lazy("Chinese")
    RUSSIAN = "ru", gettext_lazy("Russian")
    PORTUGUESE = "pt", gettext_lazy("Portuguese")
    GERMAN = "de", gettext_lazy("German")
    ITALIAN = "it", gettext_lazy("Italian")

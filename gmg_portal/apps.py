"""The app that holds the portal together."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gmg_portal"

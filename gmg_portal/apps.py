from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gmg_portal"

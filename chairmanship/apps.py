from django.apps import AppConfig


class ChairmanshipConfig(AppConfig):
    name = "chairmanship"
    rooms = (
        "rotation",
        "outside",
        "circulars",
        "applications",
        "workplan",
        "handover",
        "troika",
    )

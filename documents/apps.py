from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    rooms = (
        "document",
        "clearance",
        "versions",
        "contributions",
        "governing",
        "library",
        "delivery",
    )

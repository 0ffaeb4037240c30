from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    rooms = (
        "document",
        "clearance",
        "contributions",
        "versions",
        "governing",
        "library",
        "delivery",
    )

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    rooms = (
        "meeting",
        "calendar",
        "agenda",
        "proposals",
        "invitations",
        "attendance",
        "followup",
        "minutes",
        "requests",
        "applications",
        "documents",
        "workplan",
        "prints",
        "convening",
    )

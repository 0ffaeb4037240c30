"""What awaits a person in only some of the apps."""

from foundation.discovery import modules


def awaiting_in(*apps):
    """Returns a function that returns what the rooms of these apps say awaits a person, room by room."""

    def awaiting(user):
        return [
            thing
            for module in modules("awaiting")
            if module.__name__.partition(".")[0] in apps
            for thing in module.awaiting(user)
        ]

    return awaiting

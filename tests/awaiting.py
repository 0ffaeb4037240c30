"""What awaits a person, told by the rooms of some apps only."""

from foundation.discovery import modules


def awaiting_in(*apps):
    """A function that gives what the rooms of those apps say awaits a person, room by room."""

    def awaiting(user):
        return [
            thing
            for module in modules("awaiting")
            if module.__name__.partition(".")[0] in apps
            for thing in module.awaiting(user)
        ]

    return awaiting

"""The people of the Group's offices, found on the day on which something is sent to them."""

from agencies.models import User
from agencies.telling import focal_points, secretariat
from chairmanship import rotation
from foundation import clock


def chairs_people() -> list[User]:
    """The focal points of who chairs today; in a gap the secretariat, which is caretaker."""
    chairs = rotation.chairs(clock.today())
    people = [one for term in chairs for one in focal_points(term.agency)]
    return list(dict.fromkeys(people)) if chairs else secretariat()

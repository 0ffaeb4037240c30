"""The people of the Group's offices, as of the day on which something is sent to them."""

from agencies.models import User
from agencies.people.mail import focal_points, secretariat
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock


def people_of(term: Chairmanship) -> list[User]:
    """Returns who acts for the agency of a term; for a collective member, for the part that coordinates."""
    return focal_points(term.coordinated_by or term.agency)


def chairs_people() -> list[User]:
    """Returns the focal points of today's chairs; in a gap the secretariat, which is caretaker."""
    chairs = rotation.chairs(clock.today())
    people = [one for term in chairs for one in people_of(term)]
    return list(dict.fromkeys(people)) if chairs else secretariat()

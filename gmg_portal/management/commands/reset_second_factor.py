"""The way back for somebody who lost their second factor when nobody else can remove it."""

from django.core.management.base import BaseCommand, CommandError

from agencies.factors import actions
from agencies.people.queries import person_with
from foundation.verbs import Refused


class Command(BaseCommand):
    help = "Removes the second factor of a person, who then signs in with their password and sets up another."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the e-mail address with which they sign in")

    def handle(self, *, email, **options):
        person = person_with(email)
        if person is None:
            raise CommandError(f"Nobody signs in with {email}.")
        try:
            removed = actions.reset(person, by=None)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        kinds = ", ".join(str(one.get_type_display()) for one in removed)
        self.stdout.write(
            f"Removed from {person.shown} <{person.email}>: {kinds}. They sign in with their password now."
        )

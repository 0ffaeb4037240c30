from collections.abc import Callable

from agencies.accounts import mail_links
from agencies.accounts.models import SignInLink
from foundation.jobs import outbox


@outbox.does(SignInLink.JOB)
def write_link(job: outbox.Held) -> Callable[[], None]:
    """Mails a link to sign in. Returns the function that does."""
    return mail_links.write(job)

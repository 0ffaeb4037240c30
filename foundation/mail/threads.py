"""Mail that belongs together: what a mail program needs to show it as one conversation."""

from collections import defaultdict

from django.conf import settings

from foundation.mail.models import Mail

MOST_REFERENCES = 10  # the first mail, and the last ones before this


def message_id(mail: Mail) -> str:
    """Returns the Message-ID of a stored mail.

    It is the same at each attempt: who gets it twice after all can tell. What somebody sends again has
    another.
    """
    host = settings.PORTAL_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    mark = f"mail-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S%f}" + (f"-{mail.times}" if mail.times > 1 else "")
    return f"<{mark}@{host}>"


def follow(mails: list[Mail]) -> None:
    """Writes into each mail of a thread which mails of it the same reader has before. Does not save.

    What was recalled was never sent, and does not count. One query for all, and none without a thread.
    """
    names = {mail.thread for mail in mails if mail.thread}
    if not names:
        return
    readers = [mail.to for mail in mails if mail.thread]
    before = defaultdict(list)
    found = Mail.objects.filter(thread__in=names, recalled_at=None, within=None, for_summary=False)
    if len(readers) < 2:  # else all mails of the thread are nearer than one condition for each reader
        found = found.filter(to=readers[0])
    for one in found.order_by("pk").only("pk", "created_at", "times", "thread", "to"):
        before[one.thread, *one.to].append(message_id(one))
    for mail in mails:
        chain = before.get((mail.thread, *mail.to)) if mail.thread else None
        if chain:
            mail.headers["In-Reply-To"] = chain[0]
            mail.headers["References"] = " ".join([chain[0], *chain[1:][1 - MOST_REFERENCES :]])

"""Sends a mail: hands it to the server once, and says what becomes of it if the server does not take it."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail import addresses, backend, relay, server
from foundation.mail.models import NOTHING, BadAddress, Mail
from foundation.portal import demo

# Between two attempts of a mail that the server puts off, for three days. Greylisting wants some minutes.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240)]


class PutOff(outbox.Later):
    """The server did not accept the mail now, but may accept it later."""


def send(job: outbox.Held) -> Callable[[], None]:
    """Hands a message to the transport once. A message that was sent or taken back is not sent again."""
    mail = Mail.objects.get(pk=job.subject)
    if mail.sent_at or mail.recalled_at:
        return lambda: None
    marks = _marks(mail)
    try:
        message = backend.as_message(mail)
        with relay.line() as line:
            refused = line.send(message)
    except ValueError as error:  # from what builds the message: an address that is none
        raise outbox.Failed(
            _("This message cannot be sent as it is: %(reason)s") % {"reason": error}
        ) from error
    except relay.Away as fault:
        raise PutOff(str(fault), pause=server.away(str(fault))) from fault
    except relay.Unconfirmed as fault:
        Mail.objects.filter(pk=mail.pk).update(unconfirmed=F("unconfirmed") + 1)
        pause = server.away(str(fault))
        if mail.unconfirmed:
            words = _("The mail server took this message twice, but did not confirm it. It may have arrived.")
            raise outbox.Failed(words) from fault
        raise PutOff(str(fault), pause=pause) from fault
    except relay.NotNow as fault:
        server.back()
        raise PutOff(str(fault), pause=PAUSES[min(job.job.put_off, len(PAUSES) - 1)]) from fault
    except relay.Refused as fault:
        server.back()
        for address, answer in fault.lost.items():
            addresses.mark(address, reason=str(answer), source=BadAddress.Source.REFUSED)
        raise outbox.Failed(str(fault)) from fault
    server.back()
    return lambda: _sent(mail, refused, marks)


def _marks(mail: Mail) -> dict[str, BadAddress]:
    """Returns the marks of its addresses. Raises `Failed` if nobody can be reached at any of them.

    What somebody asked for, such as a new password, or sends again, is tried all the same.
    """
    marks = addresses.bad(mail.to)
    if mail.private or mail.times > 1:
        return marks
    if marks and len(marks) == len(set(mail.to)):
        raise outbox.Failed(
            _("It was not sent. %(reason)s") % {"reason": " ".join(mark.sentence for mark in marks.values())}
        )
    return marks


def _sent(mail: Mail, refused: dict[str, relay.Answer], marks: dict[str, BadAddress]) -> None:
    """Records that the mail was sent. An address that was refused meanwhile gets a mail of its own."""
    for address in refused:
        _alone(mail, address)
    mail.sent_at = clock.now()
    fields = ["sent_at"]
    # The text of private mail has a link for its reader only. Who looks at a demonstration needs the link.
    if mail.private and not demo.is_demo():
        for name, value in NOTHING.items():
            setattr(mail, name, value)
        fields += NOTHING
    mail.save(update_fields=fields)
    for address, mark in marks.items():
        if mark.source == BadAddress.Source.REFUSED and address not in refused:  # it is taken now
            addresses.clear(address)


def _alone(mail: Mail, address: str) -> None:
    """Writes the same mail to one of its addresses, where it is tried, and fails, by itself."""
    copy = Mail.objects.get(pk=mail.pk)
    copy.pk = None
    copy._state.adding = True
    copy.to = [address]
    copy.headers = {name: said for name, said in mail.headers.items() if name not in ("cc", "bcc")}
    copy.created_at = copy.due_at = clock.now()
    copy.unconfirmed = 0
    copy.save()
    outbox.put(Mail.JOB, copy.pk)

import time
import uuid

from django.conf import settings
from django.contrib.auth.models import Group

from foundation.jobs import outbox


@outbox.does("note")
def note(held: outbox.Held):
    """Leaves a line for each time that it is begun, waits while there is a file `hold`, and writes a row."""
    with (settings.DATA_DIR / f"note-{held.subject}").open("a") as begun:
        begun.write("begun\n")
    while (settings.DATA_DIR / "hold").exists():
        time.sleep(0.05)
    return lambda: Group.objects.create(name=f"{held.subject} {uuid.uuid4()}")

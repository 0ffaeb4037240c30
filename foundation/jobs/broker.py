"""A queue in a folder, for a portal without Redis. A message appears in it whole or not at all.

kombu creates the file of a message before it writes it. A worker that takes the file in between finds it
empty and stops. Here, a message that cannot be read is dropped. The job is still in the outbox, and the sweep
wakes a worker again.
"""

import logging
import os
import time
import uuid
from pathlib import Path
from queue import Empty

from kombu.transport import filesystem
from kombu.utils.json import dumps

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """A queue in a folder that writes messages whole and drops those that it cannot read."""

    def _put(self, queue, payload, **kwargs):  # type: ignore[override]  # named so by kombu's own channel
        name = f"{time.monotonic_ns() // 1_000_000}_{uuid.uuid4()}"
        written = Path(self.data_folder_out) / f"{name}.written"
        written.write_text(dumps(payload))
        os.replace(written, written.with_name(f"{name}.{queue}.msg"))

    def _get(self, queue, timeout=None):
        try:
            return super()._get(queue)
        except ValueError:
            log.warning("A message in the queue %s could not be read and is dropped.", queue)
            raise Empty from None


class Transport(filesystem.Transport):
    """The transport that Celery's settings name."""

    Channel = Channel

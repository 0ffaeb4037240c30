"""Uploads that are too large, or for which there is no room: their form is read to its end all the same.

A browser sends a form and its files as one stream, and shows no answer before it has sent everything. So the
stream is read to its end, but nothing is stored beyond `files.LARGEST`, or once the disk is full. The form
then gets a file with its true size and no content. `files.check` refuses it with a reason, and what was typed
is kept. In the browser `files.js` says so of a file that is too large before anything is sent.
"""

import logging
from contextlib import contextmanager, suppress
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from foundation.files.storage import LARGEST, Unkept

log = logging.getLogger(__name__)


class Bounded(TemporaryFileUploadHandler):
    """Stores an upload in a temporary file, as long as it is not too large and there is room."""

    def new_file(self, *args, **kwargs):
        self.has_room = True
        self.file = None  # type: ignore[assignment]  # not that of the upload before
        with self._room():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) <= LARGEST:
            if self.has_room:
                with self._room():
                    super().receive_data_chunk(raw_data, start)
        elif self.file and not self.file.closed:
            self.file.close()  # which takes it away

    def file_complete(self, file_size):
        if file_size <= LARGEST:
            with self._room():
                if self.has_room:
                    return super().file_complete(file_size)
            return Unkept(BytesIO(), self.file_name, self.content_type, file_size, self.charset)
        return UploadedFile(BytesIO(), self.file_name, self.content_type, file_size, self.charset)

    def upload_interrupted(self):
        if self.file:
            super().upload_interrupted()

    @contextmanager
    def _room(self):
        try:
            yield
        except OSError:
            log.exception("There is no room for an upload.")
            self.has_room = False
            if self.file:
                with suppress(OSError):
                    self.file.close()

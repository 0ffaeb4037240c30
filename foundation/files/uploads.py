"""Uploads that are too large: nothing of the file is stored, and its form is read all the same.

A browser sends a form and its files as one stream, and shows no answer before it has sent everything. So the
stream is read to its end, but nothing is stored beyond `files.LARGEST`. The form then gets a file with its
true size and no content. `files.check` refuses it with a reason, and what was typed is kept. In the browser
`files.js` says so before anything is sent.
"""

from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from foundation.files.storage import LARGEST


class Bounded(TemporaryFileUploadHandler):
    """Stores an upload in a temporary file, as long as it is not too large."""

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) <= LARGEST:
            super().receive_data_chunk(raw_data, start)
        elif not self.file.closed:
            self.file.close()  # which takes it away

    def file_complete(self, file_size):
        if file_size <= LARGEST:
            return super().file_complete(file_size)
        return UploadedFile(BytesIO(), self.file_name, self.content_type, file_size, self.charset)

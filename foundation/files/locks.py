"""Files that only a password opens."""

import zipfile

from foundation.files.storage import ending, is_locked_office


def is_locked(content, name: str) -> bool:
    """Returns whether a password is needed to read an open file, which is rewound.

    It knows PDFs and office files, but not the formats that Office had before 2007.
    """
    kind = ending(name)
    if kind == "pdf":
        return _is_locked_pdf(content)
    if kind in ("docx", "xlsx", "pptx"):
        return is_locked_office(content)
    return kind in ("odt", "ods", "odp") and _is_locked_open_document(content)


def _is_locked_pdf(content) -> bool:
    if b"/Encrypt" not in content.read():
        content.seek(0)
        return False
    import pikepdf  # large, and seldom needed

    content.seek(0)
    try:
        pikepdf.open(content).close()  # what only its owner locked opens without a password
    except pikepdf.PasswordError:
        return True
    except pikepdf.PdfError:
        return False
    finally:
        content.seek(0)
    return False


def _is_locked_open_document(content) -> bool:
    try:
        with zipfile.ZipFile(content) as archive:
            return b"encryption-data" in archive.read("META-INF/manifest.xml")
    except (zipfile.BadZipFile, KeyError, OSError, ValueError):
        return False
    finally:
        content.seek(0)

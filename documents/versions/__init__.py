"""The versions of a document: texts written here and files uploaded, saved and compared."""

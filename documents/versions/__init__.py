"""The versions of a document: texts written here and files uploaded, kept and compared."""

"""The library: documents are begun, described, published, searched and cited."""

"""The documents that the Group goes by, such as its terms of reference, and which was in force on a day."""

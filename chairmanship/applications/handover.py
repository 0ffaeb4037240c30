"""What the report tells of applications for membership: considered, decided, pending."""

PASSAGES = []

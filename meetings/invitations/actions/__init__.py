"""The verbs of this room, by noun: invitations, replies, guests."""

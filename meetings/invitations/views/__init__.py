"""The pages of this room, by noun: invitations, replies, guests."""

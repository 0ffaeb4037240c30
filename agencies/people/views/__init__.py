"""The pages of this room, by noun: people, contacts, the secretariat."""

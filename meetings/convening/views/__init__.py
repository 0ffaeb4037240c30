"""The pages of this room, by noun: meetings, suggestions."""

"""The pages of this room, by noun: minutes, comments, versions, files."""

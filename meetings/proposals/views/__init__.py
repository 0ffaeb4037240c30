"""The pages of this room, by noun: proposals, answers, support."""

"""The verbs of this room, by noun: proposals, answers, support."""

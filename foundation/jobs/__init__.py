"""Slow work that must not be lost: the outbox, the worker's tasks and the queue."""

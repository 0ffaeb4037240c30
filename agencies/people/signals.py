"""What rooms above hear of people."""

from django.dispatch import Signal

# The e-mail address of a person has changed: `person`, the address `before`, and `by`, who did it, if that is
# not whoever is signed in.
address_changed = Signal()

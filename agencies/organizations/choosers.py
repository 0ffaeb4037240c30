"""The field that chooses a contact of an organization."""

from foundation.web.choosers import Chooser


class ContactChooser(Chooser):
    """A contact from the register, with organization, name and post."""

    texts = ("name", "organization__name", "post")

    def label_from_instance(self, contact):
        return ", ".join(filter(None, [contact.organization.name, contact.name, contact.post]))

"""The fields that choose organizations, or a contact of one."""

from foundation.web.choosers import Chooser, ManyChooser


class ContactChooser(Chooser):
    """A contact from the register, with organization, name and post."""

    own = "name"
    texts = ("name", "organization__name", "post")

    def label_from_instance(self, contact):
        return ", ".join(filter(None, [contact.organization.name, contact.name, contact.post]))


class OrganizationsChooser(ManyChooser):
    """Several organizations."""

    own = "name"
    texts = ("name",)

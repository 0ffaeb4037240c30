"""Who may see which documents. A superuser may everything, as Django has it."""

import rules

from agencies.rules import is_of_group
from chairmanship.rules import is_troika

# The people of the Group read all documents, those that are still drafted among them.
reads_all = is_of_group | is_troika
rules.add_perm("documents.read_all", reads_all)

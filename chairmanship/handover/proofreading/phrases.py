"""What a check looks for in a text: words and phrases in English and French.

A chair can write in either, whatever the portal speaks, so they are no messages.
"""

import re


def _any(*phrases: str) -> str:
    return f"(?:{'|'.join(phrases)})"


def _found(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# Said of an agency, this blames it. What is `absent` may have been apologies.
_ABSENT = _any(
    r"absent(?:e|s|es)?", "not present", r"(?:did not|didn['’]t) (?:attend|participate|take part)",
    "failed to attend",
    "missed (?:the|a|an|its|this|that|both|one|two|three|all|some|several|every|most|meetings?)",
    r"n['’](?:a|ont) pas (?:assisté|participé)", r"n['’]étai(?:t|ent) pas présente?s?",
)  # fmt: skip
_BLAMED = _any(
    "(?:was|were|is|came|arrived|replied|responded|reported|too) late", "failed",
    r"refused(?= (?:to|the|a|an|its|any|all|this|that)\b|[.,;]|$)",
    "(?:did|has|have|had) not (?:reply|replied|respond|responded)",
    "en retard", "(?:a|ont) (?:échoué|refusé)", r"n['’](?:a|ont) pas répondu",
)  # fmt: skip
SHOWN_UP = _found(rf"(?<!not )(?<!never )(?<!pas )\b(?:(?P<absent>{_ABSENT})|{_BLAMED})(?!\w)")
NOBODY = _found(r"\b(?:no|nobody|none|aucune?|personne)\b")
# Between two names of a list; after what is said of the names that follow.
AND = _found(r"[\s,()]*(?:(?:and|et|or|ou|as well as|ainsi que)\s+)?(?:the\s+|la\s+|le\s+|l['’])?")
WERE = _found(r"\s*(?::|was|were|étai(?:t|ent))?\s*(?:the\s+|la\s+|le\s+|l['’])?")

# What says that something is open.
OPEN = _found(r"\b" + _any(
    "still", "yet", "not", "drafts?", "drafted", "under way", "underway", "pending", "clearance", "ongoing",
    "open", r"continu\w*", r"beg[aiu]n\w*", r"start\w*", r"consider\w*", r"review\w*", "appl(?:y|ied)",
    "submitted", "planned", r"prepar\w*", "will", "to be", "pass(?:es|ed) on",
    "encore", "pas", "en cours", "projet", r"examin\w*", r"commenc\w*", "préparation", "sera", "seront",
    "candidature",
) + r"\b")  # fmt: skip
# What says that an agency became a member.
JOINED = _found(r"\b" + _any(
    "admitted", "joined (?:the group|the gmg|it)", "became (?:a )?members?", "new members?", "admise?s?",
    "a rejoint le groupe", "devenue? membre", "nouveaux? membres?",
) + r"\b")  # fmt: skip

# What follows a number of things if it is all of them, and what stands before a number if it is a part.
WHOLE = _found(r"\s*(?:$|[.,;:!?)]|(?:and|et|in all|in total|during the term|in the term|au total)\b)")
PART = _found(r"\b(?:the|these|those|its|their|other|of|first|last|next|les|ces|des|autres)\s*$")
# Words that say nothing of what is counted.
LITTLE = frozenset([
    "of", "the", "at", "in", "on", "and", "a", "an", "to", "de", "des", "les", "la", "le", "du", "et", "à",
])  # fmt: skip

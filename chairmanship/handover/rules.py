"""Who may read and write the narrative, the report and the handover of a term."""

import rules

from agencies.people.rules import is_secretariat, reads_as_secretariat
from chairmanship.handover import queries
from chairmanship.handover.report import public, shows
from chairmanship.rotation.powers import holds
from chairmanship.rotation.rules import follows, has_begun, is_history, is_of_term, is_troika


@rules.predicate
def is_of_its_term(user, report):
    """Whether the user is of the agency whose term the report is about."""
    return report is not None and holds(user, report.term)


@rules.predicate
def is_issued(user, report):
    """Whether the report is issued."""
    return report is not None and report.is_issued


@rules.predicate
def is_published(user, report):
    """Whether the report is published on the web."""
    return report is not None and report.is_published


@rules.predicate
def is_draft_before_close(user, report):
    """Whether the report is a draft of a term whose last evening is still to come."""
    return report is not None and not report.is_facts_only and queries.is_before_close(report.term)


@rules.predicate
def follows_its_term(user, report):
    """Whether the user is of the agency that has the chair after the term of the report."""
    return report is not None and follows(user, report.term)


@rules.predicate
def is_for_the_next_chair(user, report):
    """Whether the next chair may read it: it is released, or it has the facts only, and these are due."""
    if report is None:
        return False
    return bool(report.released_at) or (report.is_facts_only and queries.facts_are_due(report.term))


@rules.predicate
def is_before_close(user, term):
    """Whether the last evening of the term is still to come, so that the troika reads what is written."""
    return term is not None and queries.is_before_close(term)


@rules.predicate
def report_is_out(user, term):
    """Whether the outgoing chair has released or issued its report."""
    return term is not None and queries.report_is_out(term)


@rules.predicate
def narrative_is_out(user, term):
    """Whether the term is over and its report is issued."""
    return term is not None and term.narrative_is_out


@rules.predicate
def reads_narrative_with(user, image):
    """Whether the user may read the narrative of the image's term."""
    return image is not None and user.has_perm("chairmanship.read_narrative", image.term)


@rules.predicate
def reads_report_with(user, image):
    """Whether the user may read a version of the report that has the image, or what visitors get of it."""
    return image is not None and any(
        (user.has_perm("chairmanship.read_report", report) and shows(report.facts, image))
        or (user.has_perm("chairmanship.read_public_report", report) and shows(public(report.facts), image))
        for report in image.term.reports.all()
    )


# An outgoing chair can finish its report at any time.
rules.add_perm("chairmanship.make_report", (is_of_term & has_begun) | is_secretariat)
# Everybody who is signed in may read an issued report. A draft is for the chair and the secretariat. The
# troika reads it too until the term closes, and the next chair once it is released. The next chair can open
# the facts when the time for the report has passed.
rules.add_perm(
    "chairmanship.read_report",
    is_of_its_term
    | reads_as_secretariat
    | (rules.is_active & is_issued)
    | (is_draft_before_close & is_troika)
    | (is_for_the_next_chair & follows_its_term),
)
rules.add_perm("chairmanship.open_facts", follows & ~is_history)
# Visitors read a published one without what is for members (`report.public`). The files of the full report
# are for members: the PDF carries the archive of the term, with decisions and participants.
rules.add_perm("chairmanship.read_public_report", is_published)
# The narrative is part of the report and is opened to readers with it, so no visitor reads it by itself. A
# narrative from an archive is public, like the rest of that archive.
rules.add_perm("chairmanship.write_narrative", (is_of_term & has_begun) | is_secretariat)
rules.add_perm(
    "chairmanship.read_narrative",
    is_of_term
    | reads_as_secretariat
    | is_history
    | (rules.is_active & narrative_is_out)
    | (is_before_close & is_troika)
    | (report_is_out & follows),
)
works_on_report = (
    (is_of_term & has_begun) | ((is_before_close | narrative_is_out) & is_troika) | (report_is_out & follows)
)
rules.add_perm("chairmanship.comment_narrative", works_on_report | is_secretariat)
rules.add_perm("chairmanship.read_report_in_work", works_on_report | reads_as_secretariat)
# Whoever reads what an image stands in sees the image.
rules.add_perm("chairmanship.see_report_image", reads_narrative_with | reads_report_with)
# The handover is for the troika and the secretariat. The next chair records that it has taken over.
rules.add_perm("chairmanship.see_handover", (is_of_term & has_begun) | is_troika | reads_as_secretariat)
rules.add_perm("chairmanship.keep_handover", (is_of_term & has_begun) | follows | is_secretariat)
rules.add_perm("chairmanship.take_over", follows)
# Comparisons of terms and agencies are for the troika and the secretariat only.
rules.add_perm("chairmanship.compare_terms", is_troika | reads_as_secretariat)

"""Who may do what with a term. A superuser may everything, as Django has it."""

import rules

from agencies.rules import is_secretariat


@rules.predicate
def report_is_issued(user, report):
    return report is not None and report.state == report.State.ISSUED


rules.add_perm("chairmanship.make_report", is_secretariat)
rules.add_perm("chairmanship.read_report", is_secretariat | (rules.is_active & report_is_issued))

"""What several passages of a report tell of is read once for it, and again for the next."""

from foundation.handover.gathering import gathering, shared


def test_facts_are_read_once_for_the_same_things_while_they_are_gathered():
    asked = []

    @shared
    def facts(term, *, kind=""):
        asked.append((term, kind))
        return [term]

    with gathering():
        assert facts(1) is facts(1)
        with gathering():  # a report that is composed while it is checked
            facts(1)
        facts(2)
        facts(1, kind="other")
    assert asked == [(1, ""), (2, ""), (1, "other")]
    with gathering():
        facts(1)
    facts(1)
    facts(1)
    assert len(asked) == 6

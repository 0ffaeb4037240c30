"""An archive with every key of every list, for tests that want all of it."""

from foundation.text import rich as rich_text
from tests.foundation.text.test_rich import EVERYTHING

# Everything that a text can have, but the images of documents.
FORMED = rich_text.clean(EVERYTHING)


def rich() -> dict:
    return {
        "format": "gmg-archive/1",
        "title": "Everything at once",
        "source": "Made up for the tests",
        "group": [
            {
                "name": "Geneva Migration Group",
                "acronym": "GMG",
                "article": "the",
                "from": "2003-04",
                "to": "2006",
            },
            {"name": "Global Migration Group", "acronym": "GMG", "article": "the", "from": "2006"},
            {"name": "Groupe mondial sur la migration", "acronym": "GMM", "language": "fr", "article": "le"},
        ],
        "agencies": [
            {
                "acronym": "ILO",
                "name": "International Labour Organization",
                "headquarters": "Geneva",
                "country": "CH",
                "website": "https://www.ilo.org/",
                "mandate": "Decent work, “für alle”.\nIn lines.",
            },
            {"acronym": "IOM", "name": "International Organization for Migration"},
            {"acronym": "World Bank", "name": "World Bank"},
            {"acronym": "RC", "name": "Regional Commissions", "parts": ["ECE", "ECA", "ESCAP"]},
            {
                "acronym": "ESCAP",
                "name": "Economic and Social Commission for Asia and the Pacific",
                "names": [
                    {
                        "name": "Economic Commission for Asia and the Far East",
                        "acronym": "ECAFE",
                        "from": "1947",
                        "to": "1974",
                    },
                    {
                        "name": "Economic and Social Commission for Asia and the Pacific",
                        "acronym": "ESCAP",
                        "from": "1974",
                    },
                    {
                        "name": "Commission économique et sociale pour l’Asie et le Pacifique",
                        "acronym": "CESAP",
                        "language": "fr",
                        "article": "la",
                    },
                ],
            },
            {"acronym": "UN Women", "name": "United Nations Entity for Gender Equality"},
            {
                "acronym": "UNIFEM",
                "name": "United Nations Development Fund for Women",
                "names": [
                    {
                        "name": "United Nations Development Fund for Women",
                        "acronym": "UNIFEM",
                        "to": "2010-12-31",
                        "merged_into": "UN Women",
                    }
                ],
            },
        ],
        "memberships": [
            {"agency": "ILO", "from": "2003-04", "to": "2009", "basis": "founder"},
            {"agency": "ILO", "from": "2010-03-01", "basis": "invited"},
            {"agency": "World Bank", "from": "2006", "to": "2006", "basis": "application"},
            {"agency": "RC", "from": "2008-02-29"},
        ],
        "chairmanships": [
            {"agency": "IOM", "from": "2006-07-01", "to": "2006-12-31", "capacity": "interim"},
            {
                "agency": "RC",
                "from": "2007-01-01",
                "to": "2007-06-30",
                "coordinated_by": "ESCAP",
                "theme": "Regions",
                "objective": "To hear them",
                "achievements": [
                    {"level": level, "text": f"Something {level}"}
                    for level in ("national", "regional", "global", "policy", "institutional", "engagement")
                ],
                "challenges": [{"text": "Short"}, {"text": FORMED}],
                "recommendations": [{"text": "Longer"}],
            },
            {"agency": "IOM", "from": "2007-07-01", "to": "2007-12-31", "capacity": "co-chair"},
            {"agency": "World Bank", "from": "2007-07-01", "to": "2007-12-31", "capacity": "co-chair"},
        ],
        "meetings": [
            {
                "level": "principals",
                "date": "2007-02-27",
                "term": "rc-2007-01",
                "kind": "regular",
                "time": "09:30",
                "timezone": "Europe/Zurich",
                "city": "Geneva",
                "venue": "Palais",
                "video": "https://video.example.org/1?a=b",
                "title": "First of the year",
                "purpose": "To begin",
                "convened_at_request_of": "somebody",
                "guests": [
                    {"organization": "European Commission", "name": "A Person", "capacity": "observer"},
                    {"organization": "GFMD"},
                ],
                "attendance": [
                    {"agency": "ILO", "name": "B Person", "capacity": "principal", "present": True},
                    {"agency": "ECE", "present": False},
                    {"agency": "ILO"},
                ],
                "agenda": [
                    {
                        "title": "Matters arising",
                        "proposed_by": "ECA",
                        "purposes": [1, 9, 12],
                        "restricted": "members",
                        "summary": "What is left",
                        "minutes": FORMED,
                        "decisions": ["To go on", "To stop"],
                        "actions": [
                            {"text": "Write", "agency": "ESCAP", "due": "2007-03", "done": False},
                            {"text": "Send", "agency": "chair", "due": "2007-03-05", "done": True},
                            {"text": "Keep", "agency": "secretariat"},
                            {"text": "Think"},
                        ],
                    },
                    {"title": "AOB"},
                ],
                "minutes": "adopted",
                "adopted_on": "2007-05",
            },
            {"level": "working", "date": "2007-02", "kind": "ad hoc", "video": True, "minutes": "draft"},
            {"level": "working", "date": "2007-02", "time": "00:00", "minutes": "circulated"},
            {"level": "working", "date": "2007-02"},
        ],
        "events": [
            {
                "kind": "statement",
                "date": "2007-03-01",
                "forum": "General Assembly",
                "term": "rc-2007-01",
                "city": "New York",
                "purposes": [10, 12],
                "summary": "Said",
                "delivered_by": "troika",
                "troika": ["IOM", "RC", "World Bank"],
                "document": "Statement",
            },
            {"kind": "contribution", "date": "2007", "forum": "GFMD", "delivered_by": "ECE"},
            {"kind": "briefing", "date": "2007-05-02", "forum": "Member States"},
            {"kind": "briefing", "date": "2007-08-02", "forum": "Member States", "document": "Statement"},
        ],
        "documents": [
            {
                "title": "Statement",
                "kind": "statement",
                "term": "rc-2007-01",
                "origin": "iom-2006-07",
                "lead": "RC",
                "contributors": ["World Bank", "ILO", "ECE"],
                "purposes": [7, 10],
                "state": "published",
                "date": "2007-03",
                "symbol": "GMG/2007/1",
                "summary": "What was said",
                "shared_with": ["GFMD", "Everybody"],
                "address": "http://example.org/a.pdf",
                "note": "As given",
            },
            {"title": "Statement", "kind": "statement", "term": "iom-2007-07"},
            {"title": "Statement", "kind": "report", "origin": "rc-2007-01", "state": "superseded"},
            {"title": "Survey", "kind": "survey", "date": "2007-08", "state": "circulated"},
            {
                "title": "Note",
                "kind": "matrix",
                "term": "iom-2007-07",
                "state": "published",
                "issued_as": "agencies",
                "issuers": ["ILO", "World Bank"],
                "dissociations": [{"agency": "ILO", "text": "From paragraph 4."}],
            },
            {"title": "Leaflet", "kind": "brochure", "term": "iom-2007-07", "state": "dropped"},
            {"title": "Website", "kind": "website", "term": "iom-2007-07"},
            {"title": "Criteria", "kind": "criteria", "term": "iom-2007-07"},
            {"title": "Schedule", "kind": "schedule", "term": "iom-2007-07"},
            {"title": "Working methods", "kind": "working methods", "term": "iom-2007-07"},
        ],
        "applications": [
            {
                "applicant": "UNESCO",
                "received": "2007-01",
                "term": "rc-2007-01",
                "considered": ["2007-02-27", "2007-05"],
                "outcome": "under review",
                "note": "Later",
            },
            {"applicant": "UNESCO", "received": "2007-05", "term": "rc-2007-01", "outcome": "admitted"},
            {"applicant": "UNESCO", "term": "rc-2007-01", "outcome": "withdrawn"},
            {"applicant": "UNITAR", "received": "2007-02"},
        ],
        "workplan": [
            {
                "title": "Handbook",
                "term": "rc-2007-01",
                "objective": "To help",
                "from": "2007-02",
                "to": "2008",
                "lead": "ECA",
                "partners": ["World Bank", "ILO"],
                "status": "under way",
                "outputs": ["A book", "A course"],
            },
            {"title": "Handbook", "from": "2007-02", "lead": "ILO", "status": "planned"},
            {"title": "Handbook", "to": "2007-08-15", "status": "dropped"},
            {"title": "Website", "term": "iom-2007-07", "status": "done"},
        ],
    }

"""What the fields offer that search as one types."""


def offered(browser, address: str, field: str, words: str = "") -> list[str]:
    """Returns the names that the field with that id offers on that page for these words."""
    answer = browser.get(address, {"choose": field, "q": words})
    assert answer.status_code == 200, answer.status_code
    return [hit["label"] for hit in answer.json()["hits"]]

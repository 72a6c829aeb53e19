"""What a page shows, for tests that drive it without a browser."""

from streamlit.testing.v1 import AppTest


def html(page: AppTest) -> str:
    """All HTML that the page shows but its style."""
    assert not page.exception
    bodies = (element.proto.body for element in page.get("html"))
    return "\n".join(body for body in bodies if not body.startswith("<style"))

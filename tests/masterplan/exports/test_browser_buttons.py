"""The page of the books in a real browser: what stands on a button stands on one line."""

SPLIT = """[...document.querySelectorAll('.book__make .btn')]
    .filter(one => one.getBoundingClientRect().height > 56).map(one => one.textContent.trim())"""


def test_no_name_of_a_format_breaks_at_any_width(server, phone, satya, transactional_db):
    page = phone(width=320)
    cookies = [{"name": name, "value": one.value, "url": server.url} for name, one in satya.client.cookies.items()]
    page.context.add_cookies(cookies)
    page.goto(f"{server.url}/r/ponorogo/buku/")
    assert page.locator(".book__make .btn").count() == 16
    for width in (320, 640, 768, 900, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SPLIT) == [], width

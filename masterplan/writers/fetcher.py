"""What WeasyPrint may fetch: the books' own fonts by their `buku:` names, and nothing else."""

from typing import Any

from weasyprint.urls import URLFetcher, URLFetcherResponse


def kind_of(data: bytes) -> str:
    """Return the type of a font, or of a picture that was made anew when it came in; there is nothing else."""
    if data.startswith(b"\x89PNG"):
        return "image/png"
    if data.startswith(b"\xff\xd8"):
        return "image/jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "font/ttf"


class Deny(URLFetcher):
    """Answers `buku:` addresses from memory; any other address stops the render (`FatalURLFetchingError`). Opens
    nothing.
    """

    def __init__(self, assets: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), fail_on_errors=True)
        self.assets = assets

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url in self.assets:
            return URLFetcherResponse(url, self.assets[url], {"Content-Type": kind_of(self.assets[url])})
        raise ValueError("blocked")

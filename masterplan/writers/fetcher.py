"""What WeasyPrint may fetch: the books' own fonts by their `buku:` names, and nothing else."""

from weasyprint.urls import URLFetcher, URLFetcherResponse


class Deny(URLFetcher):
    """Answers `buku:` addresses from memory; any other address stops the render (`FatalURLFetchingError`). Opens
    nothing.
    """

    def __init__(self, assets: dict[str, bytes]):
        super().__init__(allowed_protocols=(), fail_on_errors=True)
        self._assets = assets

    def fetch(self, url, headers=None):
        if url in self._assets:
            return URLFetcherResponse(url, self._assets[url], {"Content-Type": "font/ttf"})
        raise ValueError("blocked")


class _Open(URLFetcher):
    """The library's own fetcher beside the books' fonts; only the test of the switch uses it."""

    def __init__(self, assets):
        super().__init__()
        self._assets = assets

    def fetch(self, url, headers=None):
        if url in self._assets:
            return URLFetcherResponse(url, self._assets[url], {"Content-Type": "font/ttf"})
        return super().fetch(url, headers)


def default_fetcher(assets):
    return _Open(assets)

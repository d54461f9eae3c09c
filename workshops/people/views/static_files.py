"""The files that every page needs and that belong to no plan: style sheets, the sprite, the manifest."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.utils.cache import patch_vary_headers

from workshops.access import PlanRequest, for_everybody
from workshops.assets import SOURCES, asset, asset_address, asset_name

#: Seconds; a name with a digest never changes its meaning.
FOREVER = 365 * 24 * 3600


@for_everybody
def asset_file(request: PlanRequest, name: str) -> HttpResponse:
    """Return a style sheet or the sprite under its hashed name; an old name redirects to the present one."""
    stem, _, rest = name.partition(".")
    plain = f"{stem}.{rest.rpartition('.')[2]}"
    if plain not in SOURCES:
        raise Http404
    if name != asset_name(plain):
        return HttpResponse(status=302, headers={"Location": asset_address(plain), "Cache-Control": "no-store"})
    file = asset(plain)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(file.packed if packed else file.body, content_type=file.content_type)
    response["Cache-Control"] = f"public, max-age={FOREVER}, immutable"
    patch_vary_headers(response, ["Accept-Encoding"])
    if packed:
        response["Content-Encoding"] = "gzip"
    return response


@for_everybody
def manifest(request: PlanRequest) -> HttpResponse:
    """Return what a phone needs to put Rembuk on its home screen."""
    content = {
        "name": "Rembuk",
        "short_name": "Rembuk",
        "lang": "id",
        "start_url": "/",
        "display": "browser",
        "background_color": "#f3f4f1",
        "theme_color": "#26346b",
        "icons": [{"src": asset_address("icons/logo.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(content, content_type="application/manifest+json", headers={"Cache-Control": "max-age=86400"})


@for_everybody
def favicon(request: PlanRequest) -> HttpResponse:
    """Redirect browsers that ask for the old name without being told."""
    return HttpResponsePermanentRedirect(asset_address("icons/logo.svg"))

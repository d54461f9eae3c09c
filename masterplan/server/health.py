"""The liveness address: tells everybody ok or not ok, and nothing else."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Return 200 `ok` when a page could be made now, 503 `not ok` when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("not ok\n", status=503, content_type="text/plain", headers={"Retry-After": "3"})
    return HttpResponse("ok\n", content_type="text/plain")


# Everybody may ask, and asking must not need a session: the row is named without the guard that reads one.
vars(health)["asks"] = {"GET": "site.front"}

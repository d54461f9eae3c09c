"""What the pages of a bimtek's end share: finding the bimtek, drawing a page, sending a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from masterplan.closing.paper_files import FORMATS
from masterplan.writers.failures import RenderFailed

DAMAGED = "Berkas yang tersimpan tidak utuh lagi. Beri tahu pengelola sistem; pulihkan dari cadangan."


def find_bimtek(plan, number):
    """The bimtek with this number. Raises Http404."""
    found = plan.bimteks.select_related("minutes").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def page(request, template, context, status=200):
    """A page of this room."""
    context = {"plan": request.plan, "may": request.may, **context}
    return render(request, f"masterplan/closing/{template}", context, status=status)


def sent_file(request, stem, format, make):
    """The bytes that `make` gives, always as a download; a page with the sentence where a PDF cannot be made."""
    try:
        content = make()
    except RenderFailed as failure:
        return page(request, "failed.html", {"sentence": failure.sentence}, status=500)
    response = HttpResponse(content, content_type=FORMATS[format])
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.{format}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response

"""The front page and the way in with a code."""

from django.shortcuts import render

from workshops.access import asks


@asks(GET="site.front")
def front(request):
    """Where everybody begins who has no link."""
    return render(request, "workshops/front.html")

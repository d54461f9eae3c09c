"""Every address of Rembuk. Addresses are Indonesian, short and lower case; one thing has one address."""

from django.urls import include

from masterplan.editions.urls import checks
from masterplan.public.urls import everybody
from masterplan.server.health import health
from workshops.access import for_everybody
from workshops.late_views import LateViews, path

#: Rooms whose addresses begin with a plan; those that name a group of it come last.
OF_A_PLAN = [
    "workshops.agenda.urls",
    "masterplan.closing.urls",
    "masterplan.history.urls",
    "pillars.narrative.urls",
    "masterplan.book_outline.urls",
    "masterplan.book_details.urls",
    "masterplan.editions.urls",
    "masterplan.public.urls",
    "masterplan.exports.urls",
    "masterplan.handouts.urls",
    "masterplan.setup.urls",
    "masterplan.paper.urls",
    "masterplan.roadmap.urls",
    "pillars.search.urls",
    "masterplan.homework.urls",
    "pillars.homework.urls",
    "masterplan.review.urls",
    "pillars.review.urls",
    "pillars.coverage.urls",
    "pillars.quickwins.urls",
    "pillars.checks.urls",
    "pillars.analysis.urls",
    "pillars.evaluation.urls",
    "pillars.evidence.urls",
    "pillars.reference_data.urls",
    "pillars.boards.urls",
    "pillars.prioritisation.urls",
    "pillars.card_page.urls",
    "pillars.cards.urls",
    "pillars.alignment.urls",
    "pillars.card_merge.urls",
    "pillars.overlap.urls",
]

urlpatterns = [
    path("sehat/", for_everybody(health), name="health"),
    path("", include("workshops.people.urls")),
    path("e/", include(checks)),
    path("p/<slug:daerah>/", include(everybody)),
    path("r/baru/", include("masterplan.setup.wizard_urls")),
    path("t/<str:tautan>/", LateViews("pillars.homework.views.task_link").task_sign_in, name="task_door"),
    path("r/<slug:slug>/", include([path("", include(room)) for room in OF_A_PLAN])),
]

handler400 = "workshops.people.views.error_pages.bad_request"
handler403 = "workshops.people.views.error_pages.refused"
handler404 = "workshops.people.views.error_pages.not_found"
handler500 = "workshops.people.views.error_pages.broken"

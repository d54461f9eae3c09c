"""Every address of Rembuk. Addresses are Indonesian, short and lower case; one thing has one address."""

from django.urls import include

from masterplan.editions.urls import checks
from masterplan.public.urls import everybody
from masterplan.server.health import health
from workshops.access import for_everybody
from workshops.late_views import LateViews, path

urlpatterns = [
    path("sehat/", for_everybody(health), name="health"),
    path("", include("workshops.people.urls")),
    path("e/", include(checks)),
    path("p/<slug:daerah>/", include(everybody)),
    path("r/baru/", include("masterplan.setup.wizard_urls")),
    path("r/<slug:slug>/", include("workshops.agenda.urls")),
    path("r/<slug:slug>/", include("masterplan.closing.urls")),
    path("r/<slug:slug>/", include("masterplan.history.urls")),
    path("r/<slug:slug>/", include("pillars.narrative.urls")),
    path("r/<slug:slug>/", include("masterplan.book_outline.urls")),
    path("r/<slug:slug>/", include("masterplan.book_details.urls")),
    path("r/<slug:slug>/", include("masterplan.editions.urls")),
    path("r/<slug:slug>/", include("masterplan.public.urls")),
    path("r/<slug:slug>/", include("masterplan.exports.urls")),
    path("r/<slug:slug>/", include("masterplan.handouts.urls")),
    path("r/<slug:slug>/", include("masterplan.setup.urls")),
    path("r/<slug:slug>/", include("masterplan.paper.urls")),
    path("r/<slug:slug>/", include("masterplan.roadmap.urls")),
    path("r/<slug:slug>/", include("pillars.search.urls")),
    path("t/<str:tautan>/", LateViews("pillars.homework.views.task_link").task_sign_in, name="task_door"),
    path("r/<slug:slug>/", include("masterplan.homework.urls")),
    path("r/<slug:slug>/", include("pillars.homework.urls")),
    path("r/<slug:slug>/", include("masterplan.review.urls")),
    path("r/<slug:slug>/", include("pillars.review.urls")),
    path("r/<slug:slug>/", include("pillars.coverage.urls")),
    path("r/<slug:slug>/", include("pillars.quickwins.urls")),
    path("r/<slug:slug>/", include("pillars.checks.urls")),
    path("r/<slug:slug>/", include("pillars.analysis.urls")),
    path("r/<slug:slug>/", include("pillars.evaluation.urls")),
    path("r/<slug:slug>/", include("pillars.evidence.urls")),
    path("r/<slug:slug>/", include("pillars.reference_data.urls")),
    path("r/<slug:slug>/", include("pillars.boards.urls")),
    path("r/<slug:slug>/", include("pillars.prioritisation.urls")),
    path("r/<slug:slug>/", include("pillars.card_page.urls")),
    path("r/<slug:slug>/", include("pillars.cards.urls")),
    path("r/<slug:slug>/", include("pillars.alignment.urls")),
    path("r/<slug:slug>/", include("pillars.card_merge.urls")),
    path("r/<slug:slug>/", include("pillars.overlap.urls")),
]

handler400 = "workshops.people.views.error_pages.bad_request"
handler403 = "workshops.people.views.error_pages.refused"
handler404 = "workshops.people.views.error_pages.not_found"
handler500 = "workshops.people.views.error_pages.broken"

"""Addresses of the review of the books, chapter by chapter; cards are read at `telaah/<ref>/`."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.review.views")
urlpatterns = [
    path("telaah/bab/", views.chapters, name="review_chapters"),
    path("telaah/bab/<slug:bab>/", views.chapter, name="review_chapter"),
    path("telaah/bab/<slug:bab>/ditinjau/", views.chapter_reviewed, name="chapter_reviewed"),
    path("telaah/bab/<slug:bab>/disetujui/", views.chapter_approved, name="chapter_approved"),
    path("telaah/bab/catatan/<int:catatan>/jawab/", views.answer_chapter, name="answer_chapter_note"),
]

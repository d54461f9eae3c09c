"""Addresses of a bimtek's end."""

from django.urls import path

from masterplan.closing.views import commitment, comparison, papers, signature

urlpatterns = [
    path("penutupan/", papers.closing, name="closing"),
    path("penutupan/<int:bimtek>/", papers.minutes, name="minutes"),
    path("penutupan/<int:bimtek>/naskah/", papers.edit_minutes, name="edit_minutes"),
    path("penutupan/<int:bimtek>/berkas/<str:berkas>", papers.minutes_file, name="minutes_file"),
    path("penutupan/<int:bimtek>/tanda-tangan/", signature.sign, name="sign"),
    path("penutupan/<int:bimtek>/buka-kembali/", signature.reopen, name="reopen"),
    path("penutupan/edisi/<int:edisi>/", comparison.compare_snapshots, name="compare_snapshots"),
    path("penutupan/edisi/<int:edisi>/rencana.json", papers.snapshot_file, name="snapshot_file"),
    path("penutupan/edisi/<int:edisi>/<str:berkas>", papers.signed_file, name="signed_file"),
    path("komitmen/", commitment.commitment, name="commitment"),
    path("komitmen/<str:berkas>", commitment.commitment_file, name="commitment_file"),
]

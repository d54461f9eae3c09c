"""Addresses of a bimtek's end."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.closing.views")
urlpatterns = [
    path("penutupan/", views.closing, name="closing"),
    path("penutupan/<int:bimtek>/", views.minutes, name="minutes"),
    path("penutupan/<int:bimtek>/naskah/", views.edit_minutes, name="edit_minutes"),
    path("penutupan/<int:bimtek>/berkas/<str:berkas>", views.minutes_file, name="minutes_file"),
    path("penutupan/<int:bimtek>/tanda-tangan/", views.sign, name="sign"),
    path("penutupan/<int:bimtek>/buka-kembali/", views.reopen, name="reopen"),
    path("penutupan/edisi/<int:edisi>/", views.compare_snapshots, name="compare_snapshots"),
    path("penutupan/edisi/<int:edisi>/rencana.json", views.snapshot_file, name="snapshot_file"),
    path("penutupan/edisi/<int:edisi>/<str:berkas>", views.signed_file, name="signed_file"),
    path("komitmen/", views.commitment, name="commitment"),
    path("komitmen/<str:berkas>", views.commitment_file, name="commitment_file"),
]

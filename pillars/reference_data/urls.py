"""Addresses of the frame that the plan leans on."""

from django.urls import path

from pillars.reference_data import views

urlpatterns = [
    path("kerangka/", views.frame, name="frame"),
    path("kerangka/kode/", views.code_options, name="code_options"),
    path("kerangka/contoh/<slug:contoh>/", views.frame_example, name="frame_example"),
    path("kerangka/dokumen/<slug:peran>/", views.frame_document, name="frame_document"),
    path("kerangka/impor/<slug:tabel>/", views.import_frame, name="import_frame"),
    path("kerangka/batal/<int:impor>/", views.take_back, name="take_back_frame"),
    path("kerangka/misi/<int:misi>/", views.edit_mission, name="edit_mission"),
    path("kerangka/tujuan/<int:tujuan>/", views.edit_goal, name="edit_goal"),
    path("kerangka/sasaran/<int:sasaran>/", views.edit_objective, name="edit_objective"),
    path("kerangka/renstra/baru/", views.add_renstra, name="add_renstra"),
    path("kerangka/renstra/<int:renstra>/", views.edit_renstra, name="edit_renstra"),
    path("kerangka/opd/baru/", views.add_office, name="add_office"),
    path("kerangka/opd/<int:opd>/", views.edit_office, name="edit_office"),
    path("kerangka/opd/<int:opd>/gabung/", views.merge_office, name="merge_office"),
    path("kerangka/opd/<int:opd>/pecah/", views.divide_office, name="divide_office"),
    path("kerangka/opd/<int:gabungan>/pisah/", views.part_office, name="part_office"),
    path("kerangka/<slug:peran>/<slug:bagian>/baru/", views.add_part, name="add_part"),
    path("<slug:pillar>/<ref:ref>/renstra/", views.link_renstra, name="link_renstra"),
]

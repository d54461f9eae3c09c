"""Addresses of the frame that the plan leans on."""

from workshops.late_views import LateViews, path

lists = LateViews("pillars.reference_data.views.lists")
page = LateViews("pillars.reference_data.views.page")
renstra_link = LateViews("pillars.reference_data.views.renstra_link")
rpjmd = LateViews("pillars.reference_data.views.rpjmd")
table_import = LateViews("pillars.reference_data.views.table_import")
urlpatterns = [
    path("kerangka/", page.frame, name="frame"),
    path("kerangka/kode/", page.code_options, name="code_options"),
    path("kerangka/contoh/<slug:contoh>/", page.frame_example, name="frame_example"),
    path("kerangka/dokumen/<slug:peran>/", rpjmd.frame_document, name="frame_document"),
    path("kerangka/impor/<slug:tabel>/", table_import.import_frame, name="import_frame"),
    path("kerangka/batal/<int:impor>/", table_import.take_back, name="take_back_frame"),
    path("kerangka/misi/<int:misi>/", rpjmd.edit_mission, name="edit_mission"),
    path("kerangka/tujuan/<int:tujuan>/", rpjmd.edit_goal, name="edit_goal"),
    path("kerangka/sasaran/<int:sasaran>/", rpjmd.edit_objective, name="edit_objective"),
    path("kerangka/renstra/baru/", lists.add_renstra, name="add_renstra"),
    path("kerangka/renstra/<int:renstra>/", lists.edit_renstra, name="edit_renstra"),
    path("kerangka/opd/baru/", lists.add_office, name="add_office"),
    path("kerangka/opd/<int:opd>/", lists.edit_office, name="edit_office"),
    path("kerangka/opd/<int:opd>/gabung/", lists.merge_office, name="merge_office"),
    path("kerangka/opd/<int:opd>/pecah/", lists.divide_office, name="divide_office"),
    path("kerangka/opd/<int:gabungan>/pisah/", lists.unmerge_office, name="part_office"),
    path("kerangka/<slug:peran>/<slug:bagian>/baru/", rpjmd.add_part, name="add_part"),
    path("<slug:pillar>/<ref:ref>/renstra/", renstra_link.link_renstra, name="link_renstra"),
]

"""Addresses of the workbook and of the worksheets."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.paper.views")
urlpatterns = [
    path("excel/", views.excel, name="excel"),
    path("excel/rantai.xlsx", views.excel_file, name="excel_file"),
    path("excel/<int:masukan>/batal/", views.take_back, name="take_back_import"),
    path("<slug:pillar>/kertas/", views.worksheets, name="worksheets"),
    path("<slug:pillar>/kertas/<str:berkas>", views.worksheet_file, name="worksheet_file"),
]

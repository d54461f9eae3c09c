"""Addresses of the door: front page, joining, logging in, the people of a plan, and the shell's own files."""

from django.urls import path

from workshops.people import views

urlpatterns = [
    path("", views.front, name="front"),
    path("masuk/", views.log_in, name="login"),
    path("keluar/", views.log_out, name="logout"),
    path("akun/", views.account, name="account"),
    path("g/<str:token>/", views.enter, name="join"),
    path("g/<str:token>/lagi/", views.come_again, name="return"),
    # QR codes hold capitals only: fewer modules, readable from further away
    path("G/<str:token>", views.capitals, name="join_by_qr"),
    path("G/<str:token>/<slug:group>", views.capitals, name="join_group_by_qr"),
    path("tunggu/", views.waiting, name="waiting"),
    path("r/<slug:slug>/saya/", views.identity, name="identity"),
    path("r/<slug:slug>/saya/pindah/", views.wish, name="wish"),
    path("r/<slug:slug>/orang/", views.people, name="people"),
    path("r/<slug:slug>/orang/daftar/", views.roster, name="roster"),
    path("r/<slug:slug>/orang/daftar.xlsx", views.roster_download, name="roster_file"),
    path("r/<slug:slug>/orang/susunan/", views.seating, name="seating"),
    path("r/<slug:slug>/orang/permintaan/<int:permintaan>/", views.petition, name="petition"),
    path("r/<slug:slug>/orang/<int:number>/", views.person, name="person"),
    path("r/<slug:slug>/orang/<int:number>/satukan/", views.merging, name="merging"),
    path("r/<slug:slug>/kehadiran/", views.attendance, name="attendance"),
    path("r/<slug:slug>/gabung/", views.join_code, name="join_code"),
    path("aset/<str:name>", views.asset_file, name="asset"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("favicon.ico", views.favicon, name="favicon"),
]

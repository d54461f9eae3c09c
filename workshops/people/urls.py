"""Addresses of the door: front page, joining, logging in, the people of a plan, and the shell's own files."""

from workshops.late_views import LateViews, path

attendance = LateViews("workshops.people.views.attendance")
group_assignment = LateViews("workshops.people.views.group_assignment")
invitations = LateViews("workshops.people.views.invitations")
join_page = LateViews("workshops.people.views.join_page")
login = LateViews("workshops.people.views.login")
own_page = LateViews("workshops.people.views.own_page")
roster = LateViews("workshops.people.views.roster")
static_files = LateViews("workshops.people.views.static_files")
urlpatterns = [
    path("", join_page.front, name="front"),
    path("masuk/", login.log_in, name="login"),
    path("keluar/", login.log_out, name="logout"),
    path("akun/", login.account, name="account"),
    path("g/<str:token>/", join_page.enter, name="join"),
    path("g/<str:token>/lagi/", join_page.come_again, name="return"),
    # QR codes hold capitals only: fewer modules, readable from further away
    path("G/<str:token>", join_page.capitals, name="join_by_qr"),
    path("G/<str:token>/<slug:group>", join_page.capitals, name="join_group_by_qr"),
    path("tunggu/", join_page.waiting, name="waiting"),
    path("r/<slug:slug>/saya/", own_page.identity, name="identity"),
    path("r/<slug:slug>/saya/pindah/", own_page.wish, name="wish"),
    path("r/<slug:slug>/orang/", roster.people, name="people"),
    path("r/<slug:slug>/orang/daftar/", invitations.roster, name="roster"),
    path("r/<slug:slug>/orang/daftar.xlsx", invitations.roster_download, name="roster_file"),
    path("r/<slug:slug>/orang/susunan/", group_assignment.seating, name="seating"),
    path("r/<slug:slug>/orang/permintaan/<int:permintaan>/", roster.petition, name="petition"),
    path("r/<slug:slug>/orang/<int:number>/", roster.person, name="person"),
    path("r/<slug:slug>/orang/<int:number>/satukan/", roster.merging, name="merging"),
    path("r/<slug:slug>/kehadiran/", attendance.attendance, name="attendance"),
    path("r/<slug:slug>/gabung/", join_page.join_code, name="join_code"),
    path("aset/<str:name>", static_files.asset_file, name="asset"),
    path("manifest.webmanifest", static_files.manifest, name="manifest"),
    path("favicon.ico", static_files.favicon, name="favicon"),
]

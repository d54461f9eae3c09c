"""Addresses of the cards of a plan; all begin with `/r/<slug>/`."""

from pillars.cards.addresses import CARD
from workshops.late_views import LateViews, path

edit = LateViews("pillars.cards.views.edit")
history = LateViews("pillars.cards.views.history")
late_saves = LateViews("pillars.cards.views.late_saves")
paste = LateViews("pillars.cards.views.paste")
trash = LateViews("pillars.cards.views.trash")
urlpatterns = [
    path("<slug:pillar>/terhapus/", trash.trash_page, name="trash"),
    path("<slug:pillar>/tempel/", paste.paste, name="paste"),
    path("<slug:pillar>/tempel/<int:tempelan>/batal/", paste.take_back, name="take_back_paste"),
    path("<slug:pillar>/<kind:kind>/baru/", edit.add_entry, name="add_entry"),
    path(CARD + "beda/", late_saves.conflict, name="conflict"),
    path(CARD + "riwayat/", history.entry_history, name="entry_history"),
    path(CARD + "riwayat/kembali/", history.go_back, name="go_back"),
    path(CARD + "riwayat/urungkan/", history.undo, name="undo"),
    path(CARD + "hapus/", trash.delete_entry, name="delete_entry"),
    path(CARD + "kembalikan/", trash.restore_entry, name="restore_entry"),
    path(CARD + "pindah/", edit.move_entry, name="move_entry"),
    path(CARD + "urutan/", edit.reorder_entry, name="reorder_entry"),
]

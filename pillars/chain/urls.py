"""Addresses of the cards of a plan; all begin with `/r/<slug>/`."""

from django.urls import include, path, register_converter

from pillars.chain.values import KEPT
from pillars.chain.views import binned, choosing, editing, moving, pasting, returning, trail


class KindConverter:
    """The kinds whose rows are cards."""

    regex = "|".join(KEPT)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class RefConverter(KindConverter):
    """A card: its kind and its number in the plan (`sasaran-5`)."""

    regex = f"(?:{KindConverter.regex})-[1-9][0-9]{{0,8}}"


register_converter(KindConverter, "kind")
register_converter(RefConverter, "ref")

card = "<slug:pillar>/<ref:ref>/"
urlpatterns = [
    path("<slug:pillar>/terhapus/", binned.bin_page, name="bin"),
    path("<slug:pillar>/tempel/", pasting.paste, name="paste"),
    path("<slug:pillar>/tempel/<int:tempelan>/batal/", pasting.take_back, name="take_back_paste"),
    path("<slug:pillar>/<kind:kind>/baru/", editing.add_entry, name="add_entry"),
    path(card, editing.edit_entry, name="edit_entry"),
    path(card + "beda/", choosing.conflict, name="conflict"),
    path(card + "riwayat/", trail.entry_history, name="entry_history"),
    path(card + "riwayat/kembali/", returning.go_back, name="go_back"),
    path(card + "riwayat/urungkan/", returning.undo, name="undo"),
    path(card + "hapus/", binned.delete_entry, name="delete_entry"),
    path(card + "kembalikan/", binned.restore_entry, name="restore_entry"),
    path(card + "pindah/", moving.move_entry, name="move_entry"),
    path(card + "urutan/", moving.reorder_entry, name="reorder_entry"),
    path("", include("pillars.alignment.urls")),
]

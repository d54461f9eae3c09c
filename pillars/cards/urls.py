"""Addresses of the cards of a plan; all begin with `/r/<slug>/`."""

from django.urls import include, path, register_converter

from pillars.cards.values import CARD_MODELS
from pillars.cards.views import conflict, edit, history, move, paste, revert, trash


class KindConverter:
    """The kinds whose rows are cards."""

    regex = "|".join(CARD_MODELS)

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
    path("<slug:pillar>/terhapus/", trash.bin_page, name="bin"),
    path("<slug:pillar>/tempel/", paste.paste, name="paste"),
    path("<slug:pillar>/tempel/<int:tempelan>/batal/", paste.take_back, name="take_back_paste"),
    path("<slug:pillar>/<kind:kind>/baru/", edit.add_entry, name="add_entry"),
    path(card, edit.edit_entry, name="edit_entry"),
    path(card + "beda/", conflict.conflict, name="conflict"),
    path(card + "riwayat/", history.entry_history, name="entry_history"),
    path(card + "riwayat/kembali/", revert.go_back, name="go_back"),
    path(card + "riwayat/urungkan/", revert.undo, name="undo"),
    path(card + "hapus/", trash.delete_entry, name="delete_entry"),
    path(card + "kembalikan/", trash.restore_entry, name="restore_entry"),
    path(card + "pindah/", move.move_entry, name="move_entry"),
    path(card + "urutan/", move.reorder_entry, name="reorder_entry"),
    path("", include("pillars.alignment.urls")),
]

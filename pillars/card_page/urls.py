"""The address of a card; begins with `/r/<slug>/`."""

from pillars.cards.addresses import CARD
from workshops.late_views import LateViews, path

urlpatterns = [path(CARD, LateViews("pillars.card_page.views").edit_entry, name="edit_entry")]

"""The address of a card; begins with `/r/<slug>/`."""

from django.urls import path

from pillars.card_page.views import edit_entry
from pillars.cards.addresses import CARD

urlpatterns = [path(CARD, edit_entry, name="edit_entry")]

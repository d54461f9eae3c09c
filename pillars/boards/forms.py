"""What a phone says of itself."""

import re
from typing import Any

from django import forms

#: What no code of a pillar and no ref has.
_ODD = re.compile(r"[^A-Za-z0-9.-]")
#: More than a phone can hold; what says so is no phone of ours.
MOST = 30_000


class Report(forms.Form):
    """A report of `static/js/device_report.js`. `hp` names the device; the counts may be left out; `lihat` is there
    while somebody looks; `pillar` and `ref` are there where the page has no stream that says it.
    """

    hp = forms.RegexField(r"^[0-9a-f]{12}\Z", required=False)
    unsent = forms.IntegerField(min_value=0, max_value=MOST, required=False)
    drafts = forms.IntegerField(min_value=0, max_value=MOST, required=False)

    def report_arguments(self) -> dict[str, Any]:
        """Return the arguments of `report_handset` after the actor."""
        place = tuple(_ODD.sub("", self.data.get(name, ""))[:40] for name in ("pillar", "ref"))
        return {
            "device": self.cleaned_data["hp"],
            "unsent": self.cleaned_data["unsent"],
            "drafts": self.cleaned_data["drafts"],
            "place": place if "pillar" in self.data else None,
            "looking": "lihat" in self.data,
        }

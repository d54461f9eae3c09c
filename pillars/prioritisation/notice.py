"""What the board of a group says of choosing: scores are being given, the step asks for them, results are there."""

from typing import Any

from pillars.models import Choosing
from pillars.prioritisation.queries import board_scores, led_by, name_of
from workshops.access import BoardRequest


def board_notice(request: BoardRequest, room: dict[str, Any]) -> dict[str, Any]:
    """Return what the board of the group says of choosing. `room`: what `room_of` gave for that group."""
    asked = board_scores(request.plan, request.pillar_code)
    name = name_of(asked.open) if asked.open else ""
    led = None if asked.open else led_by(room["mine"])
    led_name = name_of(Choosing(kind=led[0], way=led[1])) if led else ""
    # once its results are there, the step has done its work
    if led and any((row.kind, row.way) == led for row in asked.shown):
        led = None
    return {
        "asked": asked,
        "asked_name": name,
        "led": led,
        "led_name": led_name,
        "shown_results": [(row, name_of(row)) for row in asked.shown],
    }

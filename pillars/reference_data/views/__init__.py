"""The pages of the frame: looking, writing by hand, importing, linking a programme to a Renstra."""

from pillars.reference_data.views.framework import add_part, edit_goal, edit_mission, edit_objective, frame_document
from pillars.reference_data.views.importing import import_frame, take_back
from pillars.reference_data.views.linking import link_renstra
from pillars.reference_data.views.lists import (
    add_office,
    add_renstra,
    divide_office,
    edit_office,
    edit_renstra,
    merge_office,
    part_office,
)
from pillars.reference_data.views.page import code_options, frame, frame_example

__all__ = [
    "add_office",
    "add_part",
    "add_renstra",
    "code_options",
    "divide_office",
    "edit_goal",
    "edit_mission",
    "edit_objective",
    "edit_office",
    "edit_renstra",
    "frame",
    "frame_document",
    "frame_example",
    "import_frame",
    "link_renstra",
    "merge_office",
    "part_office",
    "take_back",
]

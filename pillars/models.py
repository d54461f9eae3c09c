"""The models of the rooms of `pillars`, imported for Django's registry."""

from pillars.alignment.models import Goal, Mission, Objective, PreviousIndicator, RpjmdDocument
from pillars.analysis.models import ReadinessAspect, ReadinessComponent, SwotItem, VisionMission
from pillars.chain.models import (
    ActionPlan,
    Answer,
    Dimension,
    Pillar,
    Problem,
    Programme,
    Strategy,
    Target,
)
from pillars.choosing.models import Choosing, Score
from pillars.homework.models import Task, TaskLink
from pillars.merging.models import Different
from pillars.overlap.models import Overlap
from pillars.quickwins.models import QuickWinProfile, Risk

__all__ = [
    "ActionPlan",
    "Answer",
    "Choosing",
    "Different",
    "Dimension",
    "Goal",
    "Mission",
    "Objective",
    "Overlap",
    "Pillar",
    "PreviousIndicator",
    "Problem",
    "Programme",
    "QuickWinProfile",
    "ReadinessAspect",
    "ReadinessComponent",
    "Risk",
    "RpjmdDocument",
    "Score",
    "Strategy",
    "SwotItem",
    "Target",
    "Task",
    "TaskLink",
    "VisionMission",
]

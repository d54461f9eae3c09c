"""The models of the rooms of `pillars`, imported for Django's registry."""

from pillars.alignment.models import (
    Goal,
    Mission,
    Objective,
    ObjectiveIndicator,
    PreviousIndicator,
    RenstraProgramme,
    RpjmdDocument,
)
from pillars.analysis.models import (
    Aim,
    Gap,
    Keyword,
    ReadinessAspect,
    ReadinessComponent,
    SwotAgreement,
    SwotItem,
    VisionMission,
)
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
from pillars.checks.models import CheckAnswer
from pillars.choosing.models import Choosing, Score
from pillars.evaluation.models import ItemAnswer, Realisation
from pillars.evidence.models import Evidence
from pillars.frame.models import NomenclatureCode
from pillars.homework.models import Task, TaskLink
from pillars.merging.models import Different
from pillars.narrative.models import Narrative, Picture
from pillars.overlap.models import Overlap
from pillars.quickwins.models import Nomination, QuickWinProfile, Risk
from pillars.review.models import ReviewNote, ReviewReply, ReviewState

__all__ = [
    "ActionPlan",
    "Aim",
    "Answer",
    "CheckAnswer",
    "Choosing",
    "Different",
    "Dimension",
    "Evidence",
    "Gap",
    "Goal",
    "ItemAnswer",
    "Keyword",
    "Mission",
    "Narrative",
    "NomenclatureCode",
    "Nomination",
    "Objective",
    "ObjectiveIndicator",
    "Overlap",
    "Picture",
    "Pillar",
    "PreviousIndicator",
    "Problem",
    "Programme",
    "QuickWinProfile",
    "ReadinessAspect",
    "ReadinessComponent",
    "Realisation",
    "RenstraProgramme",
    "ReviewNote",
    "ReviewReply",
    "ReviewState",
    "Risk",
    "RpjmdDocument",
    "Score",
    "Strategy",
    "SwotAgreement",
    "SwotItem",
    "Target",
    "Task",
    "TaskLink",
    "VisionMission",
]

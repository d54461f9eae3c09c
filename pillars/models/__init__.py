"""All tables of `pillars`: the cards of every kind, the reference data, and what the features keep."""

from pillars.models.analysis import (
    Aim,
    Gap,
    Keyword,
    ReadinessAspect,
    ReadinessComponent,
    SwotAgreement,
    SwotItem,
    VisionMission,
)
from pillars.models.chain import (
    SHARED,
    ActionPlan,
    Answer,
    Dimension,
    Entry,
    Pillar,
    Problem,
    Programme,
    SharedEntry,
    Strategy,
    Target,
)
from pillars.models.checks import CheckAnswer
from pillars.models.evaluation import ItemAnswer, Realisation
from pillars.models.evidence import Evidence
from pillars.models.homework import Task, TaskLink
from pillars.models.look_alikes import Different
from pillars.models.narrative import Narrative, Picture
from pillars.models.overlap import Overlap
from pillars.models.prioritisation import Choosing, Score
from pillars.models.quick_wins import Nomination, QuickWinProfile, Risk, risks_of_profiles
from pillars.models.reference_data import (
    Goal,
    Mission,
    NomenclatureCode,
    Objective,
    ObjectiveIndicator,
    PreviousIndicator,
    RenstraProgramme,
    RpjmdDocument,
)
from pillars.models.review import ReviewNote, ReviewReply, ReviewState

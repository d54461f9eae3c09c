"""The columns of a card that follow from its kind: one for each plain field that the model does not define itself."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from pillars.kinds import KINDS, Field

#: The models that a reference to a row of the plan names, by what the field refers to.
ROWS = {
    "dimension": "pillars.Dimension",
    "opd": "workshops.Opd",
    "rpjmd": "pillars.Objective",
    "rpjmd_previous": "pillars.Objective",
    "renstra": "pillars.RenstraProgramme",
}
_BY_TYPE: dict[str, Any] = {
    "text": lambda field, **null: models.CharField(max_length=field.limits["max_chars"], **null),
    "long_text": lambda field, **null: models.TextField(**null),
    "choice": lambda field, **null: models.CharField(max_length=40, **null),
    "number_unit": lambda field, **null: models.DecimalField(max_digits=21, decimal_places=6, **null),
    "rupiah": lambda field, **null: models.BigIntegerField(**null),
    "year": lambda field, **null: models.PositiveSmallIntegerField(**null),
    "scale": lambda field, **null: models.PositiveSmallIntegerField(**null),
    "yes_no": lambda field, **null: models.BooleanField(**null),
    "years_list": lambda field, **null: ArrayField(models.PositiveSmallIntegerField(), **null),
}
_AS_JSON = (
    *("list_text", "choices", "references", "scale_table", "prose"),
    *("years_table_number", "years_table_rupiah"),
)


def with_columns(model: Any) -> Any:
    """Return a card's model with the columns that its kind describes and its class does not: a class decorator."""
    for field in KINDS[model.KIND].fields:
        if not hasattr(model, field.column) and field.type != "computed":
            model.add_to_class(field.column, column_for(field))
        if field.allows_no_data and not hasattr(model, f"{field.column}_no_data"):
            model.add_to_class(f"{field.column}_no_data", models.BooleanField(default=False))
    return model


def column_for(field: Field) -> models.Field:
    """Return a new column for a field. Raises LookupError where its type has none: the model has to define it."""
    null: dict[str, Any] = {} if field.needed_to_save else {"null": True, "blank": True}
    if field.is_link and field.refers_to in ROWS:
        return models.ForeignKey(ROWS[field.refers_to], on_delete=models.PROTECT, null=True, related_name="+")
    if field.type in _AS_JSON:
        return models.JSONField(**null)
    if field.is_link or field.type not in _BY_TYPE:
        raise LookupError(f"{field.key}: a field of type {field.type} needs a column of its own")
    return _BY_TYPE[field.type](field, **null)

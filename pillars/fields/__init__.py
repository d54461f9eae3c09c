"""Typed text to canonical values and back: the one place that knows how people here write. Pure.

Canonical values by type (see also `pillars.kinds`):
text, long_text → str | None · list_text → list[str] · number_unit → Decimal | NO_DATA | None ·
rupiah → int | None · year → int | None · years_list → list[int], sorted · year_range → list of two ints ·
prose → list of blocks (see `pillars.prose`) ·
years_table_number → {int: Decimal} · years_table_rupiah → {int: int} · choice → str | None ·
choices → list[str] · reference(s) → ref or name as text · scale → int | None · yes_no → bool | None ·
scale_table → {option: answer}.
"""

from workshops.text import LIMITS, clean, is_blank, length, parse_text, removed_sentence

from .compare import code_sort_key, diff_parts, diff_words, similar
from .display import display, display_field, from_json, input_cells, input_text, to_json
from .numbers import is_percent, outside_period, parse_number, parse_rupiah, parse_year, percent_warning
from .parse import parse_field
from .show import number_in_words, show_day, show_period, show_time, show_years
from .values import NO_DATA, Context, FieldError, Parsed

"""The words of the four kinds that a plan may hold by the thousand, as an index: what decides quickly which rows can be
meant. Their models name it; `pillars/search/queries.py` asks with the very same expression, else PostgreSQL would not
know it again. Each word begins with its plan (docs/decisions/107): what other plans hold is not even looked at.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db.models import Func

from pillars.kinds import KINDS

#: How a column of a type of field becomes text; every one of them is immutable, which an index demands.
AS_TEXT = {
    "text": "{}::text",
    "long_text": "{}::text",
    "list_text": "{}::text",
    "prose": "jsonb_path_query_array({}, 'strict $.** ? (@.type() == \"object\" && exists(@.text)).text')::text",
    "choices": "{}::text",
    "number_unit": "trim_scale({})::text",
    "rupiah": "{}::text",
    "years_table_number": "jsonb_path_query_array({}, '$.*')::text",
    "years_table_rupiah": "jsonb_path_query_array({}, '$.*')::text",
}
#: A vector holds less than a megabyte, and no card may be too long to be saved.
LETTERS = 120_000
INDEXED = ("masalah", "sasaran", "strategi", "program")


def word_of_plan(plan: int | str, word: str) -> str:
    """Return how a word stands in the index."""
    return f"p{plan}x{word}"


def words_sql(kind: str, table: str = "") -> str:
    """Return every letter and number of a row of `kind`, as a vector of plain words, each behind its plan.

    `table`: alias before its columns.
    """
    columns = [(field.key, field.type) for field in KINDS[kind].fields if field.type in AS_TEXT]
    texts = [f"COALESCE({AS_TEXT[type].format(f'{table}"{key}"')}, '')" for key, type in columns]
    joined = " || ' ' || ".join(texts)
    plain = f"left(regexp_replace({joined}, '[^[:alnum:]]+', ' ', 'g'), {LETTERS})"
    before = word_of_plan(f"' || {table}\"plan_id\"::text || '", "")
    return f"to_tsvector('simple'::regconfig, regexp_replace({plain}, '[[:alnum:]]+', '{before}\\&', 'g'))"


def words_index(kind: str) -> GinIndex:
    """Return the index of words for the Meta of a kind's model."""
    # without a list of what is still to be put in: a search never reads the writes of a morning one by one
    return GinIndex(Func(template=words_sql(kind).replace("%", "%%")), name=f"{kind}_words", fastupdate=False)

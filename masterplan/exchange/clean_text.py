"""Text of a plan file, cleaned as typed text is; keys that nobody knows are found on the same walk."""

import re
from typing import Any

from masterplan.exchange.faults import Remark
from masterplan.exchange.read import Object
from masterplan.exchange.schema import SCHEMA, fits, resolve
from pillars.fields import FieldError, clean, is_blank, removed_sentence

_FREE = {}
_UNKNOWN = "isian tidak dikenal; disimpan dan diberikan kembali oleh dump_plan"


class TextCleaner:
    """One walk over a document. `document` is the cleaned copy, `faults` and `warnings` are remarks."""

    def __init__(self, document: dict[str, Any] | Object) -> None:
        self.faults = []
        self.warnings = []
        self.document = self._value(document, SCHEMA, ())

    def _value(self, value, schema, path):
        schema = resolve(schema)
        if isinstance(value, str):
            return self._text(value, schema, path)
        if isinstance(value, list):
            items = schema.get("items", _FREE)
            return [self._value(item, items, (*path, place)) for place, item in enumerate(value)]
        if isinstance(value, dict):
            return self._object(value, schema, path)
        return value

    def _object(self, value, schema, path):
        cleaned = {}
        for key, item in value.items():
            name = self._key(key, path)
            if name in cleaned:
                self.faults.append(Remark(path, f"dua kunci menjadi sama setelah dirapikan: “{name}”"))
                continue
            below = self._schema_of(name, schema, path)
            cleaned[name] = self._value(item, below, (*path, name))
        return cleaned

    def _key(self, key, path):
        if _has_lone_surrogate(key):
            self.faults.append(Remark((*path, key), "kunci memuat karakter yang tidak dapat disimpan"))
            return key
        try:
            name = clean(key, one_line=True).text
        except FieldError as error:
            self.faults.append(Remark((*path, key), _lower(error.sentence)))
            return key
        if name != key:
            self.warnings.append(Remark((*path, key), f"kunci dirapikan menjadi “{name}”"))
        return name

    def _schema_of(self, key, schema, path):
        """The subschema of one key; says so where the format does not know the key."""
        if "properties" not in schema:
            return schema.get("additionalProperties", _FREE)
        if key in schema["properties"]:
            return schema["properties"][key]
        for pattern, below in schema.get("patternProperties", {}).items():
            if re.search(pattern, key):
                return below
        self.warnings.append(Remark((*path, key), _UNKNOWN))
        return _FREE

    def _text(self, value, schema, path):
        if _has_lone_surrogate(value):
            self.faults.append(Remark(path, "memuat setengah pasangan karakter (surrogate) yang tidak dapat disimpan"))
            return value
        try:
            cleaned = clean(value, one_line=schema.get("x-lines") == "one")
        except FieldError as error:
            self.faults.append(Remark(path, _lower(error.sentence)))
            return value
        text = "" if is_blank(cleaned.text) else cleaned.text
        if schema.get("x-spaces") == "none":
            text = text.replace(" ", "")
        if cleaned.removed:
            self.warnings.append(Remark(path, removed_sentence(cleaned.removed)))
        elif text != value:
            self.warnings.append(Remark(path, "teks dirapikan (spasi, baris, atau bentuk huruf)"))
        self.warnings += [Remark(path, _lower(sentence)) for sentence in cleaned.warnings]
        if text and "x-usual" in schema and not fits(schema["x-usual"], text):
            example = schema["x-usual-example"]
            self.warnings.append(Remark(path, f"bentuk “{text}” tidak biasa; yang biasa seperti {example}"))
        return text


def _has_lone_surrogate(text):
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)


def _lower(sentence):
    return sentence[:1].lower() + sentence[1:].rstrip(".")

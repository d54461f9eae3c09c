"""Plans made by chance from the schema: any optional key missing, null or empty, odd texts, numbers at their limits."""

import random
from decimal import Decimal

from masterplan.exchange.schema import SCHEMA, resolve
from pillars.fields import FieldError, clean, is_blank

ODD = [
    "<b>&amp;</b>",
    "{{ x }}",
    "=1+1",
    "'; DROP --",
    "m² ½ ﬁ",
    "👨\u200d👩\u200d👧",
    "ꦥꦺꦩ꧀",
    "دار السلام",
    '"\\/',
    "Null",
    "0",
    "dua\nbaris\tdan tab",
    "e\u0301",
    "Reog",
]
OFFICES = ["Dinas Kesehatan", "BPBD", "Kec. Kota"]
#: Made apart, since what they hold is pointed at.
OF_OTHERS = ("rpjmd", "rpjmd_previous", "opd", "renstra", "nomenclature", "pillars", "quick_win_profiles")
OF_OTHERS += ("quick_win_nominations", "realisations", "evaluation_answers")
OF_BOOKS = ("book_outlines", "book_particulars")
LISTS = {"D": "dimensions", "P": "problems", "S": "targets", "ST": "strategies", "PR": "programmes"}


def tidy(text, one_line):
    """A text as it is stored."""
    text = clean(text, one_line=one_line).text
    return "" if is_blank(text) else text


def definition(name):
    return resolve({"$ref": f"#/$defs/{name}"})


class Maker:
    """Makes one plan. `known`: key → what it may hold, for keys that must fit the rest of the plan."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.known = {}

    def plan(self):
        """A document in which every reference is in place."""
        start = self.dice.randint(1990, 2091)
        offices = OFFICES[: self.dice.randint(0, 3)]
        spellings = ["", *offices, *(name.upper() for name in offices)]
        self.known = {"lead_opd": spellings, "baseline_owner": spellings, "rpjmd_misi_refs": [], "rpjmd_ref": [""]}
        self.known |= {"support_opd": offices, "opd": offices, "rpjmd_previous_ref": [""], "renstra_ref": [""]}
        before = self.framework("rpjmd_previous", "rpjmd_previous_ref") if self.chance() else None
        rpjmd = self.framework("rpjmd", "rpjmd_ref") if self.chance() else None
        renstra = [self.renstra(ref) for ref in ("renstra-7", "", "R 1")] if offices else []
        self.known.pop("support_opd")
        # codes are given apart; without one a card gets the next number
        self.known |= {"code": [""], "problem_refs": [], "swot_refs": ["S7", "T1"]}
        pillars = [self.pillar(f"X{number}") for number in range(self.dice.randint(0, 3))]
        targets = [row["code"] for pillar in pillars for row in pillar["targets"] if row.get("code")]
        self.known |= {"target_refs": targets}
        document = self.object({**SCHEMA, "required": []}, without=(*OF_OTHERS, "swot", *OF_BOOKS))
        swot = self.object(definition("swot"), without=("strengths", "threats"))
        strengths = ["Lanskap", {"statement": "Reog", "code": "S7", "status": self.dice.choice(["real", "", None])}]
        document["swot"] = {**swot, "strengths": strengths, "threats": ["Longsor", "Banjir"]}
        sections = {row["section"]: row for row in document.get("narratives") or ()}
        document["narratives"] = list(sections.values())
        document["book_outlines"] = [self.outline(book) for book in self.dice.sample(["1", "2", "3", "qw"], 2)]
        document["book_particulars"] = self.dice.choice([{}, {"nama_sekda": "Drs. Agus", "x_1": ""}, None])
        document["period"] = document.get("period") or {}
        document["period"] |= {"start": start, "end": start + self.dice.randint(0, 9)}
        document["region"] = {"name": "Kab. X", **self.object(definition("region"))}
        document["opd"] = [{**self.object(definition("opd")), "name": name, "aliases": []} for name in offices]
        document["pillars"] = pillars
        document |= {key: made for key, made in (("rpjmd", rpjmd), ("rpjmd_previous", before)) if made is not None}
        if renstra:
            document["renstra"] = renstra
        codes = [self.object(definition("nomenclature_code")) for _ in range(2)]
        document["nomenclature"] = [{**code, "code": f"2.{place}"} for place, code in enumerate(codes)]
        programmes = [row["code"] for row in pillars for row in row["programmes"] if row.get("code")]
        if programmes:
            self.known |= {"programme_ref": programmes, "pillar": ["", *(row["code"] for row in pillars)]}
            document["quick_win_profiles"] = self.once_a_programme("quick_win_profile")
            document["quick_win_nominations"] = self.once_a_programme("quick_win_nomination")
            document["realisations"] = self.once_a_programme("realisation")
        return document

    def outline(self, book):
        """The chapters of a book in another order, one of them told in full."""
        codes = self.dice.sample(["B2-1", "B2-2", "lampiran-opd", "X"], self.dice.randint(0, 4))
        chapters = [{"code": code} for code in codes]
        for one in chapters[:1]:
            one |= {"title": self.dice.choice(["", None, "Awal"]), "hidden": self.dice.choice([True, False, None])}
        return {"book": book, **self.object({"type": "object", "properties": {}}), "chapters": chapters}

    def once_a_programme(self, name):
        """Some objects that name a programme each, none of them twice."""
        made = {row["programme_ref"]: row for row in self.some(definition(name)) if row.get("programme_ref")}
        return list(made.values())

    def framework(self, section, link):
        """One of the two RPJMD; `link`: the key of a target that names its sasaran."""
        self.known |= {"misi_ref": ["", "M1", "M 2"], "tujuan_ref": ["", "T1"], "expected_pillars": []}
        self.known |= {"rpjmd_misi_refs": ["M1"]} if section == "rpjmd" else {}
        document = self.object(definition(section), without=("misi", "tujuan", "sasaran", "period_end"))
        document["period_end"] = 2100
        codes = {"misi": ["M1", "M 2"], "tujuan": ["T1"], "sasaran": ["S1.1", "", "S 3"]}
        for key, given in codes.items():
            document[key] = [{**self.object(definition(f"rpjmd_{key}")), "code": code} for code in given]
        for objective in document["sasaran"]:
            objective |= {f"target_{self.dice.randint(1990, 2100)}": self.number() for _ in range(2)}
        self.known[link] = ["", "S1.1", "S 3"]
        return document

    def renstra(self, ref):
        row = {**self.object(definition("renstra_programme"), without=("period_end",)), "ref": ref, "period_end": 2100}
        self.known["renstra_ref"] = [*self.known["renstra_ref"], *([ref] if ref else [])]
        return row

    def pillar(self, code):
        codes = {kind: [f"{code}-{kind}{n}" for n in range(self.dice.randint(0, 3))] for kind in LISTS}
        codes["ST"] = codes["ST"] if codes["S"] else []
        codes["PR"] = codes["PR"] if codes["ST"] else []
        self.known |= {"dimension": ["", *codes["D"]], "problem_refs": codes["P"]}
        self.known |= {"target_ref": codes["S"], "strategy_ref": codes["ST"]}
        document = self.object(definition("pillar"), without=LISTS.values()) | {"code": code}
        for kind, key in LISTS.items():
            schema = resolve(definition("pillar")["properties"][key]["items"])
            document[key] = [{**self.object(schema), "code": given} for given in codes[kind]]
        return document

    def object(self, schema, without=()):
        """Required keys, about half of the others in any order, sometimes a key that nobody knows."""
        required = schema.get("required", ())
        keys = [key for key in schema["properties"] if key not in without and (key in required or self.chance())]
        self.dice.shuffle(keys)
        made = {key: self.value(key, schema["properties"][key], key in required) for key in keys}
        if self.chance(0.2):
            made["kunci asing"] = self.anything(3)
        return made

    def value(self, key, schema, required=False):
        schema = resolve(schema)
        if key in self.known:
            return self.pointer(key, schema, required)
        if "enum" in schema:
            return self.dice.choice(schema["enum"])
        kinds = schema.get("type")
        if kinds is None:
            return self.anything(3)
        return self.of_kind(self.dice.choice(kinds) if isinstance(kinds, list) else kinds, schema)

    def pointer(self, key, schema, required):
        allowed = self.known[key]
        if "array" in schema["type"]:
            return [self.dice.choice(allowed) for _ in range(self.dice.randint(0, 4) if allowed else 0)]
        return self.dice.choice(allowed) if required or self.chance(0.8) else None

    def of_kind(self, kind, schema):
        match kind:
            case "null":
                return None
            case "boolean":
                return self.chance()
            case "integer":
                low, high = int(schema.get("minimum", 0)), int(schema.get("maximum", 40))
                return self.dice.choice([low, high, self.dice.randint(low, high)])
            case "number" if schema["maximum"] <= 100:
                return Decimal(self.dice.randint(0, schema["maximum"] * 10**6)) / 10**6
            case "number":
                return self.number()
            case "string":
                return self.text(schema)
            case "array":
                return self.some(schema["items"])
            case "object" if "properties" in schema:
                return self.object(schema | ({"required": schema["then"]["required"]} if "then" in schema else {}))
            case "object":
                years = {str(self.dice.randint(1990, 2100)) for _ in range(self.dice.randint(0, 4))}
                return {year: self.value("", schema["additionalProperties"]) for year in years}

    def some(self, schema):
        return [self.value("", schema) for _ in range(self.dice.randint(0, 3))]

    def text(self, schema):
        one_line = schema.get("x-lines") == "one"
        while True:
            parts = [self.dice.choice([*ODD, self.letters()]) for _ in range(self.dice.randint(0, 3))]
            try:
                text = tidy(" ".join(parts), one_line)
            except FieldError:
                continue
            if schema.get("x-spaces") == "none":
                text = text.replace(" ", "")
            if "pattern" in schema:
                return "A-1.b"
            if schema.get("minLength", 0) <= len(text) <= schema["maxLength"]:
                return text

    def letters(self):
        return "".join(chr(self.dice.randint(0x20, 0x2FFF)) for _ in range(3))

    def number(self):
        digits = self.dice.choice([3, 9, 21])
        places = 6 if digits == 21 else self.dice.randint(0, 6)
        return Decimal(self.dice.randint(-(10**digits) + 1, 10**digits - 1)).scaleb(-places)

    def anything(self, depth):
        """Any JSON value, numbers of any size."""
        kind = self.dice.randint(0, 6 if depth else 4)
        if kind == 5:
            return [self.anything(depth - 1) for _ in range(self.dice.randint(0, 3))]
        if kind == 6:
            return {key: self.anything(depth - 1) for key in self.dice.sample(["a", "b ²", "ç", "z"], 2)}
        odd = Decimal(self.dice.randint(1, 10**30)).scaleb(self.dice.randint(-40, 400))
        return [None, self.chance(), self.text({"maxLength": 99}), self.dice.randint(-(10**30), 10**30), odd][kind]

    def chance(self, share=0.5):
        return self.dice.random() < share

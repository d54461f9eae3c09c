"""What the library does most often, done with less: a third of the time of laying out.

Each part stands in for one function of WeasyPrint; a unit comes out the same byte for byte, which a test holds. Child
only.
"""

import sys
from typing import Any

import pydyf
from weasyprint import css
from weasyprint.css.properties import Dimension
from weasyprint.layout import percent
from weasyprint.text import line_break

from masterplan.writers.pdf import Markup

#: Attributes whose value no selector of ours or of the library asks for, only whether they are there.
UNASKED = {"id", "href", "data-judul", "aria-label", "alt", "src", "style"}
SVG = "{http://www.w3.org/2000/svg}"
MOST = 20_000
#: Parts that the library gives to every element, and that only footnotes have: the books have none.
NOTES = {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}


class Remembering:
    """A matcher of selectors that answers for elements of the same kind in the same place without trying them again."""

    def __init__(self, matcher) -> None:
        self.matcher, self.known = matcher, {}

    def match(self, element: Any) -> Any:
        kind = _kind(element)
        found = self.known.get(kind)
        if found is None:
            if len(self.known) > MOST:
                self.known.clear()
            matched = self.matcher.match(element)
            item = element.local_name == "li"
            found = [one for one in matched if one[2] not in NOTES and (item or one[2] != "marker")]
            self.known[kind] = found
        return found


_kinds = {}


def _kind(element):
    """An object for all that selectors can ask of an element: its names, its ancestors, whether it is the first or the
    last child and what stands before it. Full pages are asked what they hold: each is of its own kind.
    """
    known = element.__dict__.get("kind")
    if known is not None:
        return known
    node, parent, before = element.etree_element, element.parent, element.previous
    tag = node.tag
    if tag.startswith(SVG):
        attributes = (*node.attrib, node.get("class"))
    else:
        attributes = tuple((name, None if name in UNASKED else value) for name, value in node.attrib.items())
    place = None
    if parent is not None:
        last = element.index + 1 == len(parent.etree_children)
        earlier = before and (before.etree_element.tag, before.etree_element.get("class"))
        place = _kind(parent), earlier, last
    if "penuh" in (node.get("class") or "").split():
        element.kind = object()
        return element.kind
    if len(_kinds) > MOST:
        _kinds.clear()
    known = element.kind = _kinds.setdefault((tag, attributes, place), object())
    return known


def _used(value, style, whole):
    """The length that a computed value comes to, `whole` is 100 %."""
    if type(value) is Dimension and value.unit is not None:
        return whole * value.value / 100 if value.unit == "%" else value.value
    return percent.percentage(value, style, whole)


def _resolve_percentages(box, containing_block):
    """`percent.resolve_percentages` without a call and a name made for each of fifteen properties."""
    style = box.style
    if isinstance(containing_block, percent.boxes.Box):
        wide, high = containing_block.width, containing_block.height
    else:
        wide, high = containing_block
    tall = high if isinstance(box, percent.boxes.PageBox) else wide
    box.margin_left = _used(style["margin_left"], style, wide)
    box.margin_right = _used(style["margin_right"], style, wide)
    box.margin_top = _used(style["margin_top"], style, tall)
    box.margin_bottom = _used(style["margin_bottom"], style, tall)
    box.padding_left = _used(style["padding_left"], style, wide)
    box.padding_right = _used(style["padding_right"], style, wide)
    box.padding_top = _used(style["padding_top"], style, tall)
    box.padding_bottom = _used(style["padding_bottom"], style, tall)
    box.width = _used(style["width"], style, wide)
    least = _used(style["min_width"], style, wide)
    box.min_width = 0 if least == "auto" else least
    box.max_width = _used(style["max_width"], style, wide)
    if high == "auto":
        height = style["height"]
        if height == "auto" or percent.check_math(height) or height.unit == "%":
            box.height = "auto"
        else:
            box.height = height.value
        least, box.max_height = _used(style["min_height"], style, 0), _used(style["max_height"], style, percent.inf)
    else:
        box.height = _used(style["height"], style, high)
        least, box.max_height = _used(style["min_height"], style, high), _used(style["max_height"], style, high)
    box.min_height = 0 if least == "auto" else least
    if style["border_collapse"] == "collapse":
        for name in BORDERS:
            if not hasattr(box, name):
                setattr(box, name, style[name])
    else:
        box.border_top_width = style["border_top_width"]
        box.border_right_width = style["border_right_width"]
        box.border_bottom_width = style["border_bottom_width"]
        box.border_left_width = style["border_left_width"]
    if style["box_sizing"] != "content-box":
        percent.adjust_box_sizing(box, "width")
        percent.adjust_box_sizing(box, "height")


BORDERS = [f"border_{side}_width" for side in ("top", "right", "bottom", "left")]
#: Values in which nothing is left to be worked out.
PLAIN = (str, int, float, type(None), type(css.INITIAL_VALUES["color"]))
_missing = css.ComputedStyle.__missing__


def _take(style, key):
    """`ComputedStyle.__missing__` for what no rule says: the value of the parent, or the initial one."""
    if key not in style.cascaded and key not in TOLD:
        if (logical := style.__dict__.get("logical")) is None:
            logical = style.logical = any("block" in name or "inline" in name for name in style.cascaded)
        if not logical or key not in css.PHYSICAL_FUNCTIONS:
            if key in css.INHERITED:
                if style.parent_style is not None and isinstance(value := style.parent_style[key], PLAIN):
                    style[key] = value
                    return value
            elif key not in css.INITIAL_NOT_COMPUTED and key in css.INITIAL_VALUES:
                value = style[key] = css.INITIAL_VALUES[key]
                return value
    return _missing(style, key)


#: What is worked out with other properties.
TOLD = {"float", "display", "position", "page"}
TOLD |= {name for name in css.INITIAL_VALUES if name.startswith("text_decoration_")}


_setup = line_break.Layout.setup
#: What a text looks like, as far as Pango is told when it is set up.
FEATURES: tuple[str, ...] = ("font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps")
FEATURES += ("font_variant_numeric", "font_variant_alternates", "font_variant_east_asian", "font_feature_settings")
LOOK: tuple[str, ...] = (
    "direction",
    "font_language_override",
    "lang",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
)
LOOK += ("font_variation_settings", *FEATURES)


def _set_up(layout, style):
    """`Layout.setup` with one context and one description of the face for all texts that look the same."""
    if style["text_decoration_line"] != "none":
        return _setup(layout, style)
    looks = style.font_config.__dict__.setdefault("looks", {})
    look = (*style["font_family"], *[style[name] for name in LOOK])
    if look not in looks:
        looks[look] = _look(style)
    context, layout.language, description, features = looks[look]
    ffi, pango = line_break.ffi, line_break.pango
    layout.style, layout.first_line_direction = style, 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.layout = ffi.gc(pango.pango_layout_new(context), line_break.gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, description)
    if features:
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, features)
        pango.pango_layout_set_attributes(layout.layout, attributes)
    return None


def _look(style):
    """(context, language, description of the face, attribute of its features) for texts of this style."""
    ffi, pango = line_break.ffi, line_break.pango
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), line_break.gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
    said = style["font_language_override"]
    said = style["lang"] if said == "normal" else line_break.LST_TO_ISO.get(said.lower(), said)
    language = pango.pango_language_get_default()
    if said:
        pointer, _ = line_break.unicode_to_char_p(said)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    features = line_break.font_features(*[style[name] for name in FEATURES])
    attribute = None
    if features:
        told = ",".join(f"{key} {value}" for key, value in features.items()).encode()
        known = style.font_config.font_features
        attribute = known.get(told) or known.setdefault(told, pango.pango_attr_font_features_new(told))
    return context, language, line_break.get_font_description(style), attribute


_said = pydyf._to_bytes


def _say(item) -> bytes:
    """`pydyf._to_bytes`: what is most frequent is asked for first."""
    kind = type(item)
    if kind is bytes:
        return item
    if kind is str:
        return item.encode("ascii")
    if kind is int:
        return b"%d" % item
    if kind is float:
        return b"%d" % item if item.is_integer() else (b"%f" % item).rstrip(b"0")
    return _said(item)


def install(layout: Any) -> None:
    """Put all of them in their places, for this process and the style sheets of `layout`."""
    old = percent.resolve_percentages
    module: Any
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.layout") and getattr(module, "resolve_percentages", None) is old:
            module.resolve_percentages = _resolve_percentages
    css.ComputedStyle.__missing__ = _take
    line_break.Layout.setup = _set_up
    pydyf._to_bytes = _say
    for sheet in (*Markup("<html/>", None)._ua_stylesheets(False), layout.css, layout.bare):
        if not isinstance(sheet.matcher, Remembering):
            sheet.matcher = Remembering(sheet.matcher)

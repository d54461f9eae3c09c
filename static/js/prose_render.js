// Prose as it stands on its surface: blocks, and the pieces that are taken or left whole.

import { PICTURE, parseInline, parseLines, unescapeMarks } from "./prose_markup.js";

const TAGS = { "#": "h2", "##": "h3", "-": "li", 1: "li", ">": "blockquote", "": "p" };
const PLACEHOLDER_MARK = /\{\{ *[a-z0-9_]+ *\}\}/g;
const PARTS = { tabel: "Tabel", gambar: "Gambar", foto: "Foto" };
/** What stands on the page for each mark that data fill: its present value, or what it means. */
const placeholders = new Map([...document.querySelectorAll("[data-insert]")].map((one) => [one.dataset.insert, one.dataset]));

export function makeElement(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...content);
  return made;
}

/** What stands in the text by reference, as a piece that is taken or left whole. */
export function renderReference(mark) {
  const option = document.querySelector(`#prosa-rujukan [data-mark="${CSS.escape(mark)}"]`);
  const [, kind, key] = /^\[\[(\w+): *([^\s|\]]+)/.exec(mark);
  const photo = PICTURE.exec(mark);
  const said = photo ? photo[2].trim() || photo[3].trim() || key : option?.textContent.trim() || key + " (tidak dikenal)";
  const made = makeElement("div", { class: "prose__ref", contenteditable: false, "data-mark": mark });
  const small = photo && document.querySelector(`#prosa-foto [value="${CSS.escape(key)}"] ~ img`);
  if (small) made.append(makeElement("img", { src: small.src, alt: "" }));
  made.append(makeElement("span", {}, makeElement("b", {}, PARTS[kind]), ` ${unescapeMarks(said)}`));
  if (photo) made.append(makeElement("button", { type: "button", class: "btn btn--quiet", "data-change": "" }, "Ubah"));
  made.append(makeElement("button", { type: "button", class: "btn btn--quiet", "data-take-out": "", "aria-label": `Keluarkan ${PARTS[kind].toLowerCase()} ${unescapeMarks(said)}` }, "Keluarkan"));
  return made;
}

export function textNodes(surface) {
  const walker = document.createTreeWalker(surface, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

/** Turns the marks that data fill into what they say now: each a piece that is deleted as one. */
export function renderPlaceholders(surface) {
  for (const node of textNodes(surface)) {
    // from behind, since what stands before stays where it is
    for (const { 0: text, index } of [...node.data.matchAll(PLACEHOLDER_MARK)].reverse()) {
      const known = placeholders.get(text.replace(/ /g, ""));
      if (!known) continue;
      const after = node.splitText(index + text.length);
      const mark = node.splitText(index);
      // not a span: the browser takes spans apart when it joins two lines
      const made = makeElement("data", { class: "prose__fill", contenteditable: false, role: "group", title: text, "aria-label": text, "data-placeholder": text });
      made.append(...(known.value ? [known.value] : [makeElement("i", {}, known.meaning), " · belum diisi"]));
      // the caret of who typed it stands behind it then
      mark.before(made);
      mark.remove();
      for (const rest of [node, after]) if (!rest.data) rest.remove();
    }
  }
}

function renderInline(list) {
  const made = new DocumentFragment();
  for (let at = 0; at < list.length; ) {
    let to = at;
    while (to < list.length && [1, 2, 3].every((place) => list[to][place] === list[at][place])) to++;
    const [, href, bold, italic] = list[at];
    let node = new Text(list.slice(at, to).map(([letter]) => letter).join(""));
    if (italic) node = makeElement("i", {}, node);
    if (bold) node = makeElement("b", {}, node);
    if (href) node = makeElement("a", { href }, node);
    made.append(node);
    at = to;
  }
  return made;
}

export function renderText(text) {
  const made = new DocumentFragment();
  let list = null;
  for (const [mark, line] of parseLines(text)) {
    if (mark === "raw") made.append(renderReference(line));
    else {
      const block = makeElement(TAGS[mark], {}, renderInline(parseInline(line, mark[0] !== "#")));
      const kind = { "-": "UL", 1: "OL" }[mark];
      if (kind) {
        list = made.lastChild?.nodeName === kind ? made.lastChild : made.appendChild(makeElement(kind, {}));
        list.append(block);
      } else made.append(block);
    }
  }
  if (!made.lastChild || made.lastChild.dataset.mark) made.append(makeElement("p", {}, makeElement("br", {})));
  return made;
}

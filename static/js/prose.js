// Prose with its marks, written as it will look: a surface over the textarea, which stays what is sent, kept as a
// draft and compared. What the marks mean: pillars/prose.py; both read and write the same text.

const ESCAPABLE = "\\*[]#>-.)|•";
const ADDRESS = "(?:[^\\s()<>]|\\([^\\s()<>]*\\))+";
const LINK = new RegExp(`\\[((?:\\\\.|[^\\[\\]\\\\])+)\\]\\((${ADDRESS})\\)`, "y");
const SCHEME = /^(https?|mailto):./i;
const REFERENCE = /^\[\[(?:tabel|gambar): *[^\s[\]|\\]{1,120}\]\]$/;
const PICTURE = /^\[\[foto: *([^\s[\]|\\]{1,120}) *\|((?:\\.|[^\]|\\])*)\|((?:\\.|[^\]|\\])*)\]\]$/;
const BEGINS = /^(?:(?=#{1,2} |[-•] |> |\[\[)|\d{1,3}(?=[.)] ))/;
const TAGS = { "#": "h2", "##": "h3", "-": "li", 1: "li", ">": "blockquote", "": "p" };
const BLOCK = /^(P|DIV|H[1-6R]|UL|OL|LI|BLOCKQUOTE|TABLE|TR|PRE|D[DT]|SECTION|ARTICLE|FIG.*)$/;
const FILLED = /\{\{ *[a-z0-9_]+ *\}\}/g;
const NOTHING = /^(STYLE|SCRIPT|TITLE|TEMPLATE|svg|NOSCRIPT|IFRAME)$/;

const byId = (id) => document.getElementById(id);
const blank = (letter) => !letter?.trim();
/** What stands on the page for each mark that data fill: its present value, or what it means. */
const fills = new Map([...document.querySelectorAll("[data-insert]")].map((one) => [one.dataset.insert, one.dataset]));

function make(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...content);
  return made;
}

function address(written) {
  const whole = /^www\./i.test(written) ? "https://" + written : written;
  return SCHEME.test(whole) ? whole : "";
}

/** One line of text as letters [letter, href, bold, italic]; a heading has no links. */
function letters(line, links) {
  const found = [];
  const rows = [];
  let href = "";
  let ends = -1;
  let behind = 0;
  for (let at = 0; at < line.length; ) {
    LINK.lastIndex = at;
    let link;
    if (at === ends) {
      at = behind;
      href = "";
      ends = -1;
    } else if (line[at] === "\\" && line[at + 1] && ESCAPABLE.includes(line[at + 1])) {
      found.push([line[at + 1], href, false, false]);
      at += 2;
    } else if (line[at] === "*") {
      const row = { many: /^\*+/.exec(line.slice(at))[0].length, start: found.length, used: 0 };
      rows.push(row);
      for (let n = 0; n < row.many; n++) found.push(["*", href, false, false, row, n]);
      at += row.many;
    } else if (links && line[at] === "[" && !href && (link = LINK.exec(line)) && /[^\s*]/.test(link[1]) && address(link[2])) {
      href = address(link[2]);
      ends = at + 1 + link[1].length;
      behind = LINK.lastIndex;
      at++;
    } else found.push([line[at++], href, false, false]);
  }
  const solid = (n, step) => {
    while (found[n]?.[4]) n += step;
    return found[n]?.[0];
  };
  for (const [need, place] of [[1, 3], [2, 2]]) {
    let open = null;
    for (const row of rows.filter(({ many }) => many === need || many === 3)) {
      if (!open) {
        if (!blank(solid(row.start + row.many, 1))) open = row;
      } else if (!blank(solid(row.start - 1, -1)) && row.start > open.start + open.many) {
        for (let n = open.start; n < row.start; n++) found[n][place] = true;
        open.used += need;
        row.used += need;
        open = null;
      }
    }
  }
  return trimmed(found.filter(([, , , , row, n]) => !row || n >= row.used));
}

/** No space at the ends, of links and marks neither. */
function trimmed(list) {
  while (list.length && blank(list[0][0])) list.shift();
  while (list.length && blank(list.at(-1)[0])) list.pop();
  for (const place of [1, 2, 3]) {
    const none = place === 1 ? "" : false;
    for (const order of [list, [...list].reverse()]) {
      let before = none;
      for (const letter of order) {
        const look = letter[place];
        if (look && look !== before && blank(letter[0])) letter[place] = none;
        else before = look;
      }
    }
  }
  return list;
}

/** Letters as the text of a line. */
function inline(list) {
  const last = list.map(([letter]) => letter[0]).join("").lastIndexOf("](");
  let text = "";
  let now = ["", "", false, false];
  [...list, ["", "", false, false]].forEach((one, n) => {
    const [letter, href, bold, italic] = one;
    if (now[1] && href !== now[1]) text += `](${now[1]})`;
    text += "*".repeat((italic !== now[3]) + 2 * (bold !== now[2]));
    if (href && href !== now[1]) text += "[";
    now = one;
    const sign = letter && (href ? "\\*[]" : "\\*").includes(letter);
    text += sign || (letter === "[" && n <= last) ? "\\" + letter : letter;
  });
  return text;
}

/** [[mark, text]] of the lines of a text; "raw" for what stands there by reference. */
function linesOf(text) {
  const lines = [];
  let near = false;
  let run = 0; // items of the numbered list that goes on
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (!line) {
      near = false;
      continue;
    }
    const counted = /^(\d{1,3})[.)] +(.*)$/.exec(line);
    const number = counted && Number(counted[1]);
    const marked = /^(#{1,2}|[-*•]|>) +(.*)$/.exec(line);
    const goesOn = number === 1 || (run && counted && (near || number === run + 1));
    if (REFERENCE.test(line) || PICTURE.test(line)) lines.push(["raw", line]);
    else if (marked) lines.push([/[*•]/.test(marked[1]) ? "-" : marked[1], marked[2]]);
    else lines.push(goesOn ? ["1", counted[2]] : ["", line]);
    run = goesOn ? run + 1 : 0;
    near = true;
  }
  return lines;
}

/** The lines of a surface, or of what was pasted (`seen` counts its images): [[mark, letters]], [["raw", text]]. */
function walk(root, seen) {
  const lines = [];
  let line = ["", []];
  const end = (mark = "") => {
    if (line[1].length) lines.push(line);
    line = [mark, []];
  };
  // what was pasted has spaces that nobody sees
  const add = (text, ...look) => {
    for (const letter of text) if (!seen || !blank(letter) || !blank(line[1].at(-1)?.[0])) line[1].push([letter, ...look]);
  };
  const take = (node, mark, href, bold, italic) => {
    for (const one of node.childNodes) {
      if (one.nodeType === 3) {
        add(one.data.replace(/[\s\u202f]/g, " ").replace(/[\u200b\u00ad]/g, ""), href, bold, italic);
      } else if (one.nodeType === 1 && !NOTHING.test(one.nodeName)) element(one, mark, href, bold, italic);
    }
  };
  const element = (one, mark, href, bold, italic) => {
    const name = one.nodeName;
    const style = one.dataset.css || "";
    if (one.dataset.mark) {
      end();
      lines.push(["raw", one.dataset.mark]);
      return;
    }
    if (one.dataset.placeholder) return add(one.dataset.placeholder, href, bold, italic);
    if (name === "IMG" && seen) seen.images++;
    if (name === "BR") return end(mark);
    if (/mso-list:\s*ign/i.test(style)) return;
    const inWord = /mso-list:\s*l\d|MsoList/i.test(style + one.className) && [...one.querySelectorAll("[data-css]")].find((part) => /mso-list:\s*ign/i.test(part.dataset.css));
    if (/^H[1-6]$/.test(name)) mark = name === "H1" || (name === "H2" && one.closest("[contenteditable]")) ? "#" : "##";
    else if (name === "LI") mark = one.closest("ol, ul")?.nodeName === "OL" ? "1" : "-";
    else if (name === "BLOCKQUOTE") mark = ">";
    else if (inWord) mark = /^\s*\(?\w{1,4}[.)]/.test(inWord.textContent) ? "1" : "-";
    if (/^(B|STRONG)$/.test(name)) bold = !/(^|;)\s*font-weight:\s*(normal|400)/.test(style);
    if (/(^|;)\s*font-weight:\s*(bold|[6-9]00)/.test(style)) bold = true;
    if (/^(I|EM)$/.test(name) || /(^|;)\s*font-style:\s*italic/.test(style)) italic = true;
    if (name === "A" && SCHEME.test(one.getAttribute("href") || "")) href = one.getAttribute("href").replace(/[\s<>]/g, encodeURIComponent);
    if (href && !new RegExp(`^${ADDRESS}$`).test(href)) href = href.replace(/\(/g, "%28").replace(/\)/g, "%29");
    if (/^T[DH]$/.test(name) && one.previousElementSibling) add(" | ", "", false, false);
    // a cell is one line, whatever stands in it
    const opens = BLOCK.test(name) && !one.parentNode.closest?.("td, th");
    if (opens) end(mark);
    else if (BLOCK.test(name)) add(" ", "", false, false);
    take(one, mark, href, bold, italic);
    if (opens) end();
  };
  take(root, "", "", false, false);
  end();
  return lines;
}

/** What `walk` found, as the text with marks. */
function written(lines) {
  let text = "";
  let before = null;
  let number = 0;
  for (const [mark, content] of lines) {
    let line = content;
    if (mark !== "raw") {
      if (mark[0] === "#") content.forEach((letter) => letter.splice(1, 3, "", false, false));
      line = inline(trimmed(content));
      if (!line) continue;
      number = mark === "1" && before === "1" ? number + 1 : 1;
      if (mark === "1") line = `${Math.min(number, 999)}. ${line}`;
      else if (mark) line = `${mark} ${line}`;
      else line = line.replace(BEGINS, "$&\\");
    }
    if (before !== null) text += mark === before && /^[1-]$/.test(mark) ? "\n" : "\n\n";
    text += line;
    before = mark;
  }
  return text;
}

const PARTS = { tabel: "Tabel", gambar: "Gambar", foto: "Foto" };

/** What stands in the text by reference, as a piece that is taken or left whole. */
function chip(mark) {
  const option = document.querySelector(`#prosa-rujukan [data-mark="${CSS.escape(mark)}"]`);
  const [, kind, key] = /^\[\[(\w+): *([^\s|\]]+)/.exec(mark);
  const photo = PICTURE.exec(mark);
  const said = photo ? photo[2].trim() || photo[3].trim() || key : option?.textContent.trim() || key + " (tidak dikenal)";
  const made = make("div", { class: "prose__ref", contenteditable: false, "data-mark": mark });
  const small = photo && document.querySelector(`#prosa-foto [value="${CSS.escape(key)}"] ~ img`);
  if (small) made.append(make("img", { src: small.src, alt: "" }));
  made.append(make("span", {}, make("b", {}, PARTS[kind]), ` ${plainly(said)}`));
  if (photo) made.append(make("button", { type: "button", class: "btn btn--quiet", "data-change": "" }, "Ubah"));
  made.append(make("button", { type: "button", class: "btn btn--quiet", "data-take-out": "", "aria-label": `Keluarkan ${PARTS[kind].toLowerCase()} ${plainly(said)}` }, "Keluarkan"));
  return made;
}

function texts(surface) {
  const walker = document.createTreeWalker(surface, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

/** Turns the marks that data fill into what they say now: each a piece that is deleted as one. */
function fill(surface) {
  for (const node of texts(surface)) {
    // from behind, since what stands before stays where it is
    for (const { 0: text, index } of [...node.data.matchAll(FILLED)].reverse()) {
      const known = fills.get(text.replace(/ /g, ""));
      if (!known) continue;
      const after = node.splitText(index + text.length);
      const mark = node.splitText(index);
      // not a span: the browser takes spans apart when it joins two lines
      const made = make("data", { class: "prose__fill", contenteditable: false, role: "group", title: text, "aria-label": text, "data-placeholder": text });
      made.append(...(known.value ? [known.value] : [make("i", {}, known.meaning), " · belum diisi"]));
      // the caret of who typed it stands behind it then
      mark.before(made);
      mark.remove();
      for (const rest of [node, after]) if (!rest.data) rest.remove();
    }
  }
}

const plainly = (text) => text.replace(/\\(.)/g, "$1");

function spans(list) {
  const made = new DocumentFragment();
  for (let at = 0; at < list.length; ) {
    let to = at;
    while (to < list.length && [1, 2, 3].every((place) => list[to][place] === list[at][place])) to++;
    const [, href, bold, italic] = list[at];
    let node = new Text(list.slice(at, to).map(([letter]) => letter).join(""));
    if (italic) node = make("i", {}, node);
    if (bold) node = make("b", {}, node);
    if (href) node = make("a", { href }, node);
    made.append(node);
    at = to;
  }
  return made;
}

function drawn(text) {
  const made = new DocumentFragment();
  let list = null;
  for (const [mark, line] of linesOf(text)) {
    if (mark === "raw") made.append(chip(line));
    else {
      const block = make(TAGS[mark], {}, spans(letters(line, mark[0] !== "#")));
      const kind = { "-": "UL", 1: "OL" }[mark];
      if (kind) {
        list = made.lastChild?.nodeName === kind ? made.lastChild : made.appendChild(make(kind, {}));
        list.append(block);
      } else made.append(block);
    }
  }
  if (!made.lastChild || made.lastChild.dataset.mark) made.append(make("p", {}, make("br", {})));
  return made;
}

const TOOLS = [
  ["Judul", "formatBlock", "h2"],
  ["Subjudul", "formatBlock", "h3"],
  ["Tebal", "bold"],
  ["Miring", "italic"],
  ["Butir", "insertUnorderedList"],
  ["Nomor", "insertOrderedList"],
  ["Kutipan", "formatBlock", "blockquote"],
  ["Tautan", "#prosa-tautan"],
  ["Tabel data", "#prosa-rujukan"],
  ["Foto", "#prosa-foto"],
];
const tell = (command, value = null) => document.execCommand(command, false, value);
const PIECE = "[data-placeholder]";
const SHAPES = { bold: "b", italic: "i" };
const tellChanged = (surface) => surface.dispatchEvent(new Event("input", { bubbles: true }));

/** Bold or italic, for the pieces that data fill too: the browser passes over what may not be edited. */
function shape(surface, command) {
  const range = getSelection().rangeCount && getSelection().getRangeAt(0);
  const tag = SHAPES[command];
  if (!range || range.collapsed) return (range && leave(range, tag)) || tell(command);
  const pieces = [...surface.querySelectorAll(PIECE)];
  const alone = pieces.find((one) => range.intersectsNode(one) && range.toString() === one.textContent);
  if (alone) return shapePiece(surface, alone, tag);
  const had = texts(surface).flatMap((node) => Array(node.length).fill(["b", "i"].filter((form) => node.parentNode.closest(form))));
  const head = document.createRange();
  head.setStart(surface, 0);
  head.setEnd(range.startContainer, range.startOffset);
  const from = head.toString().length;
  const to = from + range.toString().length;
  for (const one of pieces) one.removeAttribute("contenteditable");
  tell(command);
  for (const one of pieces) one.setAttribute("contenteditable", false);
  // the browser turns some of the forms that were there into styles, which the rules of the page refuse
  for (const one of surface.querySelectorAll("[style]")) one.removeAttribute("style");
  const chosen = document.createRange();
  let at = 0;
  for (const node of texts(surface)) {
    const first = at;
    at += node.length;
    const taken = first >= from && first < to && tag;
    for (const form of had[first] || []) if (form !== taken) wrap(node, form);
    const piece = node.parentNode.closest(PIECE);
    if (first <= from && from < at) piece ? chosen.setStartBefore(piece) : chosen.setStart(node, from - first);
    if (first < to && to <= at) piece ? chosen.setEndAfter(piece) : chosen.setEnd(node, to - first);
  }
  choose(chosen);
  tellChanged(surface);
}

/** The caret behind a form that holds others: what is typed next is in these alone. Whether there was one. */
function leave(range, tag) {
  const around = range.startContainer.parentNode;
  const on = around.closest(tag);
  const other = around.closest(tag === "b" ? "i" : "b");
  if (!on || !(other || on.firstElementChild)) return false;
  range.setEndAfter(on);
  const rest = range.extractContents();
  // a caret needs a letter to stand in; \u200b is none that is read
  const spot = new Text("\u200b");
  on.after(spot, rest.textContent ? rest : "");
  if (other) wrap(spot, other.nodeName);
  getSelection().collapse(spot, 1);
  return true;
}

/** The same for one piece alone, into which the browser would put the form. */
function shapePiece(surface, piece, tag) {
  const on = piece.closest(tag);
  const left = texts(on || piece).filter((node) => !on || !piece.contains(node));
  on?.replaceWith(...on.childNodes);
  for (const node of left) wrap(node, tag);
  choosePiece(piece);
  tellChanged(surface);
}

/** A text under a form, with the whole piece that it belongs to. */
function wrap(text, form) {
  const node = text.parentNode.closest(PIECE) || text;
  if (node.parentNode.closest(form)) return;
  const made = make(form, {});
  node.before(made);
  made.append(node);
}

function choose(range) {
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

function choosePiece(piece) {
  const range = document.createRange();
  range.selectNode(piece);
  choose(range);
}

/** The editor whose dialog is open, where its caret stood, and the piece that is being changed. */
const asked = { editor: null, range: null, piece: null };

function enhance(source) {
  const label = document.querySelector(`label[for="${source.id}"]`);
  label.id ||= source.id + "-nama";
  const surface = make("div", { class: "prose__text", contenteditable: true, role: "textbox", "aria-multiline": true, "aria-labelledby": label.id, "aria-describedby": source.getAttribute("aria-describedby") });
  const judge = () => surface.setAttribute("aria-invalid", source.hasAttribute("aria-invalid"));
  const tools = make("div", { class: "prose__bar", role: "toolbar", "aria-label": "Bentuk teks" });
  for (const [name, command, value] of TOOLS) {
    const more = command[0] === "#" ? { "aria-haspopup": "dialog" } : { "aria-pressed": false, "data-value": value || "" };
    tools.append(make("button", { type: "button", class: "btn", "data-command": command, ...more }, name));
  }
  const plain = make("button", { type: "button", class: "btn prose__plain", "aria-pressed": false }, "Teks bertanda");
  const said = make("p", { class: "prose__said small", role: "status" });
  tools.append(plain);
  source.before(make("div", { class: "prose" }, tools, surface, said));
  source.hidden = true;

  const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  const draw = () => {
    surface.replaceChildren(drawn(value.get.call(source)));
    fill(surface);
  };
  const read = () => value.set.call(source, written(walk(surface)));
  // what other scripts put into the box (a draft that is taken up, another's text) is shown at once
  Object.defineProperty(source, "value", {
    get: () => value.get.call(source),
    set: (text) => {
      value.set.call(source, text);
      draw();
    },
  });
  const editor = {
    surface,
    /** Puts a text with marks where the caret stands. */
    put(text) {
      const made = make("div", {}, drawn(text));
      const { firstChild: first, childNodes: all } = made;
      tell("insertHTML", all.length === 1 && first.nodeName === "P" ? first.innerHTML : made.innerHTML);
    },
    changed: () => tellChanged(surface),
  };
  const clean = (data) => {
    const seen = { images: 0 };
    const html = data.getData("text/html");
    let text = data.getData("text/plain");
    if (html) {
      // styles are read and never applied; a document of the parser runs nothing and fetches nothing
      const quiet = (tag) => tag.replace(/\sstyle\s*=/gi, " data-css=").replace(/[\s/]on\w+\s*=/gi, " data-on=");
      const safe = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[^>]+>/g, quiet);
      text = written(walk(new DOMParser().parseFromString(safe, "text/html").body, seen));
    } else text = text.split(/\r?\n/).map((line) => (line.trim() ? written([["", [...line].map((letter) => [letter, "", false, false])]]) : "")).join("\n");
    const images = seen.images || [...data.files].some(({ type }) => type.startsWith("image/"));
    said.textContent = images ? "Gambar tidak ikut ditempel. Tambahkan di halaman Gambar, lalu pasang." : "";
    return text;
  };
  const show = () => {
    if (!surface.contains(document.activeElement)) return;
    const block = document.queryCommandValue("formatBlock");
    for (const button of tools.querySelectorAll("[data-value]")) {
      const { command, value } = button.dataset;
      button.setAttribute("aria-pressed", value ? block === value : document.queryCommandState(command));
    }
  };

  draw();
  judge();
  new MutationObserver(judge).observe(source, { attributes: true });
  surface.addEventListener("input", ({ isComposing }) => {
    if (!isComposing) fill(surface);
    read();
  });
  surface.addEventListener("beforeinput", (event) => {
    const form = /^format(Bold|Italic)?/.exec(event.inputType);
    if (!form) return;
    event.preventDefault();
    // others are forms that the text does not know
    if (form[1]) shape(surface, form[1].toLowerCase());
  });
  surface.addEventListener("paste", (event) => {
    event.preventDefault();
    const text = clean(event.clipboardData);
    if (text) editor.put(text);
  });
  surface.addEventListener("drop", (event) => {
    event.preventDefault();
    said.textContent = "Salin, lalu tempel.";
  });
  surface.addEventListener("click", (event) => {
    const filled = event.target.closest(PIECE);
    if (filled) choosePiece(filled);
    const piece = event.target.closest("[data-mark]");
    if (event.target.closest("[data-take-out]")) {
      piece.remove();
      editor.changed();
      surface.focus();
    } else if (event.target.closest("[data-change]")) open("#prosa-foto", editor, piece);
    else if (event.target.closest("a")) event.preventDefault();
  });
  tools.addEventListener("mousedown", (event) => event.preventDefault());
  tools.addEventListener("click", (event) => {
    const { command, value } = event.target.closest("[data-command]")?.dataset || {};
    if (!command) return;
    if (!surface.contains(getSelection().anchorNode)) surface.focus();
    if (command.startsWith("#")) return open(command, editor);
    const there = value && event.target.closest("button").getAttribute("aria-pressed") === "true";
    if (value) tell(command, there ? "p" : value);
    else shape(surface, command);
    show();
  });
  plain.addEventListener("click", () => {
    source.hidden = !source.hidden;
    surface.hidden = !source.hidden;
    plain.setAttribute("aria-pressed", surface.hidden);
    for (const button of tools.querySelectorAll("[data-command]")) button.disabled = surface.hidden;
    if (source.hidden) draw();
    (source.hidden ? surface : source).focus();
  });
  label.addEventListener("click", () => source.hidden && surface.focus());
  document.addEventListener("selectionchange", show);
}

function open(id, editor, piece = null) {
  const dialog = document.querySelector(id);
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0).cloneRange() : null;
  Object.assign(asked, { editor, range, piece });
  if (id === "#prosa-tautan") {
    const link = range?.startContainer.parentElement.closest("a");
    if (link) range.selectNodeContents(link);
    byId("prosa-alamat").value = link?.getAttribute("href") || "";
    const words = range?.cloneContents();
    words?.querySelectorAll("[data-placeholder]").forEach((one) => one.replaceWith(one.dataset.placeholder));
    byId("prosa-kata").value = words?.textContent || "";
    byId("prosa-alamat-salah").hidden = true;
  }
  const photo = piece && PICTURE.exec(piece.dataset.mark);
  if (id === "#prosa-foto" && byId("prosa-alt")) {
    const [chosen, caption, alt] = photo ? [photo[1], ...photo.slice(2).map((part) => plainly(part.trim()))] : ["", "", ""];
    for (const choice of dialog.querySelectorAll("[type=radio]")) choice.checked = choice.value === chosen;
    byId("prosa-keterangan").value = caption;
    byId("prosa-alt").value = alt;
  }
  dialog.showModal();
}

/** Back into the text, where the caret stood. */
function back() {
  const { editor, range } = asked;
  editor.surface.focus();
  if (range) choose(range);
}

const DEEDS = {
  close: () => true,
  unlink: () => (back(), tell("unlink"), true),
  link() {
    const typed = byId("prosa-alamat").value.trim();
    const href = address(typed).replace(/[\s<>]/g, encodeURIComponent);
    byId("prosa-alamat-salah").hidden = Boolean(href);
    if (!href) return byId("prosa-alamat").focus();
    back();
    tell("insertHTML", make("a", { href }, byId("prosa-kata").value || typed).outerHTML);
    return true;
  },
  picture() {
    const chosen = document.querySelector("#prosa-foto :checked");
    if (!chosen) return document.querySelector("#prosa-foto [type=radio]").focus();
    const parts = [byId("prosa-keterangan").value, byId("prosa-alt").value || chosen.dataset.alt];
    return insert(`[[foto: ${chosen.value} | ${parts.map((part) => part.trim().replace(/[\\|\]]/g, "\\$&")).join(" | ")}]]`);
  },
};

function insert(mark) {
  if (asked.piece) {
    asked.piece.replaceWith(chip(mark));
    asked.editor.changed();
  } else {
    back();
    asked.editor.put(mark);
  }
  return true;
}

document.addEventListener("click", ({ target }) => {
  const dialog = target.closest("dialog");
  const button = target.closest("[data-do], [data-list] [data-mark]");
  if (target.hash === "#i-body") document.querySelector(".prose__text").focus();
  if (!dialog || !button) return;
  dialog.close();
  const done = button.dataset.mark ? insert(button.dataset.mark) : DEEDS[button.dataset.do]();
  if (!done) dialog.showModal();
});
byId("prosa-saring")?.addEventListener("input", ({ target }) => {
  const wanted = target.value.toLowerCase();
  for (const item of document.querySelectorAll("#prosa-rujukan li")) item.hidden = !item.textContent.toLowerCase().includes(wanted);
});

const begin = () => document.querySelectorAll("textarea[data-prose]:not([data-begun])").forEach((source) => {
  source.dataset.begun = "";
  enhance(source);
});
begin();
// the answer to a save brings a box of its own
new MutationObserver(begin).observe(document.getElementById("isi"), { childList: true, subtree: true });

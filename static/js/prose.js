// Prose with its marks, written as it will look: a surface over the textarea, which stays what is sent, kept as a
// draft and compared. What the marks mean: pillars/prose.py; both read and write the same text.

import { PICTURE, safeLink, unescapeMarks, readDom, serialize } from "./prose_markup.js";
import { PLACEHOLDER, selectRange, selectNode, toggleFormat, runCommand, dispatchInput } from "./prose_format.js";
import { renderReference, renderText, renderPlaceholders, makeElement } from "./prose_render.js";

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
const byId = (id) => document.getElementById(id);

/** The editor whose dialog is open, where its caret stood, and the piece that is being changed. */
const asked = { editor: null, range: null, piece: null };

function enhance(source) {
  const label = document.querySelector(`label[for="${source.id}"]`);
  label.id ||= source.id + "-nama";
  const surface = makeElement("div", { class: "prose__text", contenteditable: true, role: "textbox", "aria-multiline": true, "aria-labelledby": label.id, "aria-describedby": source.getAttribute("aria-describedby") });
  const judge = () => surface.setAttribute("aria-invalid", source.hasAttribute("aria-invalid"));
  const tools = makeElement("div", { class: "prose__bar", role: "toolbar", "aria-label": "Bentuk teks" });
  for (const [name, command, value] of TOOLS) {
    const more = command[0] === "#" ? { "aria-haspopup": "dialog" } : { "aria-pressed": false, "data-value": value || "" };
    tools.append(makeElement("button", { type: "button", class: "btn", "data-command": command, ...more }, name));
  }
  const plain = makeElement("button", { type: "button", class: "btn prose__plain", "aria-pressed": false }, "Teks bertanda");
  const said = makeElement("p", { class: "prose__said small", role: "status" });
  tools.append(plain);
  source.before(makeElement("div", { class: "prose" }, tools, surface, said));
  source.hidden = true;

  const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  const draw = () => {
    surface.replaceChildren(renderText(value.get.call(source)));
    renderPlaceholders(surface);
  };
  const read = () => value.set.call(source, serialize(readDom(surface)));
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
      const made = makeElement("div", {}, renderText(text));
      const { firstChild: first, childNodes: all } = made;
      runCommand("insertHTML", all.length === 1 && first.nodeName === "P" ? first.innerHTML : made.innerHTML);
    },
    changed: () => dispatchInput(surface),
  };
  const clean = (data) => {
    const seen = { images: 0 };
    const html = data.getData("text/html");
    let text = data.getData("text/plain");
    if (html) {
      // styles are read and never applied; a document of the parser runs nothing and fetches nothing
      const quiet = (tag) => tag.replace(/\sstyle\s*=/gi, " data-css=").replace(/[\s/]on\w+\s*=/gi, " data-on=");
      const safe = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[^>]+>/g, quiet);
      text = serialize(readDom(new DOMParser().parseFromString(safe, "text/html").body, seen));
    } else text = text.split(/\r?\n/).map((line) => (line.trim() ? serialize([["", [...line].map((letter) => [letter, "", false, false])]]) : "")).join("\n");
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
    if (!isComposing) renderPlaceholders(surface);
    read();
  });
  surface.addEventListener("beforeinput", (event) => {
    const form = /^format(Bold|Italic)?/.exec(event.inputType);
    if (!form) return;
    event.preventDefault();
    // others are forms that the text does not know
    if (form[1]) toggleFormat(surface, form[1].toLowerCase());
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
    const filled = event.target.closest(PLACEHOLDER);
    if (filled) selectNode(filled);
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
    if (value) runCommand(command, there ? "p" : value);
    else toggleFormat(surface, command);
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
    const [chosen, caption, alt] = photo ? [photo[1], ...photo.slice(2).map((part) => unescapeMarks(part.trim()))] : ["", "", ""];
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
  if (range) selectRange(range);
}

const DEEDS = {
  close: () => true,
  unlink: () => (back(), runCommand("unlink"), true),
  link() {
    const typed = byId("prosa-alamat").value.trim();
    const href = safeLink(typed).replace(/[\s<>]/g, encodeURIComponent);
    byId("prosa-alamat-salah").hidden = Boolean(href);
    if (!href) return byId("prosa-alamat").focus();
    back();
    runCommand("insertHTML", makeElement("a", { href }, byId("prosa-kata").value || typed).outerHTML);
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
    asked.piece.replaceWith(renderReference(mark));
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

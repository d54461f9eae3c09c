// The form of a card: a draft at each keystroke, a receipt per field, the save bar, and what an answer changes.

import * as drafts from "./drafts.js";
import { inputsOf, othersIn, parse, same, valuesOf } from "./fields.js";
import * as outbox from "./outbox.js";
import { clock, device, element, icon, receipt } from "./page.js";

const HIDDEN = ["csrfmiddlewaretoken", "op", "base", "as", "beda", "sisa"];
const clean = new WeakMap(); // field element → its values as the server knows them
const touched = new WeakSet(); // field elements in which somebody has typed on this page
const labels = new WeakMap(); // save button → what stands on it while there is a connection
let since = 0; // when the oldest draft of this page was typed
let failed = "";
let landed = ""; // the receipt of a save that this page does not show

const form = () => document.getElementById("isian");
const fieldsOf = (root) => [...root.querySelectorAll("[data-field]")].filter((field) => field.closest("form") === root);
const isDirty = (field) => !same(valuesOf(field), clean.get(field));
const dirtyFields = () => (form() ? fieldsOf(form()).filter(isDirty) : []);

function setValues(field, values) {
  const left = values.map(([name, text]) => ({ name, text }));
  for (const input of inputsOf(field)) {
    if (input.type === "checkbox" || input.type === "radio") {
      input.checked = left.some((value) => value.name === input.name && value.text === input.value);
    } else if (input.type !== "hidden") {
      const at = left.findIndex((value) => value.name === input.name);
      if (at >= 0) input.value = left.splice(at, 1)[0].text;
    }
  }
}

/** Takes note of what the server showed; everything that differs from it later is a draft. */
function remember(root) {
  for (const field of root.querySelectorAll("[data-field]")) if (!clean.has(field)) clean.set(field, valuesOf(field));
}

function show(field, look, text) {
  const state = field.querySelector(":scope > [data-foot] [data-state]");
  if (state) state.replaceChildren(...(text ? [receipt(look, text)] : []));
}

function typed(field) {
  const sheet = form();
  const { ref } = sheet.dataset;
  const key = field.dataset.field;
  touched.add(field);
  if (isDirty(field)) {
    drafts.keep(ref, key, valuesOf(field), sheet.elements.base.value);
    since = since || Date.now();
    field.classList.add("field--draft");
    show(field, "draft", `Draf di ${device}, ${clock(Date.now())}. Belum dikirim.`);
  } else {
    drafts.drop(ref, key);
    field.classList.remove("field--draft", "field--error");
    field.querySelector(":scope > .field__wrong")?.remove();
    show(field, "draft", "");
  }
  count(field);
  words(field);
  bar();
}

function count(field) {
  const counter = field.querySelector(":scope > [data-foot] [data-counter]");
  const input = field.querySelector("textarea, input:not([type=hidden])");
  if (!counter || !input) return;
  const dots = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  const length = [...input.value].length;
  counter.textContent = `${dots(length)} dari ${dots(counter.dataset.counter)}`;
  counter.classList.toggle("over", length > Number(counter.dataset.counter));
}

/** `1.234,5` → 1234.5; NaN for what is not plainly a number. The server alone decides what is stored. */
function read(text) {
  const plain = text.trim().replace("−", "-");
  return /^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(plain) ? Number(plain.replaceAll(".", "").replace(",", ".")) : NaN;
}

function words(field) {
  const lines = [...document.querySelectorAll("#f-targets_by_year [data-difference]")];
  if (!["targets_by_year", "baseline"].includes(field.dataset.field) || !lines.length) return;
  let before = read(document.getElementById("i-baseline")?.value || "");
  let first = true;
  for (const line of lines) {
    const value = read(line.parentElement.querySelector("input").value);
    const step = Number((value - before).toFixed(6));
    line.textContent = "";
    if (Number.isNaN(value)) continue;
    if (!Number.isNaN(before)) {
      const amount = Math.abs(step).toLocaleString("id-ID", { maximumFractionDigits: 6 });
      line.textContent = (step ? `${step > 0 ? "naik" : "turun"} ${amount}` : "tetap") + (first ? " dari awal" : "");
    }
    before = value;
    first = false;
  }
}

/** The save bar, or on pages without one a line at the edge, says where the text is. */
export function bar() {
  const { state, count: waiting, trouble } = outbox.state();
  const open = dirtyFields().length;
  let place = document.querySelector("[data-bar]");
  if (!place) {
    if (!waiting && !failed) return document.getElementById("kirim")?.remove();
    place = document.getElementById("kirim") || document.body.appendChild(element("p", "toast"));
    place.id = "kirim";
    place.setAttribute("role", "status");
  }
  if (place.id !== "kirim") document.getElementById("kirim")?.remove(); // of the page before: its form is here again
  const lines = [];
  if (state === "sending") lines.push(receipt("sending", "Mengirim…"));
  else if (waiting) {
    lines.push(receipt("off", `Belum terkirim (${waiting}), disimpan di ${device}`));
    if (trouble && !trouble.startsWith("Belum")) lines.push(element("span", "", trouble));
  } else if (failed) lines.push(receipt("off", failed));
  else if (landed) lines.push(receipt("ok", landed));
  if (state === "idle" && open && !failed) {
    lines.push(receipt("draft", `${open} isian belum dikirim`), element("span", "", `Aman di ${device} sejak ${clock(since || Date.now())}`));
  }
  if (drafts.isFull()) lines.push(receipt("off", drafts.fullSentence));
  place.hidden = false;
  if (lines.length) place.replaceChildren(...lines);
  const button = document.querySelector("[data-save]");
  if (!button) return;
  button.toggleAttribute("aria-busy", state === "sending");
  if (state === "sending") button.setAttribute("aria-busy", "true");
  if (!labels.has(button)) labels.set(button, [...button.childNodes]);
  button.replaceChildren(...(waiting && state !== "sending" ? [`Simpan di ${device}`] : labels.get(button)));
}

function submit(event) {
  const sheet = event.target;
  if (!sheet.matches("form[data-sheet]")) return;
  event.preventDefault();
  const fill = event.submitter?.dataset.fill;
  if (fill) return;
  const whole = "choice" in sheet.dataset || sheet.dataset.ref.endsWith("-baru");
  const carried = whole ? fieldsOf(sheet) : dirtyFields();
  const body = [...new FormData(sheet)].filter(([name]) => {
    if (HIDDEN.includes(name)) return name !== "op" && name !== "csrfmiddlewaretoken";
    return whole || carried.some((field) => field.dataset.field === name.split(".")[0]);
  });
  // a choice between two texts settles the draft of that field, whichever was taken
  const chosen = "choice" in sheet.dataset && sheet.closest("[data-field]")?.dataset.field;
  failed = landed = "";
  if (!carried.length && !("choice" in sheet.dataset)) return nothing();
  for (const field of carried) show(field, "sending", "Mengirim…");
  outbox.send({
    url: sheet.getAttribute("action"),
    ref: sheet.dataset.ref,
    name: sheet.dataset.name,
    fields: chosen ? [[chosen, null]] : carried.map((field) => [field.dataset.field, valuesOf(field)]),
    body,
  });
}

function nothing() {
  document.querySelector("[data-bar]")?.replaceChildren(element("span", "", "Belum ada perubahan"));
}

/** What our server answered to a save. */
function answered({ item, status, html, back }) {
  if (status === 200) for (const [key, values] of item.fields) forget(item.ref, key, values);
  const offered = document.getElementById("draf-lama");
  if (offered && form() && !Object.keys(drafts.of(form().dataset.ref)).length) offered.hidden = true;
  const part = parse(html);
  const sheet = part.getElementById("lembar");
  const shown = document.getElementById("lembar");
  const here = shown && (form()?.dataset.ref || shown.dataset.conflict) === item.ref;
  landed = "";
  if (sheet && here && !(back && status === 200 && writtenOn(item))) place(shown, sheet, item, status);
  else if (status === 200) landed = `${part.querySelector("#tanda-terima b")?.textContent.trim() || "Tersimpan"}: ${item.name}`;
  else failed = `Tidak bisa disimpan: ${item.name}. ${part.querySelector("h1, [data-kind]")?.textContent.trim() || ""}`;
  if (status !== 200 && !here) return bar();
  if (status === 403 || status === 413) {
    const why = part.querySelector(status === 413 ? "[data-kind]" : "h1");
    failed = `Tidak bisa disimpan: ${why?.textContent.trim() || "belum boleh"}`;
    for (const [key] of item.fields) restate(key);
  }
  bar();
  if (back && status === 200) {
    const said = `Tersambung lagi. ${item.fields.length} isian terkirim`;
    document.querySelector("[data-bar]")?.append(element("span", "", said));
  }
}

function restate(key) {
  const field = document.getElementById("f-" + key);
  if (field && isDirty(field)) show(field, "off", `Belum terkirim — disimpan di ${device}`);
}

function forget(ref, key, sent) {
  const draft = drafts.of(ref)[key];
  if (draft && (sent === null || same(draft.values, sent))) drafts.drop(ref, key);
}

/** What was typed into the form of a new card after it was sent, as [[field, values]]. */
function later(item) {
  if (!form() || !item.ref.endsWith("-baru")) return [];
  const open = fieldsOf(form()).filter((field) => touched.has(field) && goneOn(field, new Map(item.fields)));
  return open.map((field) => [field.dataset.field, valuesOf(field)]);
}

/** True when a new card waited so long that its form holds the next one by now: it stays with its writer. */
const writtenOn = (item) => later(item).length > 0;

/** Puts the answer on the page: field by field where the form stays, whole where the page is another one. */
function place(shown, sheet, item, status) {
  const old = form();
  const fresh = sheet.querySelector("#isian");
  const stays = old && fresh && old.dataset.ref === fresh.dataset.ref;
  if (!stays) {
    const more = status === 200 && fresh ? later(item) : [];
    shown.replaceWith(sheet);
    start(sheet);
    for (const [key, values] of more) goOn(document.getElementById("f-" + key), values);
    if (fresh && fresh.action && status === 200) history.replaceState(null, "", fresh.getAttribute("action"));
    if (status !== 200 || !old) sheet.focus();
    return;
  }
  for (const field of fieldsOf(old)) if (!touched.has(field)) arrive(field, item.fields);
  for (const id of ["ringkasan", "tanda-terima"]) {
    document.getElementById(id)?.remove();
    const part = sheet.querySelector("#" + id);
    if (part) old.before(part);
  }
  if (status === 200) {
    // a field in which somebody writes and which others changed keeps the old base: the next save then meets them
    const others = othersIn(sheet, new Map(item.fields));
    const hidden = fieldsOf(old).some((field) => others.has(field.dataset.field) && goneOn(field, new Map(item.fields)));
    if (!hidden) old.elements.base.value = fresh.elements.base.value;
    document.getElementById("perubahan")?.replaceChildren();
    const live = document.querySelector("[data-live]");
    if (live) live.dataset.since = fresh.elements.base.value;
  }
  old.elements.op.value = fresh.elements.op.value;
  for (const now of fieldsOf(old)) update(now, fresh, new Map(item.fields), status);
  const bars = [old, fresh].map((one) => one.querySelector("[data-bar]"));
  if (status === 200) bars[0].replaceChildren(...bars[1].childNodes);
  since = dirtyFields().length ? since : 0;
  if (status !== 200) document.getElementById("ringkasan")?.focus();
}

/** What somebody was still typing into a new card goes on in the card that it has become. */
function goOn(field, values) {
  if (!field) return;
  setValues(field, values);
  typed(field);
}

/** Shows in an untouched field what a save carried that was sent from the page before. */
function arrive(field, fields) {
  const found = fields.find(([key]) => key === field.dataset.field);
  if (found?.[1] && !same(valuesOf(field), found[1])) setValues(field, found[1]);
}

/** True when the field holds something that the save did not carry. */
const goneOn = (field, sent) => !same(valuesOf(field), sent.get(field.dataset.field) || clean.get(field));

/** One field of the answer. What was typed after the save was sent, or is being typed now, stays as it is. */
function update(now, fresh, sent, status) {
  const key = now.dataset.field;
  const part = fresh.querySelector(`#f-${key}`);
  const current = valuesOf(now);
  if (!part) return settle(now, key, sent, status);
  const wasSent = sent.has(key);
  const open = goneOn(now, sent);
  if (status === 200) clean.set(part, valuesOf(part));
  else clean.set(part, clean.get(now));
  if (!open && !now.contains(document.activeElement)) {
    now.replaceWith(part);
    return;
  }
  if (status === 200 && (open || wasSent)) clean.set(now, open ? clean.get(part) : current);
  for (const selector of [".field__wrong", ".notice"]) {
    now.querySelector(":scope > " + selector)?.remove();
    const extra = part.querySelector(":scope > " + selector);
    if (extra) now.querySelector(":scope > [data-foot]").before(extra);
  }
  now.classList.toggle("field--error", part.classList.contains("field--error"));
  for (const input of inputsOf(now)) {
    const twin = input.id && part.querySelector("#" + CSS.escape(input.id));
    if (twin?.hasAttribute("aria-invalid")) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
  if (open) return typed(now);
  now.classList.remove("field--draft");
  now.querySelector(":scope > [data-foot]").replaceWith(part.querySelector(":scope > [data-foot]"));
}

/** A field that the answer does not hold stands as it is; if it was sent, the server has it. */
function settle(now, key, sent, status) {
  if (status !== 200 || !sent.has(key)) return;
  clean.set(now, sent.get(key));
  if (isDirty(now)) return typed(now);
  now.classList.remove("field--draft", "field--error");
  now.querySelector(":scope > .field__wrong")?.remove();
  show(now, "ok", document.querySelector("#tanda-terima b")?.textContent || "");
}

/** Offers what was typed on this device and never arrived. */
function offer(sheet) {
  const found = Object.entries(drafts.of(sheet.dataset.ref)).filter(([key, draft]) => {
    const field = document.getElementById("f-" + key);
    if (field && field.closest("form") === sheet && !same(draft.values, clean.get(field))) return true;
    drafts.drop(sheet.dataset.ref, key);
    return false;
  });
  const place = document.getElementById("draf-lama");
  if (!found.length || !place) return;
  const oldest = Math.min(...found.map(([, draft]) => draft.at));
  const use = element("button", "btn", "Pakai draf");
  const discard = element("button", "btn btn--quiet", "Buang draf");
  use.type = discard.type = "button";
  use.addEventListener("click", () => {
    for (const [key, draft] of found) {
      const field = document.getElementById("f-" + key);
      const base = Number(draft.base);
      // what the draft was based on, so that a change of others meanwhile is met and not hidden
      if (base < Number(sheet.elements.base.value)) sheet.elements.base.value = String(base);
      setValues(field, draft.values);
      const fold = field.closest("details");
      if (fold) fold.open = true;
      typed(field);
    }
    place.hidden = true;
  });
  discard.addEventListener("click", () => {
    for (const [key] of found) drafts.drop(sheet.dataset.ref, key);
    place.hidden = true;
  });
  const sentence = `Draf ${clock(oldest)} dari ${device} ditemukan.`;
  const words = element("div", "row row--between", element("p", "", sentence), element("span", "row", use, discard));
  const note = element("div", "notice notice--warn", icon("edit"), words);
  note.dataset.kind = "unsent";
  place.replaceChildren(note);
  place.hidden = false;
}

function press(event) {
  const button = event.target.closest("[data-fill], [data-use]");
  if (!button) return;
  if (button.dataset.fill) {
    event.preventDefault();
    const input = form().querySelector(`[name="${CSS.escape(button.dataset.fill)}"]:not([type=hidden])`);
    fill(input, button.dataset.text);
    input.focus();
  } else {
    fill(document.getElementById("i-indicator"), button.dataset.indicator);
    fill(document.getElementById("i-unit"), button.dataset.unit);
    const way = form().querySelector(`[name=direction][value="${CSS.escape(button.dataset.direction)}"]`);
    if (way) {
      way.checked = true;
      typed(way.closest("[data-field]"));
    }
  }
}

function fill(input, text) {
  if (!input) return;
  input.value = text;
  typed(input.closest("[data-field]"));
}

function start(root) {
  remember(root);
  for (const button of root.querySelectorAll("[data-use]")) button.hidden = false;
  const sheet = form();
  if (sheet?.dataset.ref) offer(sheet);
}

export function startForms() {
  start(document);
  // a link from “Kelengkapan” leads into the field itself, also where it is folded away
  const wanted = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  for (let fold = wanted?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  document.addEventListener("input", (event) => {
    const field = event.target.closest("#isian [data-field]");
    if (field) typed(field);
  });
  document.addEventListener("submit", submit);
  document.addEventListener("click", press);
  outbox.listen((news) => (news.answer ? answered(news) : bar()));
  outbox.listen((news) => news.state === "unsent" && dirtyFields().forEach((field) => restateUnsent(field)));
  if (outbox.items().length) outbox.now();
  if (drafts.isFull() && form()) bar();
}

function restateUnsent(field) {
  if (outbox.items().some((item) => item.fields.some(([key]) => key === field.dataset.field))) restate(field.dataset.field);
}

/** True while something typed here has not arrived; live changes then keep their hands off. */
export const isTyping = () => dirtyFields().length > 0 || outbox.items().length > 0;

// What an answer of our server changes on the page: field by field, and never what somebody is writing.

import { bar } from "./bar.js";
import * as drafts from "./drafts.js";
import { inputsOf, isOnly, isSame, othersIn, parse, same, valuesOf } from "./fields.js";
import { start } from "./offer.js";
import { device, swaps } from "./page.js";
import { clean, dirtyFields, fieldsOf, form, isDirty, setValues, show, touched, typed } from "./sheet.js";

/** What our server answered to a save. */
export function answered({ item, status, html, back, there }) {
  if (status === 200) {
    drafts.forget(item.ref, item.fields);
    for (const key of Object.keys(drafts.of(item.ref + "-gabung"))) drafts.drop(item.ref + "-gabung", key);
  }
  const offered = document.getElementById("draf-lama");
  if (offered && form() && !Object.keys(drafts.of(form().dataset.ref)).length) offered.hidden = true;
  const part = parse(html);
  const sheet = part.getElementById("lembar");
  const shown = document.getElementById("lembar");
  const here = shown && (form()?.dataset.ref || shown.dataset.conflict) === item.ref;
  const next = form()?.dataset.ref === item.ref && form().dataset.then;
  let landed = status === 200 ? part.querySelector("#tanda-terima b")?.textContent.trim() || "Tersimpan" : "";
  if (next && status === 200 && !there) return location.assign(`${next}${next.includes("?") ? "&" : "?"}tersimpan=${part.querySelector("#tanda-terima")?.dataset.number || ""}`);
  // in another tab, and where somebody writes in it, the form of a new card holds the next one by now
  const nextOne = status === 200 && item.ref.endsWith("-baru") && (there || writtenOn(item));
  // two texts to choose from never take the place of a form in which somebody writes on
  const inTheWay = status === 409 && dirtyFields().some((field) => goneOn(field, new Map(item.fields)));
  const placed = sheet && here && !nextOne && !inTheWay;
  if (placed) {
    place(shown, sheet, item, status);
    if (status === 422 || (status === 409 && sheet.querySelector("#isian"))) drafts.seen(item.op);
  } else if (landed) landed += `: ${item.name}`;
  if (status !== 200 && !placed && form()?.dataset.ref === item.ref) item.fields.forEach(([key, values]) => restate(values, key));
  bar(landed, back && status === 200 ? item.fields.length : 0);
}

/** A field whose `values` were on their way and are not any more. */
export function restate(values, key) {
  const field = document.getElementById("f-" + key);
  if (field && same(values, valuesOf(field))) show(field, "off", isDirty(field) ? `Belum terkirim — disimpan di ${device}` : "");
}

/** What was typed into the form of a new card after it was sent, as [[field, values]]. */
function later(item) {
  if (!form() || !item.ref.endsWith("-baru")) return [];
  const open = fieldsOf(form()).filter((field) => touched.has(field) && goneOn(field, new Map(item.fields)));
  return open.map((field) => [field.dataset.field, valuesOf(field)]);
}

/** True when somebody writes another card in the form than the new one that arrived: it stays with its writer. */
const writtenOn = (item) => later(item).length && !isSame(item, { form: form().elements.op.value, fields: fieldsOf(form()).map((field) => [field.dataset.field, valuesOf(field)]) });

/** Puts the answer on the page: field by field where the form stays, whole where the page is another one. */
function place(shown, sheet, item, status) {
  const old = form();
  const fresh = sheet.querySelector("#isian");
  if (status === 200 && old && fresh && isOnly(old.dataset.ref)) {
    // what is being written goes on in the card that it has become
    later(item).forEach(([key]) => drafts.drop(item.ref, key));
    Object.assign(old.dataset, fresh.dataset);
  }
  const stays = old && fresh && old.dataset.ref === fresh.dataset.ref;
  if (!stays) {
    const more = status === 200 && fresh ? later(item) : [];
    shown.replaceWith(sheet);
    start(sheet);
    swaps(sheet);
    for (const [key, values] of more) {
      drafts.drop(item.ref, key);
      goOn(document.getElementById("f-" + key), values);
    }
    if (fresh && fresh.action && status === 200) history.replaceState(null, "", fresh.getAttribute("action"));
    if (status !== 200 || !old) sheet.focus(), sheet.scrollIntoView();
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

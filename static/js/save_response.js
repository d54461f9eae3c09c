// What an answer of our server changes on the page: field by field, and never what somebody is writing.

import { updateBar } from "./save_bar.js";
import * as drafts from "./drafts.js";
import { inputsOf, isSingle, isSameCard, othersIn, parseHtml, same, valuesOf } from "./fields.js";
import { restoreDrafts } from "./draft_restore.js";
import { device, processHtmx } from "./page.js";
import { savedValues, dirtyFields, formFields, cardForm, isDirty, setValues, showStatus, editedFields, fieldEdited } from "./form_state.js";

/** What our server answered to a save. */
export function saveAnswered({ item, status, html, back, there }) {
  if (status === 200) {
    drafts.forget(item.ref, item.fields);
    for (const key of Object.keys(drafts.of(item.ref + "-gabung"))) drafts.drop(item.ref + "-gabung", key);
  }
  const offered = document.getElementById("draf-lama");
  if (offered && cardForm() && !Object.keys(drafts.of(cardForm().dataset.ref)).length) offered.hidden = true;
  const part = parseHtml(html);
  const sheet = part.getElementById("lembar");
  const shown = document.getElementById("lembar");
  const here = shown && (cardForm()?.dataset.ref || shown.dataset.conflict) === item.ref;
  const next = cardForm()?.dataset.ref === item.ref && cardForm().dataset.then;
  let landed = status === 200 ? part.querySelector("#tanda-terima b")?.textContent.trim() || "Tersimpan" : "";
  if (next && status === 200 && !there) return location.assign(`${next}${next.includes("?") ? "&" : "?"}tersimpan=${part.querySelector("#tanda-terima")?.dataset.number || ""}`);
  // in another tab, and where somebody writes in it, the form of a new card holds the next one by now
  const nextOne = status === 200 && item.ref.endsWith("-baru") && (there || isOtherNewCard(item));
  // two texts to choose from never take the place of a form in which somebody writes on
  const inTheWay = status === 409 && dirtyFields().some((field) => editedSince(field, new Map(item.fields)));
  const placed = sheet && here && !nextOne && !inTheWay;
  if (placed) {
    placeAnswer(shown, sheet, item, status);
    if (status === 422 || (status === 409 && sheet.querySelector("#isian"))) drafts.release(item.op);
  } else if (landed) landed += `: ${item.name}`;
  if (status !== 200 && !placed && cardForm()?.dataset.ref === item.ref) item.fields.forEach(([key, values]) => showQueued(values, key));
  updateBar(landed, back && status === 200 ? item.fields.length : 0);
}

/** A field whose `values` were on their way and are not any more. */
export function showQueued(values, key) {
  const field = document.getElementById("f-" + key);
  if (field && same(values, valuesOf(field))) showStatus(field, "off", isDirty(field) ? `Belum terkirim — disimpan di ${device}` : "");
}

/** What was typed into the form of a new card after it was sent, as [[field, values]]. */
function editsAfterSending(item) {
  if (!cardForm() || !item.ref.endsWith("-baru")) return [];
  const open = formFields(cardForm()).filter((field) => editedFields.has(field) && editedSince(field, new Map(item.fields)));
  return open.map((field) => [field.dataset.field, valuesOf(field)]);
}

/** True when somebody writes another card in the form than the new one that arrived: it stays with its writer. */
const isOtherNewCard = (item) => editsAfterSending(item).length && !isSameCard(item, { form: cardForm().elements.op.value, fields: formFields(cardForm()).map((field) => [field.dataset.field, valuesOf(field)]) });

/** Puts the answer on the page: field by field where the form stays, whole where the page is another one. */
function placeAnswer(shown, sheet, item, status) {
  const old = cardForm();
  const fresh = sheet.querySelector("#isian");
  if (status === 200 && old && fresh && isSingle(old.dataset.ref)) {
    // what is being written goes on in the card that it has become
    editsAfterSending(item).forEach(([key]) => drafts.drop(item.ref, key));
    Object.assign(old.dataset, fresh.dataset);
  }
  const stays = old && fresh && old.dataset.ref === fresh.dataset.ref;
  if (!stays) {
    const more = status === 200 && fresh ? editsAfterSending(item) : [];
    shown.replaceWith(sheet);
    restoreDrafts(sheet);
    processHtmx(sheet);
    for (const [key, values] of more) {
      drafts.drop(item.ref, key);
      continueEdit(document.getElementById("f-" + key), values);
    }
    if (fresh && fresh.action && status === 200) history.replaceState(null, "", fresh.getAttribute("action"));
    if (status !== 200 || !old) sheet.focus(), sheet.scrollIntoView();
    return;
  }
  for (const field of formFields(old)) if (!editedFields.has(field)) showArrived(field, item.fields);
  for (const id of ["ringkasan", "tanda-terima"]) {
    document.getElementById(id)?.remove();
    const part = sheet.querySelector("#" + id);
    if (part) old.before(part);
  }
  if (status === 200) {
    // a field in which somebody writes and which others changed keeps the old base: the next save then meets them
    const others = othersIn(sheet, new Map(item.fields));
    const hidden = formFields(old).some((field) => others.has(field.dataset.field) && editedSince(field, new Map(item.fields)));
    if (!hidden) old.elements.base.value = fresh.elements.base.value;
    document.getElementById("perubahan")?.replaceChildren();
    const live = document.querySelector("[data-live]");
    if (live) live.dataset.since = fresh.elements.base.value;
  }
  old.elements.op.value = fresh.elements.op.value;
  for (const now of formFields(old)) updateField(now, fresh, new Map(item.fields), status);
  const bars = [old, fresh].map((one) => one.querySelector("[data-bar]"));
  if (status === 200) bars[0].replaceChildren(...bars[1].childNodes);
  if (status !== 200) document.getElementById("ringkasan")?.focus();
}

/** What somebody was still typing into a new card goes on in the card that it has become. */
function continueEdit(field, values) {
  if (!field) return;
  setValues(field, values);
  fieldEdited(field);
}

/** Shows in an untouched field what a save carried that was sent from the page before. */
function showArrived(field, fields) {
  const found = fields.find(([key]) => key === field.dataset.field);
  if (found?.[1] && !same(valuesOf(field), found[1])) setValues(field, found[1]);
}

/** True when the field holds something that the save did not carry. */
const editedSince = (field, sent) => !same(valuesOf(field), sent.get(field.dataset.field) || savedValues.get(field));

/** One field of the answer. What was typed after the save was sent, or is being typed now, stays as it is. */
function updateField(now, fresh, sent, status) {
  const key = now.dataset.field;
  const part = fresh.querySelector(`#f-${key}`);
  const current = valuesOf(now);
  if (!part) return settleField(now, key, sent, status);
  const wasSent = sent.has(key);
  const open = editedSince(now, sent);
  if (status === 200) savedValues.set(part, valuesOf(part));
  else savedValues.set(part, savedValues.get(now));
  if (!open && !now.contains(document.activeElement)) {
    now.replaceWith(part);
    return;
  }
  if (status === 200 && (open || wasSent)) savedValues.set(now, open ? savedValues.get(part) : current);
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
  if (open) return fieldEdited(now);
  now.classList.remove("field--draft");
  now.querySelector(":scope > [data-foot]").replaceWith(part.querySelector(":scope > [data-foot]"));
}

/** A field that the answer does not hold stands as it is; if it was sent, the server has it. */
function settleField(now, key, sent, status) {
  if (status !== 200 || !sent.has(key)) return;
  savedValues.set(now, sent.get(key));
  if (isDirty(now)) return fieldEdited(now);
  now.classList.remove("field--draft", "field--error");
  now.querySelector(":scope > .field__wrong")?.remove();
  showStatus(now, "ok", document.querySelector("#tanda-terima b")?.textContent || "");
}

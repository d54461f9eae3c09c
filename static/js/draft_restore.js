// What was typed on this device and never arrived is offered again on coming back.

import * as drafts from "./drafts.js";
import { same } from "./fields.js";
import { device, element, icon, dateTime } from "./page.js";
import { savedValues, cardForm, rememberValues, setValues, fieldEdited, inQueue } from "./form_state.js";

const fieldByKey = (key) => document.getElementById("f-" + key.replace("~", ""));

function offerDrafts(sheet) {
  const sent = inQueue();
  const taken = new Set();
  const found = Object.entries(drafts.of(sheet.dataset.ref)).filter(([key, { values }]) => {
    const field = fieldByKey(key);
    const last = sent.get(field?.dataset.field);
    // what waits to be sent is no draft to be taken up again
    if (last && same(last, values)) return false;
    // the older of two comes up once the newer is done with
    if (field && field.closest("form") === sheet && (last || !same(values, savedValues.get(field)))) return !taken.has(field) && taken.add(field);
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
      const field = fieldByKey(key);
      const base = Number(draft.base);
      // what the draft was based on, so that a change of others meanwhile is met and not hidden
      if (base < Number(sheet.elements.base.value)) sheet.elements.base.value = String(base);
      setValues(field, draft.values);
      const fold = field.closest("details");
      if (fold) fold.open = true;
      if (key !== field.dataset.field) drafts.drop(sheet.dataset.ref, key);
      fieldEdited(field);
    }
    place.hidden = true;
  });
  discard.addEventListener("click", () => {
    for (const [key] of found) drafts.drop(sheet.dataset.ref, key);
    place.hidden = true;
  });
  const sentence = ["Draf", dateTime(oldest), `dari ${device} ditemukan.`].filter(Boolean).join(" ");
  const words = element("div", "row row--between", element("p", "", sentence), element("span", "row", use, discard));
  const note = element("div", "notice notice--warn", icon("edit"), words);
  note.dataset.kind = "unsent";
  place.replaceChildren(note);
  place.hidden = false;
}

/** What is written by hand from two texts is a draft as well; it stands there again at once. */
export const mergeRef = (input) => input.form.dataset.ref + "-gabung";

function restoreMergeText(input) {
  const draft = drafts.of(mergeRef(input))[input.name];
  if (!draft) return;
  input.value = draft.values[0][1];
  input.closest("details").open = true;
}

export function restoreDrafts(root) {
  rememberValues(root);
  root.querySelectorAll("form[data-choice] textarea:not([hidden])").forEach(restoreMergeText);
  const sheet = cardForm();
  if (sheet?.dataset.ref) offerDrafts(sheet);
}

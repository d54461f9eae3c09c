// What was typed on this device and never arrived is offered again on coming back.

import * as drafts from "./drafts.js";
import { same } from "./fields.js";
import { device, element, icon, moment } from "./page.js";
import { clean, form, remember, setValues, typed, waiting } from "./sheet.js";

const fieldOf = (key) => document.getElementById("f-" + key.replace("~", ""));

function offer(sheet) {
  const sent = waiting();
  const taken = new Set();
  const found = Object.entries(drafts.of(sheet.dataset.ref)).filter(([key, { values }]) => {
    const field = fieldOf(key);
    const last = sent.get(field?.dataset.field);
    // what waits to be sent is no draft to be taken up again
    if (last && same(last, values)) return false;
    // the older of two comes up once the newer is done with
    if (field && field.closest("form") === sheet && (last || !same(values, clean.get(field)))) return !taken.has(field) && taken.add(field);
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
      const field = fieldOf(key);
      const base = Number(draft.base);
      // what the draft was based on, so that a change of others meanwhile is met and not hidden
      if (base < Number(sheet.elements.base.value)) sheet.elements.base.value = String(base);
      setValues(field, draft.values);
      const fold = field.closest("details");
      if (fold) fold.open = true;
      if (key !== field.dataset.field) drafts.drop(sheet.dataset.ref, key);
      typed(field);
    }
    place.hidden = true;
  });
  discard.addEventListener("click", () => {
    for (const [key] of found) drafts.drop(sheet.dataset.ref, key);
    place.hidden = true;
  });
  const sentence = ["Draf", moment(oldest), `dari ${device} ditemukan.`].filter(Boolean).join(" ");
  const words = element("div", "row row--between", element("p", "", sentence), element("span", "row", use, discard));
  const note = element("div", "notice notice--warn", icon("edit"), words);
  note.dataset.kind = "unsent";
  place.replaceChildren(note);
  place.hidden = false;
}

/** What is written by hand from two texts is a draft as well; it stands there again at once. */
export const byHand = (input) => input.form.dataset.ref + "-gabung";

function refill(input) {
  const draft = drafts.of(byHand(input))[input.name];
  if (!draft) return;
  input.value = draft.values[0][1];
  input.closest("details").open = true;
}

export function start(root) {
  remember(root);
  for (const button of root.querySelectorAll("[data-use]")) button.hidden = false;
  root.querySelectorAll("form[data-choice] textarea:not([hidden])").forEach(refill);
  const sheet = form();
  if (sheet?.dataset.ref) offer(sheet);
}

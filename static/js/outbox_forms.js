// The forms whose answers come through the outbox: what a press sends.

import { saveAnswered, showQueued } from "./save_response.js";
import { updateBar } from "./save_bar.js";
import * as drafts from "./drafts.js";
import { same, valuesOf } from "./fields.js";
import { mergeRef, restoreDrafts } from "./draft_restore.js";
import * as outbox from "./outbox.js";
import { element } from "./page.js";
import { dirtyFields, formFields, cardForm, onEdit, rememberValues, showStatus, fieldEdited, inQueue } from "./form_state.js";

const HIDDEN = ["csrfmiddlewaretoken", "op", "base", "as", "beda", "sisa", "pulihkan"];

const labelOf = (field) => field.querySelector(".field__label")?.firstChild.textContent.trim();

function submitToOutbox(event) {
  const sheet = event.target;
  if (!sheet.matches("form[data-sheet]")) return;
  event.preventDefault();
  if (event.submitter?.dataset.fill) return;
  const choice = "choice" in sheet.dataset;
  const whole = choice || "then" in sheet.dataset || sheet.dataset.ref.endsWith("-baru");
  const open = whole ? formFields(sheet) : dirtyFields();
  const waits = inQueue();
  const carried = whole ? open : open.filter((field) => !same(waits.get(field.dataset.field), valuesOf(field)));
  const body = [...new FormData(sheet, event.submitter)].filter(([name]) => {
    if (HIDDEN.includes(name)) return name !== "op" && name !== "csrfmiddlewaretoken";
    return whole || carried.some((field) => field.dataset.field === name.split(".")[0]);
  });
  updateBar("", 0);
  if (!carried.length && !choice) return open.length ? outbox.retry() : showNothingChanged();
  // a choice between two texts settles the draft of that field, whichever was taken
  const chosen = new Set(body.map(([name]) => name.split(".")[0]).filter((name) => !HIDDEN.includes(name)));
  for (const field of carried) showStatus(field, "sending", "Mengirim…");
  outbox.send({
    url: sheet.getAttribute("action"),
    ref: sheet.dataset.ref,
    name: sheet.dataset.name,
    form: sheet.elements.op?.value,
    fields: choice ? [...chosen].map((key) => [key, null]) : carried.map((field) => [field.dataset.field, valuesOf(field)]),
    labels: carried.map(labelOf),
    body,
  });
}

function showNothingChanged() {
  document.querySelector("[data-bar]")?.replaceChildren(element("span", "", "Belum ada perubahan"));
}

function buttonPressed(event) {
  const left = event.target.closest("[data-settles]")?.dataset.settles;
  if (left) drafts.release(left);
  const button = event.target.closest("[data-fill], [data-use]");
  if (!button) return;
  if (button.dataset.fill) {
    event.preventDefault();
    const input = cardForm().querySelector(`[name="${CSS.escape(button.dataset.fill)}"]:not([type=hidden])`);
    fillInput(input, button.dataset.text);
    input.focus();
  } else {
    fillInput(document.getElementById("i-indicator"), button.dataset.indicator);
    fillInput(document.getElementById("i-unit"), button.dataset.unit);
    const way = cardForm().querySelector(`[name=direction][value="${CSS.escape(button.dataset.direction)}"]`);
    if (way) {
      way.checked = true;
      fieldEdited(way.closest("[data-field]"));
    }
  }
}

function fillInput(input, text) {
  if (!input) return;
  input.value = text;
  fieldEdited(input.closest("[data-field]"));
}

export async function startForms() {
  rememberValues(document);
  // a link from “Kelengkapan” leads into the field itself, also where it is folded away
  const wanted = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  for (let fold = wanted?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  document.addEventListener("input", ({ target }) => {
    const field = target.closest("#isian [data-field]");
    if (field) fieldEdited(field);
    else if (target.form?.matches("[data-choice]")) {
      drafts.save(mergeRef(target), target.name, [[target.name, target.value]], target.form.elements.base.value);
    }
  });
  document.addEventListener("submit", submitToOutbox);
  document.addEventListener("keydown", ({ key, ctrlKey, metaKey, target }) => {
    if (key === "Enter" && (ctrlKey || metaKey)) target.closest("form[data-sheet]")?.requestSubmit();
  });
  document.addEventListener("click", buttonPressed);
  onEdit(() => updateBar());
  outbox.listen((news) => (news.answer ? saveAnswered(news) : updateBar()));
  outbox.listen((news) => news.state === "unsent" && inQueue().forEach(showQueued));
  await drafts.load(() => updateBar());
  restoreDrafts(document);
  if (drafts.queued() || drafts.held().length || drafts.warning()) outbox.sendNow();
}

/** True while something typed here has not arrived; live changes then keep their hands off. */
export const isTyping = () => dirtyFields().length > 0 || drafts.queued() > 0;

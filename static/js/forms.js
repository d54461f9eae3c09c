// The forms whose answers come through the outbox: what a press sends.

import { answered, restate } from "./answers.js";
import { bar } from "./bar.js";
import * as drafts from "./drafts.js";
import { same, valuesOf } from "./fields.js";
import { byHand, start } from "./offer.js";
import * as outbox from "./outbox.js";
import { element } from "./page.js";
import { dirtyFields, fieldsOf, form, onTyped, remember, show, typed, waiting } from "./sheet.js";

const HIDDEN = ["csrfmiddlewaretoken", "op", "base", "as", "beda", "sisa", "pulihkan"];

const labelOf = (field) => field.querySelector(".field__label")?.firstChild.textContent.trim();

function submit(event) {
  const sheet = event.target;
  if (!sheet.matches("form[data-sheet]")) return;
  event.preventDefault();
  if (event.submitter?.dataset.fill) return;
  const choice = "choice" in sheet.dataset;
  const whole = choice || "then" in sheet.dataset || sheet.dataset.ref.endsWith("-baru");
  const open = whole ? fieldsOf(sheet) : dirtyFields();
  const waits = waiting();
  const carried = whole ? open : open.filter((field) => !same(waits.get(field.dataset.field), valuesOf(field)));
  const body = [...new FormData(sheet, event.submitter)].filter(([name]) => {
    if (HIDDEN.includes(name)) return name !== "op" && name !== "csrfmiddlewaretoken";
    return whole || carried.some((field) => field.dataset.field === name.split(".")[0]);
  });
  bar("", 0);
  if (!carried.length && !choice) return open.length ? outbox.insist() : nothing();
  // a choice between two texts settles the draft of that field, whichever was taken
  const chosen = new Set(body.map(([name]) => name.split(".")[0]).filter((name) => !HIDDEN.includes(name)));
  for (const field of carried) show(field, "sending", "Mengirim…");
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

function nothing() {
  document.querySelector("[data-bar]")?.replaceChildren(element("span", "", "Belum ada perubahan"));
}

function press(event) {
  const left = event.target.closest("[data-settles]")?.dataset.settles;
  if (left) drafts.seen(left);
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

export async function startForms() {
  remember(document);
  // a link from “Kelengkapan” leads into the field itself, also where it is folded away
  const wanted = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  for (let fold = wanted?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  document.addEventListener("input", ({ target }) => {
    const field = target.closest("#isian [data-field]");
    if (field) typed(field);
    else if (target.form?.matches("[data-choice]")) {
      drafts.keep(byHand(target), target.name, [[target.name, target.value]], target.form.elements.base.value);
    }
  });
  document.addEventListener("submit", submit);
  document.addEventListener("keydown", ({ key, ctrlKey, metaKey, target }) => {
    if (key === "Enter" && (ctrlKey || metaKey)) target.closest("form[data-sheet]")?.requestSubmit();
  });
  document.addEventListener("click", press);
  onTyped(() => bar());
  outbox.listen((news) => (news.answer ? answered(news) : bar()));
  outbox.listen((news) => news.state === "unsent" && waiting().forEach(restate));
  await drafts.begin(() => bar());
  start(document);
  if (drafts.waiting() || drafts.held().length || drafts.warning()) outbox.now();
}

/** True while something typed here has not arrived; live changes then keep their hands off. */
export const isTyping = () => dirtyFields().length > 0 || drafts.waiting() > 0;

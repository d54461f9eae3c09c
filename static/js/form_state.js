// The form on this page: what the server knows of each field, what was typed since, and the line below it.

import * as drafts from "./drafts.js";
import { inputsOf, same, valuesOf } from "./fields.js";
import { clock, device, statusChip } from "./page.js";

/** Field element → its values as the server knows them. */
export const savedValues = new WeakMap();
/** Field elements in which somebody has typed on this page. */
export const editedFields = new WeakSet();
const editListeners = new Set();
/** Calls `listener` after each change of what is typed. */
export const onEdit = (listener) => editListeners.add(listener);

export const cardForm = () => document.getElementById("isian");
export const formFields = (root) => [...root.querySelectorAll("[data-field]")].filter((field) => field.closest("form") === root);
/** What the saves that wait carry of this card: Map of field → its newest values there. */
export const inQueue = () => new Map(drafts.queue().filter(({ ref }) => ref === cardForm()?.dataset.ref).flatMap(({ fields }) => fields));

/** True for what differs from what the server knows, or will know once the saves `sent` have arrived. */
export function isDirty(field, sent = inQueue()) {
  const values = valuesOf(field);
  return !same(values, savedValues.get(field)) || !same(values, sent.get(field.dataset.field) || values);
}

export function dirtyFields() {
  const sent = inQueue();
  return cardForm() ? formFields(cardForm()).filter((field) => isDirty(field, sent)) : [];
}

export function setValues(field, values) {
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
export function rememberValues(root) {
  for (const field of root.querySelectorAll("[data-field]")) if (!savedValues.has(field)) savedValues.set(field, valuesOf(field));
}

export function showStatus(field, look, text) {
  const state = field.querySelector(":scope > [data-foot] [data-state]");
  if (state) state.replaceChildren(...(text ? [statusChip(look, text)] : []));
}

/** One more letter in `field`: kept before anything else happens. */
export function fieldEdited(field) {
  const sheet = cardForm();
  const { ref } = sheet.dataset;
  const key = field.dataset.field;
  // a draft that was offered here is not overwritten by one letter
  if (!editedFields.has(field)) drafts.setAside(ref, key, [valuesOf(field), inQueue().get(key)]);
  editedFields.add(field);
  if (isDirty(field)) {
    drafts.save(ref, key, valuesOf(field), sheet.elements.base.value);
    field.classList.add("field--draft");
    showStatus(field, "draft", `Draf di ${device}, ${clock(Date.now())}. Belum dikirim.`);
  } else {
    drafts.drop(ref, key);
    field.classList.remove("field--draft", "field--error");
    field.querySelector(":scope > .field__wrong")?.remove();
    showStatus(field, "draft", "");
  }
  updateCounter(field);
  showYearDifferences(field);
  editListeners.forEach((listener) => listener());
}

function updateCounter(field) {
  const counter = field.querySelector(":scope > [data-foot] [data-counter]");
  const input = field.querySelector("textarea, input:not([type=hidden])");
  if (!counter || !input) return;
  const dots = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  const length = [...input.value].length;
  counter.textContent = `${dots(length)} dari ${dots(counter.dataset.counter)}`;
  counter.classList.toggle("over", length > Number(counter.dataset.counter));
}

/** `1.234,5` → 1234.5; NaN for what is not plainly a number. The server alone decides what is stored. */
function parseNumber(text) {
  const plain = text.trim().replace("−", "-");
  return /^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(plain) ? Number(plain.replaceAll(".", "").replace(",", ".")) : NaN;
}

function showYearDifferences(field) {
  const lines = [...document.querySelectorAll("#f-targets_by_year [data-difference]")];
  if (!["targets_by_year", "baseline"].includes(field.dataset.field) || !lines.length) return;
  let before = parseNumber(document.getElementById("i-baseline")?.value || "");
  let first = true;
  for (const line of lines) {
    const value = parseNumber(line.parentElement.querySelector("input").value);
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

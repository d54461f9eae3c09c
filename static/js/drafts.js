// What is typed and not yet committed, in this browser's storage, per plan, member, card and field.
// A draft remembers the number that its page was based on, so that using it later never hides a change of others.

import { member, plan, device, storage } from "./page.js";

const START = `rembuk:${plan}:${member}:draf:`;

let full = Boolean(storage.fleeting);

/** True once the browser refused to store something; the bar says so. */
export const isFull = () => full;

export const fullSentence = storage.fleeting
  ? `Peramban ini tidak menyimpan draf. Simpan sering-sering; jangan tutup halaman ini.`
  : `Penyimpanan ${device} penuh. Simpan sekarang; jangan tutup halaman ini.`;

function store(key, value) {
  try {
    storage.setItem(key, JSON.stringify(value));
    full = Boolean(storage.fleeting);
  } catch {
    full = true;
  }
}

export function load(key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

/** Keeps the values of one field: `values` is [[input name, text]]. */
export function keep(ref, field, values, base) {
  store(START + ref + ":" + field, { values, base, at: Date.now() });
}

export function drop(ref, field) {
  storage.removeItem(START + ref + ":" + field);
}

/** {field: {values, base, at}} of one card. */
export function of(ref) {
  const found = {};
  const start = START + ref + ":";
  for (let n = 0; n < storage.length; n++) {
    const key = storage.key(n);
    if (key.startsWith(start)) {
      const draft = load(key);
      if (draft && Array.isArray(draft.values)) found[key.slice(start.length)] = draft;
    }
  }
  return found;
}

/** How many fields of this person lie here as drafts. */
export function count() {
  let number = 0;
  for (let n = 0; n < storage.length; n++) number += storage.key(n).startsWith(START);
  return number;
}

const QUEUE = `rembuk:${plan}:${member}:kirim`;

/** The saves that wait to be sent, oldest first. */
export const queue = () => load(QUEUE) || [];

export function setQueue(items) {
  if (items.length) store(QUEUE, items);
  else storage.removeItem(QUEUE);
}

// What is typed and not yet committed, on this device, per plan, member, card and field; and the saves that wait.
// A draft remembers the number that its page was based on, so that using it later never hides a change of others.

import { sameValues } from "./fields.js";
import { device, member, plan } from "./page.js";
import { storageTrouble, loadStorage, storage } from "./local_storage.js";

const OWN = `rembuk:${plan}:${member}:`;
const START = OWN + "draf:";
const QUEUE = OWN + "kirim:";
const HELD = OWN + "tahan:";

/** Ready once everything that lies here is at hand; `listener` is called when keeping it fails or works again. */
export const loadDrafts = (listener) => loadStorage(OWN, listener);

/** Why texts are not safe on this device at the moment, as a sentence; "" while they are. */
export const storageWarning = () =>
  ({
    full: `Penyimpanan ${device} penuh: jangan tutup halaman ini. Simpan sekarang.`,
    none: `Peramban ini tidak menyimpan draf. Simpan sering-sering; jangan tutup halaman ini.`,
  })[storageTrouble()] || "";

const writeJson = (key, value) => storage.setItem(key, JSON.stringify(value));

function readJson(key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

/** Keeps the values of one field: `values` is [[input name, text]]. */
export function saveDraft(ref, field, values, base) {
  writeJson(START + ref + ":" + field, { values, base, at: Date.now() });
}

export function dropDraft(ref, field) {
  const key = START + ref + ":" + field;
  if (storage.getItem(key)) storage.removeItem(key);
}

/** The drafts of what a save carries have done their work, unless somebody has gone on; null for a choice. */
export function forgetSaved(ref, fields) {
  const lies = draftsOf(ref);
  for (const [key, values] of fields) if (lies[key] && (!values || sameValues(lies[key].values, values))) dropDraft(ref, key);
}

/** Keeps an earlier draft of the field as `field~`, beside what is typed from now on, unless it is one of `known`. */
export function setAsideDraft(ref, field, known) {
  const draft = draftsOf(ref)[field];
  if (draft && !known.some((values) => sameValues(values, draft.values))) writeJson(`${START}${ref}:${field}~`, draft);
}

/** {field: {values, base, at}} of one card; `field~` is an older one. */
export function draftsOf(ref) {
  const start = START + ref + ":";
  const found = storage.keys(start).map((key) => [key.slice(start.length), readJson(key)]);
  return Object.fromEntries(found.filter(([, draft]) => Array.isArray(draft?.values)));
}

/** The keys of all that lies here under `start`, a text in a save that waits and in a draft only once. */
export function keysOfTexts(start) {
  const keys = storage.keys(start).filter((key) => /^rembuk:[^:]+:[^:]+:(draf|kirim|tahan):/.test(key));
  const carried = new Set();
  for (const key of keys) {
    const { ref, fields = [] } = readJson(key) || {};
    for (const [field] of fields) carried.add(`${key.split(":", 3).join(":")}:draf:${ref}:${field}`);
  }
  return keys.filter((key) => !carried.has(key));
}

/** How many fields of this person lie here that no save carries. */
export const draftCount = () => keysOfTexts(OWN).filter((key) => key.startsWith(START)).length;

const itemsUnder = (start) => storage.keys(start).map((key) => ({ ...readJson(key), key })).filter((item) => item.op);

/** The saves that wait to be sent, oldest first, and how many they are. */
export const queue = () => itemsUnder(QUEUE);
export const queueLength = () => storage.keys(QUEUE).length;

/** Puts a save at the end of the queue: by number, for a clock may be put back. */
export function enqueue(item) {
  const last = Number(storage.keys(QUEUE).pop()?.slice(QUEUE.length).split("-")[0] || 0);
  writeJson(`${QUEUE}${String(last + 1).padStart(9, "0")}-${item.op}`, item);
}

export const updateItem = (item) => writeJson(item.key, { ...item, key: undefined });
export const removeItem = (item) => storage.removeItem(item.key);

/** Saves that our server answered with a no: they stay until their owner has seen to them. */
export const heldItems = () => itemsUnder(HELD).sort((a, b) => a.at - b.at);
export const releaseHeld = (op) => storage.removeItem(HELD + op);
export const holdItem = (item) => writeJson(HELD + item.op, item);

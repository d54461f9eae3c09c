// What is typed and not yet committed, on this device, per plan, member, card and field; and the saves that wait.
// A draft remembers the number that its page was based on, so that using it later never hides a change of others.

import { same } from "./fields.js";
import { device, member, plan } from "./page.js";
import { storageTrouble, loadStorage, storage } from "./local_storage.js";

const OWN = `rembuk:${plan}:${member}:`;
const START = OWN + "draf:";
const QUEUE = OWN + "kirim:";
const HELD = OWN + "tahan:";

/** Ready once everything that lies here is at hand; `listener` is called when keeping it fails or works again. */
export const load = (listener) => loadStorage(OWN, listener);

/** Why texts are not safe on this device at the moment, as a sentence; "" while they are. */
export const warning = () =>
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
export function save(ref, field, values, base) {
  writeJson(START + ref + ":" + field, { values, base, at: Date.now() });
}

export function drop(ref, field) {
  const key = START + ref + ":" + field;
  if (storage.getItem(key)) storage.removeItem(key);
}

/** The drafts of what a save carries have done their work, unless somebody has gone on; null for a choice. */
export function forget(ref, fields) {
  const lies = of(ref);
  for (const [key, values] of fields) if (lies[key] && (!values || same(lies[key].values, values))) drop(ref, key);
}

/** Keeps an earlier draft of the field as `field~`, beside what is typed from now on, unless it is one of `known`. */
export function setAside(ref, field, known) {
  const draft = of(ref)[field];
  if (draft && !known.some((values) => same(values, draft.values))) writeJson(`${START}${ref}:${field}~`, draft);
}

/** {field: {values, base, at}} of one card; `field~` is an older one. */
export function of(ref) {
  const start = START + ref + ":";
  const found = storage.keys(start).map((key) => [key.slice(start.length), readJson(key)]);
  return Object.fromEntries(found.filter(([, draft]) => Array.isArray(draft?.values)));
}

/** The keys of all that lies here under `start`, a text in a save that waits and in a draft only once. */
export function textKeys(start) {
  const keys = storage.keys(start).filter((key) => /^rembuk:[^:]+:[^:]+:(draf|kirim|tahan):/.test(key));
  const carried = new Set();
  for (const key of keys) {
    const { ref, fields = [] } = readJson(key) || {};
    for (const [field] of fields) carried.add(`${key.split(":", 3).join(":")}:draf:${ref}:${field}`);
  }
  return keys.filter((key) => !carried.has(key));
}

/** How many fields of this person lie here that no save carries. */
export const count = () => textKeys(OWN).filter((key) => key.startsWith(START)).length;

const itemsUnder = (start) => storage.keys(start).map((key) => ({ ...readJson(key), key })).filter((item) => item.op);

/** The saves that wait to be sent, oldest first, and how many they are. */
export const queue = () => itemsUnder(QUEUE);
export const queued = () => storage.keys(QUEUE).length;

/** Puts a save at the end of the queue: by number, for a clock may be put back. */
export function enqueue(item) {
  const last = Number(storage.keys(QUEUE).pop()?.slice(QUEUE.length).split("-")[0] || 0);
  writeJson(`${QUEUE}${String(last + 1).padStart(9, "0")}-${item.op}`, item);
}

export const update = (item) => writeJson(item.key, { ...item, key: undefined });
export const remove = (item) => storage.removeItem(item.key);

/** Saves that our server answered with a no: they stay until their owner has seen to them. */
export const held = () => itemsUnder(HELD).sort((a, b) => a.at - b.at);
export const release = (op) => storage.removeItem(HELD + op);
export const hold = (item) => writeJson(HELD + item.op, item);

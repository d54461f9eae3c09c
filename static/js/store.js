// Where texts lie on this device. localStorage first, because it answers at once; IndexedDB beside it for what is
// large or no longer fits, and because a browser that is killed forgets its last seconds of localStorage.

const LARGE = 200000; // characters
const near = kept();
const far = new Map(); // what localStorage does not hold
const late = new Map(); // what IndexedDB has yet to take; null: to forget
const unsafe = new Set(); // keys of texts that only this page holds
let nowhere = !near;
let timer = 0;
let heard = () => {};

function kept() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

const opened = new Promise((done) => {
  setTimeout(done, 2000, null);
  try {
    const asked = indexedDB.open("rembuk");
    asked.onupgradeneeded = () => asked.result.createObjectStore("teks");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(null);
  } catch {
    done(null);
  }
});

async function flush() {
  clearTimeout(timer);
  timer = 0;
  const work = [...late];
  late.clear();
  const taken = await put(work).catch(() => false);
  for (const [key] of work) {
    if (!taken && far.has(key)) unsafe.add(key);
    else unsafe.delete(key);
  }
  heard();
}

async function put(work) {
  const change = (await opened).transaction("teks", "readwrite");
  const shelf = change.objectStore("teks");
  for (const [key, text] of work) {
    if (text === null) shelf.delete(key);
    else shelf.put(text, key);
  }
  await new Promise((done, fail) => {
    change.oncomplete = done;
    change.onabort = fail;
  });
  return true;
}

export const storage = {
  /** The keys that begin with `start`, in order. */
  keys(start) {
    const all = [...(near ? Object.keys(near) : []), ...far.keys()].filter((key) => key.startsWith(start));
    return [...new Set(all)].sort();
  },
  getItem: (key) => far.get(key) ?? near?.getItem(key) ?? null,
  setItem(key, text) {
    far.set(key, text);
    try {
      if (text.length < LARGE) {
        near.setItem(key, text);
        far.delete(key);
      } else near?.removeItem(key);
    } catch {
      near?.removeItem(key); // an older text must not stand for this one
    }
    late.set(key, text);
    timer = timer || setTimeout(flush, 300);
  },
  removeItem(key) {
    far.delete(key);
    near?.removeItem(key);
    late.set(key, null);
    flush();
  },
};

/** Fetches what IndexedDB holds under `start`; `listener` hears when a text found a place, or none. */
export async function ready(start, listener) {
  heard = listener || heard;
  const db = await opened;
  nowhere = !near && !db;
  if (!db) return;
  const shelf = db.transaction("teks").objectStore("teks");
  const range = IDBKeyRange.bound(start, start + "\uffff");
  const read = (asked) => new Promise((done) => ((asked.onsuccess = () => done(asked.result)), (asked.onerror = () => done([]))));
  const [keys, texts] = await Promise.all([read(shelf.getAllKeys(range)), read(shelf.getAll(range))]);
  keys.forEach((key, n) => {
    const text = storage.getItem(key);
    if (!late.has(key) && (!text || typed(text) < typed(texts[n]))) far.set(key, texts[n]);
  });
}

const typed = (text) => Number(/"at":(\d+)/.exec(text)?.[1] || 0);

/** "full" while some text is on this page only, "none" where the browser keeps nothing at all, else "". */
export const lack = () => (nowhere ? "none" : unsafe.size ? "full" : "");

addEventListener("pagehide", flush);
addEventListener("visibilitychange", flush);

// Where texts lie on this device. localStorage first, because it answers at once; IndexedDB beside it for what is
// large or no longer fits, and because a browser that is killed forgets its last seconds of localStorage.

const LARGE = 200000; // characters
const localStore = openLocalStorage();
const indexedOnly = new Map(); // what localStorage does not hold
const pendingWrites = new Map(); // what IndexedDB has yet to take; null: to forget
const unsavedKeys = new Set(); // keys of texts that only this page holds
let noStorage = !localStore;
let timer = 0;
let onTrouble = () => {};

function openLocalStorage() {
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

async function flushToIndexedDb() {
  clearTimeout(timer);
  timer = 0;
  const work = [...pendingWrites];
  pendingWrites.clear();
  const taken = await inIndexedDb(work).catch(() => false);
  for (const [key] of work) {
    if (!taken && indexedOnly.has(key)) unsavedKeys.add(key);
    else unsavedKeys.delete(key);
  }
  onTrouble();
}

async function inIndexedDb(work) {
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
    const all = [...(localStore ? Object.keys(localStore) : []), ...indexedOnly.keys()].filter((key) => key.startsWith(start));
    return [...new Set(all)].sort();
  },
  getItem: (key) => indexedOnly.get(key) ?? localStore?.getItem(key) ?? null,
  setItem(key, text) {
    indexedOnly.set(key, text);
    try {
      if (text.length < LARGE) {
        localStore.setItem(key, text);
        indexedOnly.delete(key);
      } else localStore?.removeItem(key);
    } catch {
      localStore?.removeItem(key); // an older text must not stand for this one
    }
    pendingWrites.set(key, text);
    timer = timer || setTimeout(flushToIndexedDb, 300);
  },
  removeItem(key) {
    indexedOnly.delete(key);
    localStore?.removeItem(key);
    pendingWrites.set(key, null);
    flushToIndexedDb();
  },
};

/** Fetches what IndexedDB holds under `start`; `listener` hears when a text found a place, or none. */
export async function loadStorage(start, listener) {
  onTrouble = listener || onTrouble;
  const db = await opened;
  noStorage = !localStore && !db;
  if (!db) return;
  const shelf = db.transaction("teks").objectStore("teks");
  const range = IDBKeyRange.bound(start, start + "\uffff");
  const read = (asked) => new Promise((done) => ((asked.onsuccess = () => done(asked.result)), (asked.onerror = () => done([]))));
  const [keys, texts] = await Promise.all([read(shelf.getAllKeys(range)), read(shelf.getAll(range))]);
  keys.forEach((key, n) => {
    const text = storage.getItem(key);
    if (!pendingWrites.has(key) && (!text || timeOf(text) < timeOf(texts[n]))) indexedOnly.set(key, texts[n]);
  });
}

const timeOf = (text) => Number(/"at":(\d+)/.exec(text)?.[1] || 0);

/** "full" while some text is on this page only, "none" where the browser keeps nothing at all, else "". */
export const storageTrouble = () => (noStorage ? "none" : unsavedKeys.size ? "full" : "");

addEventListener("pagehide", flushToIndexedDb);
addEventListener("visibilitychange", flushToIndexedDb);

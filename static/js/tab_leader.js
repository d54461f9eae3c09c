// Whose turn it is to send: one tab of this browser at a time. Web Locks need https, so the turn is a line in
// localStorage that runs out by itself; whoever writes it looks again a moment later, because two may write at once.

import { hex } from "./page.js";

const LOCK_KEY = "rembuk:giliran";
const MAX_MS = 60000;
const tabId = hex(4);

function readLock() {
  try {
    return JSON.parse(localStorage.getItem(LOCK_KEY)) || {};
  } catch {
    return {}; // no storage, no turns: two tabs may then send twice, and the server counts once
  }
}

/** Milliseconds that another tab still has; a clock that was put back locks nobody out. */
function timeHeldByOthers() {
  const { by, until } = readLock();
  const left = until - Date.now();
  return by !== tabId && left > 0 && left <= MAX_MS ? left : 0;
}

/** Takes or prolongs the turn; it ends by itself after `ms`. */
export function renew(ms) {
  try {
    localStorage.setItem(LOCK_KEY, JSON.stringify({ by: tabId, until: Date.now() + Math.min(ms, MAX_MS) }));
  } catch {
    // see readLock()
  }
}

/** 0 when this tab may send for the next `ms`, else the milliseconds after which to ask again. */
export async function acquire(ms) {
  const left = timeHeldByOthers();
  if (left) return left;
  const sure = readLock().by === tabId;
  renew(ms);
  if (!sure) await new Promise((done) => setTimeout(done, 30 + Math.random() * 40));
  return timeHeldByOthers();
}

export function release() {
  if (readLock().by === tabId) localStorage.removeItem(LOCK_KEY);
}

/** Calls `free` when another tab gives its turn away. */
export const onRelease = (free) => addEventListener("storage", ({ key, newValue }) => key === LOCK_KEY && !newValue && free());

addEventListener("pagehide", release);

// Whose turn it is to send: one tab of this browser at a time. Web Locks need https, so the turn is a line in
// localStorage that runs out by itself; whoever writes it looks again a moment later, because two may write at once.

import { hex } from "./page.js";

const TURN = "rembuk:giliran";
const LONGEST = 60000;
const me = hex(4);

function read() {
  try {
    return JSON.parse(localStorage.getItem(TURN)) || {};
  } catch {
    return {}; // no storage, no turns: two tabs may then send twice, and the server counts once
  }
}

/** Milliseconds that another tab still has; a clock that was put back locks nobody out. */
function others() {
  const { by, until } = read();
  const left = until - Date.now();
  return by !== me && left > 0 && left <= LONGEST ? left : 0;
}

/** Takes or prolongs the turn; it ends by itself after `ms`. */
export function keep(ms) {
  try {
    localStorage.setItem(TURN, JSON.stringify({ by: me, until: Date.now() + Math.min(ms, LONGEST) }));
  } catch {
    // see read()
  }
}

/** 0 when this tab may send for the next `ms`, else the milliseconds after which to ask again. */
export async function take(ms) {
  const left = others();
  if (left) return left;
  const sure = read().by === me;
  keep(ms);
  if (!sure) await new Promise((done) => setTimeout(done, 30 + Math.random() * 40));
  return others();
}

export function give() {
  if (read().by === me) localStorage.removeItem(TURN);
}

/** Calls `free` when another tab gives its turn away. */
export const onFree = (free) => addEventListener("storage", ({ key, newValue }) => key === TURN && !newValue && free());

addEventListener("pagehide", give);

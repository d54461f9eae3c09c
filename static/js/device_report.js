// Tells the server how much lies unsent on this device, and whether anybody looks at it: counts, never a text.

import { deviceId, member, plan, csrfToken } from "./page.js";
import { counts, listen } from "./outbox.js";
import { storage } from "./local_storage.js";

const KEPT = `rembuk:${plan}:${member}:lapor`; // the last report that arrived
let sent = storage.getItem(KEPT);
let timer = 0;
let pressed = 0;
let left = false;

const reportSoon = (seconds = 2) => (timer = timer || setTimeout(() => report(), seconds * 1000));

/** Sends what is new; `place` {pillar, ref} says besides where a page without a stream is open. `away`: nobody looks. */
export async function report(place, away = document.hidden) {
  clearTimeout(timer);
  timer = 0;
  const said = { ...counts(), ...(away ? {} : { lihat: 1 }) };
  const text = JSON.stringify(said) + Math.floor(Date.now() / 6e5);
  if (text === sent && !place) return;
  sent = text;
  storage.removeItem(KEPT);
  const body = new URLSearchParams({ hp: deviceId, as: member, csrfmiddlewaretoken: csrfToken(), ...said, ...place });
  try {
    const answer = await fetch(`/r/${plan}/hadir/`, { method: "POST", body, keepalive: true, signal: AbortSignal.timeout(9000) });
    if (answer.status !== 204 || !answer.headers.has("X-Rembuk")) throw answer;
    if (sent === text) storage.setItem(KEPT, text);
  } catch {
    sent = "";
    reportSoon(20);
  }
}

/** Nobody looks any more, or somebody again. On the way to the next page the next page will say it. */
function visibilityChanged({ type }) {
  const away = document.hidden || type === "pagehide";
  if (away && Date.now() - pressed < 1000) reportSoon();
  else report(null, away);
}

/** Whoever leaves says good-bye before their seat is gone. */
async function reportBeforeLeaving(event) {
  if (event.defaultPrevented || left || !event.target.matches("[data-leave]")) return;
  event.preventDefault();
  left = true;
  await report(null, true);
  event.target.requestSubmit(event.submitter);
}

export function startReport() {
  if (!member || !csrfToken()) return;
  reportSoon(1 + Math.random() * 2);
  listen(() => reportSoon());
  addEventListener("input", () => reportSoon());
  addEventListener("click", (event) => event.target.closest("a[href]") && (pressed = Date.now()));
  addEventListener("submit", reportBeforeLeaving);
  addEventListener("visibilitychange", visibilityChanged);
  addEventListener("pagehide", visibilityChanged);
}

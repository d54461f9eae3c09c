// Sends saves one at a time and believes only our own server: an answer counts when it carries our `op` in
// `X-Rembuk-Op`. Everything else (a 502 page, the hotel's login page, half an answer) means "not sent yet".

import * as drafts from "./drafts.js";
import { queue, setQueue } from "./drafts.js";
import { othersIn, parse } from "./fields.js";
import { clock, device, hex, renew, token } from "./page.js";

const PAUSES = [2, 4, 8, 15, 30];
const listeners = new Set();

let busy = false;
let failures = 0;
let timer = 0;
let trouble = "";
let memory = null; // the queue when storage refuses it

/** Calls `listener(news)` on each change: {state, count, trouble} or {answer, item, status, html}. */
export const listen = (listener) => listeners.add(listener);
const tell = (news) => listeners.forEach((listener) => listener(news));

export const items = () => memory || queue();

function put(list) {
  setQueue(list);
  memory = queue().length === list.length ? null : list;
}

export function state() {
  const count = items().length;
  return { state: busy ? "sending" : count ? "unsent" : "idle", count, trouble };
}

/** What this person has on this device: {unsent: saves that wait, drafts: fields typed and not sent}. */
export const counts = () => ({ unsent: items().length, drafts: drafts.count() });

/** Queues a save: {url, ref, name, fields, body: [[name, text]]}. A second press with the same content counts once. */
export function send(item) {
  const list = items();
  const same = list.some((other) => other.url === item.url && JSON.stringify(other.body) === JSON.stringify(item.body));
  if (!same) put([...list, { ...item, op: hex(16), at: Date.now() }]);
  now();
}

/** Tries at once. */
export function now() {
  clearTimeout(timer);
  timer = 0;
  run();
}

async function run() {
  const item = items()[0];
  if (busy || !item) return tell(state());
  busy = true;
  tell(state());
  let outcome;
  try {
    outcome = await attempt(item);
  } catch {
    outcome = { unsent: `Belum terkirim (${items().length}), disimpan di ${device}` };
  }
  busy = false;
  if (outcome.unsent) return later(outcome);
  const back = failures > 0;
  failures = 0;
  trouble = "";
  put(items().filter((other) => other.op !== item.op).map((other) => follow(other, item, outcome)));
  tell({ ...outcome, item, answer: true, back });
  tell(state());
  run();
}

/** A later save of the same card stands on this one, unless others changed a field that it carries. */
function follow(other, item, { status, number, html }) {
  if (other.ref !== item.ref || status !== 200 || !number) return other;
  const others = othersIn(parse(html), new Map(item.fields));
  if (other.fields.some(([key]) => others.has(key))) return other;
  return { ...other, body: other.body.map(([name, text]) => [name, name === "base" ? String(number) : text]) };
}

async function attempt(item, again = true) {
  const body = new URLSearchParams(item.body);
  body.set("op", item.op);
  body.set("csrfmiddlewaretoken", token());
  const answer = await fetch(item.url, {
    method: "POST",
    body,
    headers: { "HX-Request": "true" },
    redirect: "error",
    signal: AbortSignal.timeout(15000),
  });
  const html = await answer.text();
  const status = answer.status;
  const ours = answer.headers.get("X-Rembuk-Op") === item.op && html.length > 0;
  if (status === 403 && html.includes('data-kind="expired_form"')) {
    if (again && (await renew())) return attempt(item, false);
    return { unsent: "Halaman ini sudah usang. Muat ulang halaman; tulisan Anda tersimpan sebagai draf." };
  }
  // a page of ours that says never; a proxy's 413 is the network's trouble and may pass
  const refused = /data-kind="(forbidden|locked)"/.test(html) && status === 403;
  const tooLarge = /data-kind="too_large"/.test(html) && status === 413;
  if (ours || refused || tooLarge) return { status, html, number: Number(answer.headers.get("X-Rembuk")) };
  if (status === 404 && html.includes('data-kind="not_found"')) {
    return { unsent: `Halaman ini tidak terbuka lagi untuk Anda. Masuk lagi; tulisan Anda aman di ${device}.` };
  }
  return { unsent: sentence(answer), wait: Number(answer.headers.get("Retry-After")) || 0 };
}

function sentence(answer) {
  if (answer.status >= 500 || answer.status === 429) {
    return `Ada gangguan pada server, ${clock(Date.now())}. Tulisan Anda aman di ${device} dan dikirim ulang otomatis.`;
  }
  if (answer.ok) return `Tidak terkirim karena wifi hotel meminta masuk. Tulisan Anda aman di ${device}.`;
  return `Belum terkirim (${items().length}), disimpan di ${device}`;
}

function later({ unsent, wait = 0 }) {
  trouble = unsent;
  const pause = Math.max(wait, PAUSES[Math.min(failures, PAUSES.length - 1)]) * (1 + Math.random() / 4);
  failures += 1;
  timer = setTimeout(now, pause * 1000);
  tell(state());
}

addEventListener("online", now);
addEventListener("visibilitychange", () => document.visibilityState === "visible" && items().length && now());

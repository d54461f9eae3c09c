// Sends saves one at a time and believes only our own server: an answer counts when it carries our `op` in
// `X-Rembuk-Op`. Everything else (a 502 page, the hotel's login page, half an answer) means "not sent yet".

import * as drafts from "./drafts.js";
import { isSameCard, othersIn, parseHtml, same } from "./fields.js";
import { clock, device, hex, fetchPage, member, plan, renewToken, csrfToken } from "./page.js";
import * as tabLeader from "./tab_leader.js";

// seconds; the last pause and a request that hangs together stay below half a minute
const PAUSES = [1, 2, 4, 8, 10];
const PATIENCE = 15000;
const NEWS = `rembuk:${plan}:${member}:kabar`;
const listeners = new Set();
const inFlight = new Set();

let asking = false;
let asked = false; // somebody wants to send while a request is under way that may fail
let failures = 0;
let timer = 0;
let earliest = 0; // before this time the server does not want to hear from us
let trouble = {}; // {sentence, kind} of the last attempt

/** Calls `listener(news)` on each change: {state, count, trouble} or {answer, item, status, html}. */
export const listen = (listener) => listeners.add(listener);
const notify = (news = state()) => listeners.forEach((listener) => listener(news));

export const items = drafts.queue;

/** What this person has on this device: {unsent: saves that wait, drafts: fields typed and not sent}. */
export const counts = () => ({ unsent: drafts.queued() + drafts.held().length, drafts: drafts.count() });

export function state() {
  const count = drafts.queued();
  return { state: inFlight.size ? "sending" : count ? "unsent" : "idle", count, trouble: count ? trouble : {} };
}

/** Queues a save: {url, ref, name, fields, labels, body: [[name, text]]}. A second press with the same content counts once. */
export function send(item) {
  const last = items().filter((other) => other.url === item.url).pop();
  if (!last || !same(last.body, item.body)) drafts.enqueue({ ...item, op: hex(16), at: Date.now() });
  sendNow();
}

/** Tries at once, because somebody asks for it. */
export function retry() {
  earliest = 0;
  sendNow();
}

/** Tries at once, unless the server asked for patience. */
export function sendNow() {
  clearTimeout(timer);
  timer = 0;
  if (earliest > Date.now() && earliest < Date.now() + 90000) retryAfter(earliest - Date.now());
  else sendQueue();
}

function retryAfter(ms) {
  clearTimeout(timer);
  timer = setTimeout(sendNow, ms);
  notify();
}

const nextItem = () => items().find((item) => !inFlight.has(item.op));

async function sendQueue() {
  asked = inFlight.size > 0;
  if (asking || asked || !nextItem()) return notify();
  asking = true;
  const wait = await tabLeader.acquire(PATIENCE + 2000);
  asking = false;
  if (wait) return retryAfter(wait + Math.random() * 500);
  const item = nextItem(); // another tab may have sent what was next
  if (!item) return stopSending();
  inFlight.add(item.op);
  notify();
  const outcome = await sendItem(item).catch(() => ({ unsent: "" }));
  inFlight.delete(item.op);
  if ("unsent" in outcome) return keepForLater(outcome);
  const back = failures > 0;
  failures = 0;
  trouble = {};
  if (outcome.status !== 200) holdBack(item, outcome);
  drafts.remove(item);
  items().forEach((other) => rebaseItem(other, item, outcome));
  saveArrived({ ...outcome, item, answer: true, back });
  sendQueue();
}

function stopSending() {
  tabLeader.release();
  notify();
}

/** Tells this tab, and the others of this person, what the server answered. */
function saveArrived(news) {
  if (news.status === 200) releaseItem(news.item);
  notify(news);
  try {
    localStorage.setItem(NEWS, JSON.stringify(news));
    localStorage.removeItem(NEWS);
  } catch {
    // without storage there are no other tabs that share this queue
  }
  if (!drafts.queued()) stopSending();
}

/** A save that arrived settles what was held back of the same fields. */
function releaseItem(item) {
  const sent = new Set(item.fields.map(([key]) => key));
  for (const held of drafts.held()) {
    if (held.ref !== item.ref || held.ref.endsWith("-baru")) continue;
    held.open = held.open.filter((key) => !sent.has(key));
    if (held.open.length) drafts.update(held);
    else drafts.remove(held);
  }
}

/** Keeps what was answered with a no: why, and the fields that wait for their owner. */
function holdBack(item, { status, html }) {
  const part = parseHtml(html);
  const clashes = [...part.querySelectorAll("#lembar[data-conflict] > [data-field]")].map((field) => field.dataset.field);
  const sentence = (part.querySelector("#ringkasan li") || part.querySelector("#ringkasan p, .fault h1, .h1, p[data-kind]"))?.textContent.trim();
  const open = clashes.length ? clashes : item.fields.map(([key]) => key);
  releaseItem({ ref: item.ref, fields: open.map((key) => [key]) });
  const again = part.querySelector("#lembar")?.dataset.again;
  drafts.hold({ ...item, status, sentence, open, again, clash: clashes.length > 0 });
}

/** A later save of the same card stands on this one, unless others changed a field that it carries. */
function rebaseItem(other, item, { status, number, html }) {
  if (other.ref !== item.ref || status !== 200 || !number) return;
  const part = parseHtml(html);
  if (item.ref.endsWith("-baru")) {
    // a new card that was corrected before its answer came is one card
    const made = part.getElementById("isian");
    if (!made || !isSameCard(item, other)) return;
    drafts.forget(item.ref, other.fields);
    other = { ...other, url: made.getAttribute("action"), ref: made.dataset.ref, name: made.dataset.name };
  } else {
    const others = othersIn(part, new Map(item.fields));
    if (other.fields.some(([key]) => others.has(key))) return;
  }
  drafts.update({ ...other, body: other.body.map(([name, text]) => [name, name === "base" ? String(number) : text]) });
}

async function sendItem(item, first = true) {
  const body = new URLSearchParams(item.body);
  body.set("op", item.op);
  body.set("csrfmiddlewaretoken", csrfToken());
  const stop = new AbortController();
  const bell = setTimeout(() => stop.abort(), PATIENCE);
  let answer, html;
  try {
    const asked = { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "manual", signal: stop.signal };
    answer = await fetch(item.url, asked);
    html = await answer.text();
  } finally {
    clearTimeout(bell);
  }
  const status = answer.status;
  const says = (kind) => html.includes(`data-kind="${kind}"`);
  if (status === 403 && says("expired_form")) {
    if (first) return (await renewToken()) ? sendItem(item, false) : notOurServer();
    return { unsent: "Halaman ini sudah usang. Muat ulang halaman; tulisan Anda tersimpan sebagai draf." };
  }
  if (status === 403 && html.includes('data-reason="identitas_berubah"')) return notOurServer();
  if (status === 404 && says("not_found")) {
    const there = await fetchPage(item.url);
    if (there.member !== member) return notOurServer();
    // the card lives under another address now; where it lives under none, its text stays here
    if (first && there.path !== item.url) return sendItem({ ...item, url: there.path }, false);
    return { status, html };
  }
  const marked = answer.headers.get("X-Rembuk-Op") === item.op;
  const whole = /<\/(div|html)>\s*(<script[^]*)?$/.test(html);
  // a page of ours that says never; a proxy's 413 is the network's trouble and may pass
  const refused = (status === 403 && (says("forbidden") || says("locked"))) || (status === 413 && says("too_large"));
  if ((marked && whole && status) || refused) return { status, html, number: Number(answer.headers.get("X-Rembuk")) };
  return troubleSentence(answer);
}

const notOurServer = () => ({
  unsent: `Halaman ini tidak terbuka lagi untuk Anda. Masuk lagi; tulisan Anda aman di ${device} dan hanya terkirim atas nama Anda.`,
});

function troubleSentence({ status, ok, type, headers }) {
  const wait = Math.min(Number(headers.get("Retry-After")) || 0, 60); // a proxy may want an hour
  if (status >= 500 || status === 429) {
    const when = wait > 2 ? `dalam ${wait} detik` : "otomatis";
    const what = status === 429 ? "Server meminta jeda" : "Ada gangguan pada server";
    return { unsent: `${what}, ${clock(Date.now())}. Tulisan Anda aman di ${device} dan dikirim ulang ${when}.`, wait };
  }
  if (!ok && type !== "opaqueredirect") return { unsent: "" };
  return { unsent: `Tidak terkirim karena wifi hotel meminta masuk. Tulisan Anda aman di ${device}.`, kind: "portal" };
}

function keepForLater({ unsent, kind, wait = 0 }) {
  trouble = { sentence: unsent, kind };
  if (asked && !wait) return sendQueue();
  const pause = Math.max(wait, PAUSES[Math.min(failures, PAUSES.length - 1)]) * (1 + Math.random() / 4) * 1000;
  failures += 1;
  earliest = wait ? Date.now() + pause : 0;
  tabLeader.renew(pause + 3000);
  retryAfter(pause);
}

addEventListener("online", sendNow);
addEventListener("visibilitychange", () => document.visibilityState === "visible" && drafts.queued() && sendNow());
tabLeader.onRelease(sendNow);
addEventListener("storage", ({ key, newValue }) => {
  if (key === NEWS && newValue) notify({ ...JSON.parse(newValue), there: true });
  else if (key?.startsWith(`rembuk:${plan}:${member}:`)) notify();
});

// Live: a stream that rings a number, one `?since=` request at a time, and parts put in by id, never under a finger.

import { announce, element, deviceId, hex, plan, processHtmx } from "./page.js";
import { isTyping } from "./outbox_forms.js";
import { report } from "./device_report.js";
import { noteServerTime } from "./timer.js";

const live = document.querySelector("[data-live]");
if (live && !live.dataset.since) live.dataset.since = document.body.dataset.head || "0";
// The number that this page shows; a save of our own moves it on (outbox_forms.js).
const head = () => Number(live.dataset.since);
let newestHead = 0;
let asking = false;
let pullTimer = 0; // the timer of the next question
let pullDueAt = 0; // when it rings
let lastTouchAt = -1e4; // on the clock that nobody sets
let heldParts = [];
let asked = false; // for what was held back: it moves because somebody wants to see it
let changes = 0;

function headChanged(number, least = 150, most = 750) {
  newestHead = Math.max(newestHead, number);
  if (live && newestHead > head()) pullSoon(least, most);
}

/** Spread: a room of phones does not ask in the same instant. A card does not wait for who is here. */
function pullSoon(least, most) {
  const at = performance.now() + least + Math.random() * (most - least);
  if (pullTimer && pullDueAt <= at) return;
  clearTimeout(pullTimer);
  pullDueAt = at;
  pullTimer = setTimeout(pullChanges, at - performance.now());
}

async function pullChanges() {
  clearTimeout(pullTimer);
  pullTimer = 0;
  if (asking || !live) return;
  asking = true;
  const answer = await fetchChanges();
  asking = false;
  if (answer) {
    if (answer.reload) reloadPage();
    else applyChanges(answer.html);
    live.dataset.since = answer.known;
  }
  if (newestHead > head()) pullSoon(1000, 2000);
}

/** What changed since our number; nothing when nothing usable came: the next ring asks again from the same number. */
async function fetchChanges() {
  // beside an open form stands all that others changed since the form was read, however often we asked meanwhile
  const from = document.querySelector("#isian [name=base]")?.value || head();
  try {
    const sent = performance.now();
    const address = live.dataset.live || location.pathname;
    const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}since=${from}`, { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(15000) });
    noteServerTime(answer, sent);
    const known = answer.headers.get("X-Rembuk-Head");
    if (!answer.ok || !known) return;
    return { known, reload: answer.headers.has("X-Rembuk-Reload"), html: await answer.text() };
  } catch {
    // the line is away
  }
}

function reloadPage() {
  if (isTyping()) return showConnectionNotice("Ada perubahan besar pada halaman ini. Simpan dahulu, lalu muat ulang.");
  location.reload();
}

function applyChanges(html) {
  const parts = [...new DOMParser().parseFromString(html, "text/html").body.children].filter((part) => part.id);
  const before = head();
  for (const part of parts) {
    // an item of a list that the parser found outside its list is kept as it is
    if (mustHoldBack(part)) heldParts = [...heldParts.filter((other) => other.part.id !== part.id), { part, before }];
    else replacePart(part, before);
  }
  asked = false;
  offerHeld();
}

/** A part waits while it would replace what is being typed in, or move things under a finger. */
function mustHoldBack(part) {
  const old = document.getElementById(part.id);
  if (!old) return false;
  // whoever put it there gives the focus back (road_map.js), unless something is being moved in it
  if ("swap" in old.dataset && !old.querySelector("[data-ke]")) return false;
  if (old.contains(document.activeElement) && document.activeElement !== document.body) return true;
  if (typedIn(old).some(({ id }) => !part.querySelector("#" + id))) return true;
  const structure = !part.matches("article, p, aside, section, [role=status]");
  const inSight = old.getBoundingClientRect().top < innerHeight;
  return structure && inSight && !asked && performance.now() - lastTouchAt < 4000;
}

function replacePart(part, before) {
  const old = document.getElementById(part.id);
  if (!old) return;
  if ("remove" in part.dataset) return old.remove();
  const fresh = document.importNode(part, true);
  const scrolled = old.querySelector(".list--scroll")?.scrollTop || 0;
  keepTyped(old, fresh);
  old.replaceWith(fresh);
  processHtmx(fresh);
  // what the facilitator says or a new step is read out; the same again is not
  if (fresh.dataset.say && fresh.dataset.say !== old.dataset.say) announce(fresh.dataset.say);
  if (scrolled) fresh.querySelector(".list--scroll")?.scrollTo(0, scrolled);
  const cards = fresh.matches("article.entry") ? [fresh] : [...fresh.querySelectorAll("article.entry")];
  const changed = cards.filter((card) => Number(card.dataset.version) > before);
  changed.forEach(highlight);
  changes += changed.length;
  if (changes) announce(`${changes} kartu berubah.`);
  changes = 0;
}

/** What was typed into a part goes on in the one that takes its place; a part without the box does not. */
function keepTyped(old, fresh) {
  for (const box of typedIn(old)) {
    const next = fresh.querySelector("#" + box.id);
    if (next) next.value = box.value;
    const fold = next?.closest("details");
    if (fold) fold.open = true;
  }
}

const typedIn = (part) => [...part.querySelectorAll("textarea[id]")].filter(({ value, defaultValue }) => value !== defaultValue);

function highlight(card) {
  if (card.dataset.by === undefined || card.querySelector(".entry__live")) return;
  const who = card.dataset.by ? `Diubah ${card.dataset.by}, baru saja` : "Berubah, baru saja";
  const label = element("span", "entry__live", who);
  card.classList.add("entry--live");
  card.querySelector(".entry__head")?.append(label);
  setTimeout(() => {
    card.classList.remove("entry--live");
    label.remove();
  }, 20000);
}

function offerHeld() {
  let button = document.getElementById("perubahan-baru");
  if (!heldParts.length) return button?.remove();
  if (!button) {
    button = element("button", "btn btn--primary toast toast--new");
    button.id = "perubahan-baru";
    button.type = "button";
    button.addEventListener("click", () => applyHeld(true));
    document.body.append(button);
  }
  button.textContent = `${heldParts.length} perubahan baru. Tampilkan`;
}

/** Shows what was held back, once nobody touches it or when it is asked for. */
function applyHeld(wanted) {
  asked = asked || wanted;
  if (!heldParts.length || asking || heldParts.some(({ part }) => mustHoldBack(part))) return offerHeld();
  // a card inside may have changed again since: ask once more from before the oldest of them
  live.dataset.since = String(Math.min(...heldParts.map(({ before }) => before)));
  heldParts = [];
  offerHeld();
  pullChanges();
}

function showConnectionNotice(sentence) {
  let place = document.getElementById("sambungan");
  if (!sentence) return place?.remove();
  if (!place) {
    place = element("p", "notice notice--warn");
    place.id = "sambungan";
    place.dataset.kind = "warning";
    place.setAttribute("role", "status");
    document.getElementById("isi").prepend(place);
  }
  place.textContent = sentence;
}

// "." is a board that nobody has: a page without changes has a stream only to say that somebody is here
const place = { pillar: live ? live.dataset.pillar || "" : ".", ref: live?.dataset.place || /\/([a-z_]+-\d+)\/$/.exec(location.pathname)?.[1] || "" };
const SILENCE = 25000; // the server says something every ten seconds
const STREAMS = 4; // a browser has six connections for a host, and pages need some
const windows = window.BroadcastChannel && new BroadcastChannel("rembuk");
const younger = new Set(); // windows that opened a stream after this one
let stream = null;
let lastMessageAt = 0;
let silenceTimer = 0; // the timer that finds the stream silent
let lostTimer = 0; // the timer that finds it gone
let reconnectTimer = 0; // the timer that tries again
let pollTimer = 0;
let pauseTimer = 0;

function connectStream() {
  closeStream();
  // what the stream says of this page is who is here (kartu: the open card), and the board whose numbers it wants
  const said = { papan: place.pillar, hp: deviceId, kartu: place.ref };
  stream = new EventSource(`/ring/${plan}/?${new URLSearchParams(said)}`);
  stream.onmessage = (event) => {
    streamAlive();
    headChanged(Number(event.data));
  };
  // the room waits for it: a new step, an announcement
  stream.addEventListener("segera", (event) => {
    streamAlive();
    headChanged(Number(event.data), 0, 400);
  });
  stream.addEventListener("hadir", () => {
    streamAlive();
    pullSoon(500, 3000);
  });
  stream.onerror = () => {
    lostTimer = lostTimer || setTimeout(startPolling, 5000);
    if (stream?.readyState === EventSource.CLOSED) reconnectLater(6000, 15000);
  };
  silenceTimer = setTimeout(streamSilent, SILENCE);
  window.name ||= hex(4);
  younger.clear();
  windows?.postMessage(window.name);
}

function closeStream() {
  stream?.close();
  stream = null;
  [silenceTimer, lostTimer, reconnectTimer].forEach(clearTimeout);
  lostTimer = reconnectTimer = 0;
}

function reconnectLater(least, most) {
  stream.close();
  stream = null;
  clearTimeout(silenceTimer);
  reconnectTimer = setTimeout(connectStream, least + Math.random() * (most - least));
}

function streamAlive() {
  lastMessageAt = Date.now();
  [silenceTimer, lostTimer, pollTimer].forEach(clearTimeout);
  lostTimer = pollTimer = 0;
  silenceTimer = setTimeout(streamSilent, SILENCE);
  showConnectionNotice("");
}

/** The network is away; or the stream opened and says nothing: a proxy keeps it back, or the line died. */
function streamSilent() {
  startPolling();
  if (lostTimer) reconnectLater(1000, 5000);
  else reconnectLater(20000, 60000);
}

/** Where streams are cut we ask every ten seconds, and say so. */
function startPolling() {
  if (pollTimer) return;
  if (live) showConnectionNotice("Sambungan langsung terputus. Halaman diperbarui tiap 10 detik.");
  const ask = () => {
    pollTimer = setTimeout(ask, 9000 + Math.random() * 2000);
    pullChanges();
    report(place);
  };
  pollTimer = setTimeout(ask, Math.random() * 5000);
}

/** Nobody looks: the connection is left to other pages. */
function pauseStream() {
  closeStream();
  clearTimeout(pollTimer);
  pollTimer = 0;
}

function visibilityChanged() {
  clearTimeout(pauseTimer);
  if (document.hidden) return (pauseTimer = setTimeout(pauseStream, 5000));
  // a phone that slept may hold a stream that is none any more
  if (!stream || Date.now() - lastMessageAt > SILENCE / 2) connectStream();
  pullChanges();
}

export function startLive() {
  if (!plan) return;
  for (const kind of ["pointerdown", "wheel", "touchmove", "keydown"]) {
    addEventListener(kind, () => (lastTouchAt = performance.now()), { passive: true });
  }
  document.addEventListener("focusout", () => setTimeout(() => applyHeld(false)));
  setInterval(() => heldParts.length && applyHeld(false), 2000);
  if (!document.hidden) connectStream();
  document.addEventListener("visibilitychange", visibilityChanged);
  addEventListener("pagehide", pauseStream);
  addEventListener("pageshow", (event) => event.persisted && visibilityChanged());
  addEventListener("focus", () => stream || reconnectTimer || visibilityChanged());
  if (!windows) return;
  windows.onmessage = ({ data }) => {
    if (!stream || younger.add(data).size < STREAMS) return;
    closeStream();
    startPolling();
  };
}

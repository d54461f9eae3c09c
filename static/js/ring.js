// Live: a stream that rings a number, one `?since=` request at a time, and parts put in by id, never under a finger.

import { announce, element, handset, hex, plan, swaps } from "./page.js";
import { isTyping } from "./forms.js";
import { report } from "./report.js";
import { hearTime } from "./timer.js";

const live = document.querySelector("[data-live]");
const address = live && (live.dataset.live || location.pathname);
if (live && !live.dataset.since) live.dataset.since = document.body.dataset.head || "0";
// The number that this page shows; a save of our own moves it on (forms.js).
const head = () => Number(live.dataset.since);
let rung = 0;
let asking = false;
let waiting = 0; // the timer of the next question
let due = 0; // when it rings
let touched = -1e4; // on the clock that nobody sets
let held = [];
let asked = false; // for what was held back: it moves because somebody wants to see it
let changes = 0;

function hear(number, least = 150, most = 750) {
  rung = Math.max(rung, number);
  if (live && rung > head()) soon(least, most);
}

/** Spread: a room of phones does not ask in the same instant. A card does not wait for who is here. */
function soon(least, most) {
  const at = performance.now() + least + Math.random() * (most - least);
  if (waiting && due <= at) return;
  clearTimeout(waiting);
  due = at;
  waiting = setTimeout(pull, at - performance.now());
}

async function pull() {
  clearTimeout(waiting);
  waiting = 0;
  if (asking || !live) return;
  asking = true;
  const answer = await ask();
  asking = false;
  if (answer) {
    if (answer.reload) reload();
    else take(answer.html);
    live.dataset.since = answer.known;
  }
  if (rung > head()) soon(1000, 2000);
}

/** What changed since our number; null when nothing usable came: the next ring asks again from the same number. */
async function ask() {
  // beside an open form stands all that others changed since the form was read, however often we asked meanwhile
  const from = document.querySelector("#isian [name=base]")?.value || head();
  try {
    const sent = performance.now();
    const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}since=${from}`, { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(15000) });
    hearTime(answer, sent);
    const known = answer.headers.get("X-Rembuk-Head");
    if (!answer.ok || known === null) return null;
    return { known, reload: answer.headers.has("X-Rembuk-Reload"), html: await answer.text() };
  } catch {
    return null;
  }
}

function reload() {
  if (isTyping()) return note("Ada perubahan besar pada halaman ini. Simpan dahulu, lalu muat ulang.");
  location.reload();
}

function take(html) {
  const parts = [...new DOMParser().parseFromString(html, "text/html").body.children].filter((part) => part.id);
  const before = head();
  for (const part of parts) {
    // an item of a list that the parser found outside its list is kept as it is
    if (mustWait(part)) held = [...held.filter((other) => other.part.id !== part.id), { part, before }];
    else put(part, before);
  }
  asked = false;
  offerHeld();
}

/** A part waits while it would replace what is being typed in, or move things under a finger. */
function mustWait(part) {
  const old = document.getElementById(part.id);
  if (!old) return false;
  // whoever put it there gives the focus back (road.js), unless something is being moved in it
  if ("swap" in old.dataset && !old.querySelector("[data-ke]")) return false;
  if (old.contains(document.activeElement) && document.activeElement !== document.body) return true;
  if (typedIn(old).some(({ id }) => !part.querySelector("#" + id))) return true;
  const structure = !part.matches("article, p, aside, section, [role=status]");
  const inSight = old.getBoundingClientRect().top < innerHeight;
  return structure && inSight && !asked && performance.now() - touched < 4000;
}

function put(part, before) {
  const old = document.getElementById(part.id);
  if (!old) return;
  if ("remove" in part.dataset) return old.remove();
  const fresh = document.importNode(part, true);
  const scrolled = old.querySelector(".list--scroll")?.scrollTop || 0;
  keepTyped(old, fresh);
  old.replaceWith(fresh);
  swaps(fresh);
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
  if (!held.length) return button?.remove();
  if (!button) {
    button = element("button", "btn btn--primary toast toast--new");
    button.id = "perubahan-baru";
    button.type = "button";
    button.addEventListener("click", () => release(true));
    document.body.append(button);
  }
  button.textContent = `${held.length} perubahan baru. Tampilkan`;
}

/** Shows what was held back, once nobody touches it or when it is asked for. */
function release(wanted) {
  asked = asked || wanted;
  if (!held.length || asking || held.some(({ part }) => mustWait(part))) return offerHeld();
  // a card inside may have changed again since: ask once more from before the oldest of them
  live.dataset.since = String(Math.min(...held.map(({ before }) => before)));
  held = [];
  offerHeld();
  pull();
}

function note(sentence) {
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
let heardAt = 0;
let silence = 0; // the timer that finds the stream silent
let lost = 0; // the timer that finds it gone
let later = 0; // the timer that tries again
let poll = 0;
let resting = 0;

function connect() {
  leave();
  // what the stream says of this page is who is here (kartu: the open card), and the board whose numbers it wants
  const said = { papan: place.pillar, hp: handset, kartu: place.ref };
  stream = new EventSource(`/ring/${plan}/?${new URLSearchParams(said)}`);
  stream.onmessage = (event) => {
    alive();
    hear(Number(event.data));
  };
  // the room waits for it: a new step, an announcement
  stream.addEventListener("segera", (event) => {
    alive();
    hear(Number(event.data), 0, 400);
  });
  stream.addEventListener("hadir", () => {
    alive();
    soon(500, 3000);
  });
  stream.onerror = () => {
    lost = lost || setTimeout(slowly, 5000);
    if (stream?.readyState === EventSource.CLOSED) tryLater(6000, 15000);
  };
  silence = setTimeout(silent, SILENCE);
  window.name ||= hex(4);
  younger.clear();
  windows?.postMessage(window.name);
}

function leave() {
  stream?.close();
  stream = null;
  [silence, lost, later].forEach(clearTimeout);
  lost = later = 0;
}

function tryLater(least, most) {
  stream.close();
  stream = null;
  clearTimeout(silence);
  later = setTimeout(connect, least + Math.random() * (most - least));
}

function alive() {
  heardAt = Date.now();
  [silence, lost, poll].forEach(clearTimeout);
  lost = poll = 0;
  silence = setTimeout(silent, SILENCE);
  note("");
}

/** The network is away; or the stream opened and says nothing: a proxy keeps it back, or the line died. */
function silent() {
  slowly();
  if (lost) tryLater(1000, 5000);
  else tryLater(20000, 60000);
}

/** Where streams are cut we ask every ten seconds, and say so. */
function slowly() {
  if (poll) return;
  if (live) note("Sambungan langsung terputus. Halaman diperbarui tiap 10 detik.");
  const ask = () => {
    poll = setTimeout(ask, 9000 + Math.random() * 2000);
    pull();
    report(place);
  };
  poll = setTimeout(ask, Math.random() * 5000);
}

/** Nobody looks: the connection is left to other pages. */
function rest() {
  leave();
  clearTimeout(poll);
  poll = 0;
}

function turn() {
  clearTimeout(resting);
  if (document.hidden) return (resting = setTimeout(rest, 5000));
  // a phone that slept may hold a stream that is none any more
  if (!stream || Date.now() - heardAt > SILENCE / 2) connect();
  pull();
}

export function startRing() {
  if (!plan) return;
  for (const kind of ["pointerdown", "wheel", "touchmove", "keydown"]) {
    addEventListener(kind, () => (touched = performance.now()), { passive: true });
  }
  document.addEventListener("focusout", () => setTimeout(() => release(false)));
  setInterval(() => held.length && release(false), 2000);
  if (!document.hidden) connect();
  document.addEventListener("visibilitychange", turn);
  addEventListener("pagehide", rest);
  addEventListener("pageshow", (event) => event.persisted && turn());
  addEventListener("focus", () => stream || later || turn());
  if (!windows) return;
  windows.onmessage = ({ data }) => {
    if (!stream || younger.add(data).size < STREAMS) return;
    leave();
    slowly();
  };
}

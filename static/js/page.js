// What every module needs of the page: who and where we are, the words for this device, icons, the form token.

import { storage } from "./local_storage.js";

const body = document.body.dataset;

export const plan = body.plan || "";
export const member = body.member || "";
export const device = matchMedia("(pointer: coarse)").matches ? "HP ini" : "laptop ini";

/** This device's own number, 12 hex digits: names nobody, tells two phones of one person apart. */
export const deviceId = storage.getItem("rembuk:hp") || hex(6);
if (!storage.getItem("rembuk:hp")) storage.setItem("rembuk:hp", deviceId);

/** `bytes` random bytes in hex, also where the page came over plain http. */
export function hex(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** `10.44` of a time in milliseconds, on this device's clock. */
export function clock(at) {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes()].map((n) => String(n).padStart(2, "0")).join(".");
}

/** When something was typed: `10.44`, with its day unless that is today; nothing where the clock was put back since. */
export function dateTime(at) {
  if (at > Date.now() + 60000) return "";
  const day = new Date(at).toLocaleDateString("id-ID", { day: "numeric", month: "short" });
  return new Date(at).toDateString() === new Date().toDateString() ? clock(at) : `${day} ${clock(at)}`;
}

/** An icon of the sprite that the page already uses. */
export function icon(name) {
  const known = document.querySelector("use");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  if (!known) return svg;
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", known.getAttribute("href").split("#")[0] + "#i-" + name);
  svg.setAttribute("class", "icon icon--sm");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** An element with text; text is never read as HTML. */
export function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

const LOOKS = { ok: "check", draft: "edit", sending: "kirim", off: "putus" };

/** A receipt: `look` is ok, draft, sending or off. */
export function statusChip(look, text) {
  return element("span", "receipt receipt--" + look, icon(LOOKS[look]), text);
}

/** The token that a form needs; `renew` asks the server for a fresh one. */
export function csrfToken() {
  return body.token || document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
}

export async function renewToken() {
  const there = await fetchPage(location.pathname);
  // another person may have joined in this browser meanwhile: then the token is theirs
  if (there.member !== member) return false;
  body.token = there.token;
  return Boolean(body.token);
}

/** Who we are at an address of ours, and where it led: {member, token, path}. */
export async function fetchPage(url) {
  const ask = (address) => fetch(address, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(15000) });
  const answer = await ask(url);
  const page = new DOMParser().parseFromString(await (answer.ok ? answer : await ask(`/r/${plan}/`)).text(), "text/html");
  const token = page.body.dataset.token || page.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  return { member: page.body.dataset.member || "", token, path: answer.ok ? new URL(answer.url).pathname : url };
}

let said = -1e4;
let toSay = "";

/** Tells people who listen, politely, at most every ten seconds. */
export function announce(sentence) {
  toSay = sentence;
  const wait = Math.max(0, said + 10000 - performance.now());
  setTimeout(() => {
    if (!toSay) return;
    said = performance.now();
    announcer().textContent = toSay;
    toSay = "";
  }, wait);
}

function announcer() {
  let place = document.getElementById("pengumuman");
  if (!place) {
    place = element("p", "sr");
    place.id = "pengumuman";
    place.setAttribute("aria-live", "polite");
    document.body.append(place);
  }
  return place;
}

/** Lets htmx see what is new in `root`. Few pages hold anything for it: the others never fetch it. */
export function processHtmx(root) {
  if (window.htmx) return window.htmx.process(root);
  const known = document.querySelector("script[data-swaps]");
  const wanted = "[hx-get], [hx-post]";
  if (known || !(root.matches?.(wanted) || root.querySelector(wanted))) return;
  const script = document.createElement("script");
  script.dataset.swaps = "";
  script.src = document.documentElement.dataset.htmx; // once it is here it looks at the whole page
  document.head.append(script);
}

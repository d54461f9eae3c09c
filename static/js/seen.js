// On the cards of a board: which ones others changed since this person last looked, and who has them open now.
// What was seen lies on this device alone (docs/decisions/055-what-was-seen.md). The words stand in the templates.

import { member, plan } from "./page.js";
import { storage } from "./store.js";

const live = document.querySelector("[data-live][data-pillar]");
const KEY = `rembuk:${plan}:${member}:lihat:${live?.dataset.pillar}`;
const timers = new Map(); // card in view → when it will count as seen

/** {ref: the number up to which its changes were seen}; "" stands for all cards that have none of their own. */
const known = () => JSON.parse(storage.getItem(KEY)) || see("", document.body.dataset.head);

function see(ref, number) {
  const seen = { ...JSON.parse(storage.getItem(KEY)), [ref]: Number(number) };
  storage.setItem(KEY, JSON.stringify(seen));
  return seen;
}

const inView = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(timers.get(target));
      if (isIntersecting) timers.set(target, setTimeout(looked, 2000, target));
    }
  },
  { threshold: 0.6 },
);

function looked(card) {
  if (document.hidden || !card.isConnected) return;
  see(card.id, card.dataset.version);
  dress();
}

/** A mark that goes leaves its place behind: nothing moves under a reader's eyes. */
function mark(element, isNew) {
  element.classList.toggle("is-new", isNew);
  if (isNew) element.classList.add("was-new");
}

function dress() {
  const seen = known();
  const fresh = [];
  const threads = new Set();
  for (const card of live.querySelectorAll(".entry")) {
    card.querySelector(".presence")?.remove();
    const open = live.querySelector(`[data-open] [data-ref=${card.id}]`);
    if (open) card.append(open.cloneNode(true));
    const isNew = card.dataset.who !== member && Number(card.dataset.version) > (seen[card.id] ?? seen[""]);
    mark(card, isNew);
    inView.unobserve(card);
    if (!isNew) continue;
    inView.observe(card);
    fresh.push(card.id);
    threads.add(card.closest("[id^=utas-]").id);
  }
  for (const link of live.querySelectorAll("#daftar-masalah a")) {
    mark(link, threads.has("utas-" + link.hash.slice(1)));
  }
  const place = document.getElementById("belum-dilihat");
  const [link, none] = place.children;
  place.hidden = false;
  link.hidden = !fresh.length;
  none.hidden = !link.hidden;
  link.href = "#" + fresh[0];
  link.querySelector("b").textContent = fresh.length;
}

export function startSeen() {
  if (!live || !member) return;
  known();
  const ref = location.pathname.split("/")[4];
  const opened = () => see(ref, live.dataset.since);
  if (ref) return opened(addEventListener("pagehide", opened));
  const watcher = new MutationObserver(() => (dress(), watcher.takeRecords()));
  dress();
  watcher.observe(live, { childList: true, subtree: true });
  addEventListener("visibilitychange", dress);
}

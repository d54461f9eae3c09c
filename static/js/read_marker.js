// On the cards of a board: which ones others changed since this person last looked, and who has them open now.
// What was seen lies on this device alone (docs/decisions/055-what-was-seen.md). The words stand in the templates.

import { member, plan } from "./page.js";
import { storage } from "./local_storage.js";

const live = document.querySelector("[data-live][data-pillar]");
const KEY = `rembuk:${plan}:${member}:lihat:${live?.dataset.pillar}`;
const readTimers = new Map(); // card in view → when it will count as seen

/** {ref: the number up to which its changes were seen}; "" stands for all cards that have none of their own. */
const readVersions = () => JSON.parse(storage.getItem(KEY)) || markRead("", document.body.dataset.head);

function markRead(ref, number) {
  const seen = { ...JSON.parse(storage.getItem(KEY)), [ref]: Number(number) };
  storage.setItem(KEY, JSON.stringify(seen));
  return seen;
}

const inView = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(readTimers.get(target));
      if (isIntersecting) readTimers.set(target, setTimeout(markCardRead, 2000, target));
    }
  },
  { threshold: 0.6 },
);

function markCardRead(card) {
  if (document.hidden || !card.isConnected) return;
  markRead(card.id, card.dataset.version);
  markNewCards();
}

/** A mark that goes leaves its place behind: nothing moves under a reader's eyes. */
function toggleNew(element, isNew) {
  element.classList.toggle("is-new", isNew);
  if (isNew) element.classList.add("was-new");
}

function markNewCards() {
  const seen = readVersions();
  const fresh = [];
  const threads = new Set();
  for (const card of live.querySelectorAll(".entry")) {
    card.querySelector(".presence")?.remove();
    const open = live.querySelector(`[data-open] [data-ref=${card.id}]`);
    if (open) card.append(open.cloneNode(true));
    const isNew = card.dataset.who !== member && Number(card.dataset.version) > (seen[card.id] ?? seen[""]);
    toggleNew(card, isNew);
    inView.unobserve(card);
    if (!isNew) continue;
    inView.observe(card);
    fresh.push(card.id);
    threads.add(card.closest("[id^=utas-]").id);
  }
  for (const link of live.querySelectorAll("#daftar-masalah a")) {
    toggleNew(link, threads.has("utas-" + link.hash.slice(1)));
  }
  const place = document.getElementById("belum-dilihat");
  const [link, none] = place.children;
  place.hidden = false;
  link.hidden = !fresh.length;
  none.hidden = !link.hidden;
  link.href = "#" + fresh[0];
  link.querySelector("b").textContent = fresh.length;
}

export function startReadMarker() {
  if (!live || !member) return;
  readVersions();
  const ref = location.pathname.split("/")[4];
  const opened = () => markRead(ref, live.dataset.since);
  if (ref) return opened(addEventListener("pagehide", opened));
  const watcher = new MutationObserver(() => (markNewCards(), watcher.takeRecords()));
  markNewCards();
  watcher.observe(live, { childList: true, subtree: true });
  addEventListener("visibilitychange", markNewCards);
}

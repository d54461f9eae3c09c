// Where the text is, in one place: the save bar, or on pages without one a line at the edge; and what waits, as a list.

import * as drafts from "./drafts.js";
import * as outbox from "./outbox.js";
import { clock, device, element, dateTime, statusChip } from "./page.js";
import { dirtyFields } from "./form_state.js";

const labels = new WeakMap(); // save button → what stands on it while there is a connection
let oldestDraftAt = 0; // when the oldest draft of this page was typed
let receiptWords = ""; // the receipt of a save that this page does not show
let arrivedCount = 0; // fields that arrived after a time without a connection

function button(look, text, press) {
  const made = element("button", "btn " + look, text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

/** `Belum terkirim (3), disimpan di HP ini`, as far as that is true. */
const unsentWords = (count) => `Belum terkirim (${count}), ${drafts.warning() ? "masih di halaman ini" : "disimpan di " + device}`;

function statusLines() {
  const { state, count, trouble } = outbox.state();
  const held = drafts.held();
  const open = dirtyFields().length;
  const found = [];
  oldestDraftAt = open ? oldestDraftAt || Date.now() : 0;
  if (state === "sending") found.push(statusChip("sending", count > 1 ? `Mengirim… ${count} menunggu` : "Mengirim…"));
  else if (count) found.push(statusChip("off", unsentWords(count)), trouble.sentence || "");
  else if (receiptWords && (!open || receiptWords.includes(":"))) found.push(statusChip("ok", receiptWords));
  if (!count && !open && arrivedCount) found.push(`Tersambung lagi. ${arrivedCount} isian terkirim`);
  for (const { name, clash, sentence } of held.slice(0, 1)) {
    found.push(statusChip("off", clash ? `${name} menunggu pilihan Anda` : `Tidak bisa disimpan: ${name}. ${sentence}`));
  }
  if (state === "idle" && open) {
    found.push(statusChip("draft", `${open} isian belum dikirim`), `${drafts.warning() ? "Ada" : "Aman"} di ${device} sejak ${clock(oldestDraftAt)}`);
  }
  if (drafts.warning()) found.push(statusChip("off", drafts.warning()));
  if (count || held.length) {
    const see = button("btn--quiet btn--start", `Lihat (${count + held.length})`, showOutboxList);
    found.push(element("div", "row", ...(trouble.kind === "portal" ? [portalLink()] : []), see));
  }
  return found.filter(Boolean).map((line) => (typeof line === "string" ? element("span", "", line) : line));
}

/** Says where the text is; `receiptElsewhere` and `arrived` are news of an answer, kept until the next save. */
export function updateBar(receiptElsewhere = receiptWords, arrived = arrivedCount) {
  receiptWords = receiptElsewhere;
  arrivedCount = arrived;
  const found = statusLines();
  const line = document.getElementById("kirim");
  const { state, count } = outbox.state();
  const place = document.querySelector("[data-bar]") || (count || drafts.held().length ? line || edgeLine() : null);
  if (place !== line) line?.remove(); // of the page before: its form is here again
  if (place && found.length) place.replaceChildren(...found);
  const save = document.querySelector("[data-save]");
  if (list) drawOutboxList();
  if (!save) return;
  if (state === "sending") save.setAttribute("aria-busy", "true");
  else save.removeAttribute("aria-busy");
  if (!labels.has(save)) labels.set(save, [...save.childNodes]);
  save.replaceChildren(...(state === "unsent" && count && !drafts.warning() ? [`Simpan di ${device}`] : labels.get(save)));
}

function edgeLine() {
  const line = document.body.appendChild(element("div", "toast toast--state"));
  line.id = "kirim";
  line.setAttribute("role", "status");
  return line;
}

/** A plain http address of our own: the portal answers it in our place, and shows itself. */
function portalLink() {
  const link = element("a", "btn", "Buka halaman masuk wifi");
  link.href = `http://${location.host}/`;
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

let list = null;

/** What waits on this device, drawn by the page itself: it needs no connection. */
function showOutboxList() {
  list = element("dialog", "dialog outbox");
  list.setAttribute("aria-labelledby", "tunggu");
  list.addEventListener("close", () => {
    list.remove();
    list = null;
  });
  document.body.append(list);
  drawOutboxList();
  list.showModal();
}

function drawOutboxList() {
  const { count, trouble, state } = outbox.state();
  const held = drafts.held();
  const title = element("h2", "", drafts.warning() || `Tulisan Anda aman di ${device}`);
  title.id = "tunggu";
  const lead = count ? `${trouble.sentence || unsentWords(count) + "."} Anda tetap dapat menulis. Semua dikirim sendiri setelah tersambung.` : "";
  const acts = element("div", "row");
  const again = button("btn--primary", state === "sending" ? "Mengirim…" : "Coba kirim lagi", outbox.retry);
  if (count) acts.append(again);
  if (trouble.kind === "portal") acts.append(portalLink());
  acts.append(button("", "Tutup", () => list.close()));
  list.replaceChildren(element("div", "stack", title, element("p", "", lead || (held.length ? "Ada yang menunggu Anda." : "Semua sudah terkirim.")), acts));
  if (count) list.firstChild.append(panel("Menunggu dikirim", outbox.items(), queuedItem));
  if (held.length) list.firstChild.append(panel("Menunggu Anda", held, heldItem));
}

function panel(title, items, draw) {
  const head = element("div", "panel__head", element("h3", "", title), element("span", "code", String(items.length)));
  return element("section", "panel", head, element("ul", "list", ...items.map(draw)));
}

const itemText = ({ body, fields }) => {
  const keys = fields.map(([key]) => key);
  return body.filter(([name, value]) => keys.includes(name.split(".")[0]) && value).map(([, value]) => value).join(" · ");
};

function queuedItem(item) {
  const words = [item.name, ...(item.labels || []), dateTime(item.at)].filter(Boolean).join(" · ");
  return element("li", "stack stack--tight", element("p", "code", words), element("p", "outbox__text", itemText(item)));
}

function heldItem(item) {
  const row = queuedItem(item);
  const link = element("a", "btn", item.clash ? "Lihat kedua teks" : "Buka kartu");
  link.href = item.again || item.url;
  const copy = button("", "Salin tulisan", () => {
    // the clipboard of scripts needs https
    const place = element("textarea", "sr", itemText(item));
    list.append(place);
    place.select();
    copy.textContent = document.execCommand("copy") ? "Tersalin" : "Salin tulisan";
    place.remove();
  });
  const drop = button("btn--quiet", "Buang", () => {
    drafts.remove(item);
    updateBar();
  });
  row.append(element("p", "small", item.sentence), element("p", "row", link, copy, drop));
  return row;
}

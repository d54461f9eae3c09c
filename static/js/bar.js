// Where the text is, in one place: the save bar, or on pages without one a line at the edge; and what waits, as a list.

import * as drafts from "./drafts.js";
import * as outbox from "./outbox.js";
import { clock, device, element, moment, receipt } from "./page.js";
import { dirtyFields } from "./sheet.js";

const labels = new WeakMap(); // save button → what stands on it while there is a connection
let since = 0; // when the oldest draft of this page was typed
let landed = ""; // the receipt of a save that this page does not show
let sent = 0; // fields that arrived after a time without a connection

function button(look, text, press) {
  const made = element("button", "btn " + look, text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

/** `Belum terkirim (3), disimpan di HP ini`, as far as that is true. */
const unsent = (count) => `Belum terkirim (${count}), ${drafts.warning() ? "masih di halaman ini" : "disimpan di " + device}`;

function lines() {
  const { state, count, trouble } = outbox.state();
  const held = drafts.held();
  const open = dirtyFields().length;
  const found = [];
  since = open ? since || Date.now() : 0;
  if (state === "sending") found.push(receipt("sending", count > 1 ? `Mengirim… ${count} menunggu` : "Mengirim…"));
  else if (count) found.push(receipt("off", unsent(count)), trouble.sentence || "");
  else if (landed && (!open || landed.includes(":"))) found.push(receipt("ok", landed));
  if (!count && !open && sent) found.push(`Tersambung lagi. ${sent} isian terkirim`);
  for (const { name, clash, sentence } of held.slice(0, 1)) {
    found.push(receipt("off", clash ? `${name} menunggu pilihan Anda` : `Tidak bisa disimpan: ${name}. ${sentence}`));
  }
  if (state === "idle" && open) {
    found.push(receipt("draft", `${open} isian belum dikirim`), `${drafts.warning() ? "Ada" : "Aman"} di ${device} sejak ${clock(since)}`);
  }
  if (drafts.warning()) found.push(receipt("off", drafts.warning()));
  if (count || held.length) {
    const see = button("btn--quiet btn--start", `Lihat (${count + held.length})`, showList);
    found.push(element("div", "row", ...(trouble.kind === "portal" ? [portal()] : []), see));
  }
  return found.filter(Boolean).map((line) => (typeof line === "string" ? element("span", "", line) : line));
}

/** Says where the text is; `receiptElsewhere` and `arrived` are news of an answer, kept until the next save. */
export function bar(receiptElsewhere = landed, arrived = sent) {
  landed = receiptElsewhere;
  sent = arrived;
  const found = lines();
  const line = document.getElementById("kirim");
  const { state, count } = outbox.state();
  const place = document.querySelector("[data-bar]") || (count || drafts.held().length ? line || edge() : null);
  if (place !== line) line?.remove(); // of the page before: its form is here again
  if (place && found.length) place.replaceChildren(...found);
  const save = document.querySelector("[data-save]");
  if (list) fill();
  if (!save) return;
  if (state === "sending") save.setAttribute("aria-busy", "true");
  else save.removeAttribute("aria-busy");
  if (!labels.has(save)) labels.set(save, [...save.childNodes]);
  save.replaceChildren(...(state === "unsent" && count && !drafts.warning() ? [`Simpan di ${device}`] : labels.get(save)));
}

function edge() {
  const line = document.body.appendChild(element("div", "toast toast--state"));
  line.id = "kirim";
  line.setAttribute("role", "status");
  return line;
}

/** A plain http address of our own: the portal answers it in our place, and shows itself. */
function portal() {
  const link = element("a", "btn", "Buka halaman masuk wifi");
  link.href = `http://${location.host}/`;
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

let list = null;

/** What waits on this device, drawn by the page itself: it needs no connection. */
function showList() {
  list = element("dialog", "dialog outbox");
  list.setAttribute("aria-labelledby", "tunggu");
  list.addEventListener("close", () => {
    list.remove();
    list = null;
  });
  document.body.append(list);
  fill();
  list.showModal();
}

function fill() {
  const { count, trouble, state } = outbox.state();
  const held = drafts.held();
  const title = element("h2", "", drafts.warning() || `Tulisan Anda aman di ${device}`);
  title.id = "tunggu";
  const lead = count ? `${trouble.sentence || unsent(count) + "."} Anda tetap dapat menulis. Semua dikirim sendiri setelah tersambung.` : "";
  const acts = element("div", "row");
  const again = button("btn--primary", state === "sending" ? "Mengirim…" : "Coba kirim lagi", outbox.insist);
  if (count) acts.append(again);
  if (trouble.kind === "portal") acts.append(portal());
  acts.append(button("", "Tutup", () => list.close()));
  list.replaceChildren(element("div", "stack", title, element("p", "", lead || (held.length ? "Ada yang menunggu Anda." : "Semua sudah terkirim.")), acts));
  if (count) list.firstChild.append(panel("Menunggu dikirim", outbox.items(), waits));
  if (held.length) list.firstChild.append(panel("Menunggu Anda", held, waitsForYou));
}

function panel(title, items, draw) {
  const head = element("div", "panel__head", element("h3", "", title), element("span", "code", String(items.length)));
  return element("section", "panel", head, element("ul", "list", ...items.map(draw)));
}

const text = ({ body, fields }) => {
  const keys = fields.map(([key]) => key);
  return body.filter(([name, value]) => keys.includes(name.split(".")[0]) && value).map(([, value]) => value).join(" · ");
};

function waits(item) {
  const words = [item.name, ...(item.labels || []), moment(item.at)].filter(Boolean).join(" · ");
  return element("li", "stack stack--tight", element("p", "code", words), element("p", "outbox__text", text(item)));
}

function waitsForYou(item) {
  const row = waits(item);
  const link = element("a", "btn", item.clash ? "Lihat kedua teks" : "Buka kartu");
  link.href = item.again || item.url;
  const copy = button("", "Salin tulisan", () => {
    // the clipboard of scripts needs https
    const place = element("textarea", "sr", text(item));
    list.append(place);
    place.select();
    copy.textContent = document.execCommand("copy") ? "Tersalin" : "Salin tulisan";
    place.remove();
  });
  const drop = button("btn--quiet", "Buang", () => {
    drafts.remove(item);
    bar();
  });
  row.append(element("p", "small", item.sentence), element("p", "row", link, copy, drop));
  return row;
}

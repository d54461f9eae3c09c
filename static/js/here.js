// Drafts that lie on this device: how many, on pages that open none, and a question before their owner leaves.

import { device, element, member, plan, storage } from "./page.js";

/** Keys of drafts (`rembuk:<plan>:<member>:draf:<ref>:<field>`), of everybody or of one owner. */
function drafts(owner = "") {
  const keys = [];
  for (let n = 0; n < storage.length; n++) {
    const parts = storage.key(n).split(":");
    if (parts[0] !== "rembuk" || parts.length < 4) continue;
    if (owner && `${parts[1]}:${parts[2]}` !== owner) continue;
    if (parts[3] === "draf" || parts[3] === "kirim") keys.push(storage.key(n));
  }
  return keys;
}

const count = (keys) =>
  keys.reduce((sum, key) => sum + (key.endsWith(":kirim") ? JSON.parse(storage.getItem(key) || "[]").length : 1), 0);

function tell(place) {
  const number = count(drafts());
  if (!number && place.dataset.drafts !== "always") return;
  place.querySelector("[data-drafts-text]").textContent = number
    ? `Ada ${number} draf di ${device}. Draf terbuka lagi begitu pemiliknya masuk. Orang lain tidak dapat melihatnya.`
    : `Tidak ada draf yang tertinggal di ${device}.`;
  place.classList.toggle("notice--ok", !number);
  place.hidden = false;
}

/** A question in a dialog; true when the second button was pressed. */
function ask(question, stay, go) {
  const dialog = element("dialog", "dialog");
  const title = element("h2", "", question);
  title.id = "tanya-keluar";
  dialog.setAttribute("aria-labelledby", title.id);
  const buttons = [element("button", "btn btn--primary", stay), element("button", "btn btn--danger", go)];
  const row = element("div", "dialog__acts", ...buttons);
  dialog.append(title, row);
  document.body.append(dialog);
  return new Promise((answer) => {
    buttons.forEach((button, place) => button.addEventListener("click", () => (dialog.close(), answer(place === 1))));
    dialog.addEventListener("cancel", () => answer(false));
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
  });
}

async function leave(event) {
  const own = drafts(`${plan}:${member}`);
  const number = count(own);
  if (!number) return;
  event.preventDefault();
  const question = `Keluar dari ${device}? ${number} isian belum terkirim.`;
  if (!(await ask(question, "Tunggu sampai terkirim", "Keluar dan buang draf"))) return;
  own.forEach((key) => storage.removeItem(key));
  event.target.requestSubmit(event.submitter);
}

document.querySelectorAll("[data-drafts]").forEach(tell);
document.querySelectorAll("form[data-leave]").forEach((form) => form.addEventListener("submit", leave));

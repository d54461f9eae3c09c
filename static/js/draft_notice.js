// Drafts that lie on this device: how many, on pages that open none, and a question before their owner leaves.

import { textKeys } from "./drafts.js";
import { device, element, member, plan } from "./page.js";
import { loadStorage, storage } from "./local_storage.js";

function showDraftCount(place) {
  const number = textKeys("rembuk:").length;
  if (!number && place.dataset.drafts !== "always") return;
  place.querySelector("[data-drafts-text]").textContent = number
    ? `Ada ${number} draf di ${device}. Draf terbuka lagi begitu pemiliknya masuk. Orang lain tidak dapat melihatnya.`
    : `Tidak ada draf yang tertinggal di ${device}.`;
  place.classList.toggle("notice--ok", !number);
  place.hidden = false;
}

/** A question in a dialog; true when the second button was pressed. */
function confirmDialog(question, stay, go) {
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

async function confirmLogout(event) {
  const own = `rembuk:${plan}:${member}:`;
  const number = textKeys(own).length;
  if (!number) return;
  event.preventDefault();
  const question = `Keluar dari ${device}? ${number} isian belum terkirim.`;
  if (!(await confirmDialog(question, "Tunggu sampai terkirim", "Keluar dan buang draf"))) return;
  storage.keys(own).forEach((key) => storage.removeItem(key));
  event.target.requestSubmit(event.submitter);
}

export function startDraftNotice() {
  const places = document.querySelectorAll("[data-drafts]");
  if (places.length) loadStorage("rembuk:").then(() => places.forEach(showDraftCount));
  document.querySelectorAll("form[data-leave]").forEach((form) => form.addEventListener("submit", confirmLogout));
}

// “/” leads to the search field from anywhere, unless somebody is typing.

import { plan } from "./page.js";

export function startSearchKey() {
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !plan) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]")) return;
    event.preventDefault();
    const field = document.getElementById("cari");
    if (field) field.select();
    else location.assign(`/r/${plan}/cari/`);
  });
}

// A section beside its printed pages: what became of a refresh, the place of the pages kept, marks put into the text.

const pane = document.querySelector("[data-preview]");
const state = pane.querySelector("[data-preview-state]");
let scroll = [0, 0];
let said = "";

const leaves = () => document.getElementById("halaman-cetak");

/** Says where the pages stand, once: what is told again is not read out again. */
function say(words) {
  if (words !== said) state.textContent = said = words;
}

function failed(event, sentence) {
  if (event.target !== pane) return;
  // what came is no preview: the pages that stand stay
  event.detail.ctx.status = "refused";
  say(sentence);
}

pane.addEventListener("htmx:before:request", () => pane.setAttribute("aria-busy", "true"));
pane.addEventListener("htmx:finally:request", () => pane.removeAttribute("aria-busy"));
pane.addEventListener("htmx:response:error", (event) => {
  const { status } = event.detail.ctx.response;
  if (status === 422) return;
  const gone = status === 403 || status === 404;
  failed(event, gone ? "Pratinjau tidak dapat dibuka lagi. Muat ulang laman ini." : "Pratinjau belum diperbarui: ada gangguan pada server. Tulisan Anda tidak terpengaruh.");
});
pane.addEventListener("htmx:error", (event) => failed(event, "Pratinjau belum diperbarui: sambungan terputus. Tulisan Anda tetap ada di sini."));
pane.addEventListener("htmx:before:swap", () => (scroll = [leaves().scrollLeft, leaves().scrollTop]));
pane.addEventListener("htmx:after:swap", () => {
  leaves().scrollTo(...scroll);
  say(leaves().dataset.said);
});

// A mark is put where the caret stood in the text, on the surface or in the plain box.
let caret = null;
const surface = () => document.querySelector("#isian .prose__text:not([hidden])");

function put(mark) {
  const area = surface();
  if (!area) {
    const box = document.querySelector("#isian [data-prose]");
    box.setRangeText(mark, box.selectionStart, box.selectionEnd, "end");
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  area.focus();
  const selection = getSelection();
  selection.removeAllRanges();
  if (caret && area.contains(caret.startContainer)) selection.addRange(caret);
  else {
    selection.selectAllChildren(area);
    selection.collapseToEnd();
  }
  document.execCommand("insertText", false, mark);
}

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (selection.rangeCount && surface()?.contains(selection.anchorNode)) caret = selection.getRangeAt(0).cloneRange();
});
document.addEventListener("click", ({ target }) => {
  const mark = target.closest("[data-insert]")?.dataset.insert;
  if (mark) put(mark);
});

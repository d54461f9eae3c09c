// A programme is moved on the years: drag its bar, or arrows (Shift: its end). The server says what became of it.

const { token, member } = document.body.dataset;
const live = document.querySelector("[data-live]");
const barOf = ({ target }) => target.closest?.(".jalur[tabindex]");
const isSending = (svg) => svg.hasAttribute("aria-busy");
const columnsOf = (svg) => [Number(svg.dataset.dari), Number(svg.dataset.sampai)];
const heads = [...document.querySelectorAll(".skala text:not(.kecil)")].map((text) => text.textContent);
const years = heads.filter((head) => /^\d{4}$/.test(head));
let timer = 0;

/** Draws the bar from column `a` to column `b`, before it is sent. */
function drawBar(svg, a, b) {
  const [bar, ...rest] = svg.querySelectorAll(".bilah, .bingkai, .tulisan");
  const last = Number(svg.dataset.lebar);
  bar.setAttribute("x", a * last + "%");
  bar.setAttribute("width", (b - a + 1) * last + "%");
  rest.forEach((part) => part.remove());
  svg.dataset.ke = [a, b];
  labelBar(svg, a, b);
}

function labelBar(svg, a, b) {
  const when = a === b ? years[a] : `${years[a]}–${years[b]}`;
  svg.setAttribute("aria-label", `${svg.dataset.nama}, ${when}. Panah menggeser, Shift dan panah mengubah akhirnya, Enter membuka Atur tahun.`);
}

function changedColumns(svg) {
  return svg.dataset.ke ? svg.dataset.ke.split(",").map(Number) : columnsOf(svg);
}

/** Moves by `by` columns what is held: "all", "start" or "end"; never over the edge, never to nothing. */
function moveBar(svg, from, held, by) {
  let [a, b] = from;
  if (held !== "end") a += by;
  if (held !== "start") b += by;
  if (held === "all" ? a < 0 || b >= years.length : a < 0 || b >= years.length || a > b) return;
  drawBar(svg, a, b);
}

async function saveMove(svg) {
  const [a, b] = changedColumns(svg);
  if (isSending(svg) || !svg.dataset.ke || String(columnsOf(svg)) === svg.dataset.ke) return;
  svg.setAttribute("aria-busy", "true");
  const op = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const said = { csrfmiddlewaretoken: token, as: member, op, base: live.dataset.since || document.body.dataset.head };
  const body = new URLSearchParams({ ...said, dari: years[a], sampai: years[b], geser: "1", saring: location.search });
  try {
    const answer = await fetch(svg.dataset.geser, { method: "POST", body, headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(15000) });
    if (answer.headers.has("X-Rembuk-Go")) return location.assign(answer.headers.get("X-Rembuk-Go"));
    if (!answer.ok || answer.headers.get("X-Rembuk-Op") !== op) return location.assign(svg.dataset.geser);
    applyAnswer(await answer.text(), svg.closest("[id]").id, Number(answer.headers.get("X-Rembuk")));
  } catch {
    const old = document.getElementById("pesan-jalan");
    old.textContent = `${svg.dataset.nama} belum dipindahkan: sambungan terputus. Coba lagi, atau tekan Atur tahun.`;
    drawBar(svg, ...columnsOf(svg));
    svg.removeAttribute("aria-busy");
    delete svg.dataset.ke;
  }
}

/** Puts the parts of an answer in place, and the focus back on the bar. */
function applyAnswer(html, row, number) {
  for (const part of [...new DOMParser().parseFromString(html, "text/html").body.children]) {
    document.getElementById(part.id)?.replaceWith(document.importNode(part, true));
  }
  if (Number(live.dataset.since) === number - 1) live.dataset.since = number;
  held = row;
  attachBars();
}

let held = ""; // the row whose bar has the focus, also while it is replaced

function attachBars() {
  for (const svg of document.querySelectorAll(".jalur[data-geser]:not([tabindex])")) {
    const first = svg.querySelector(".garis line");
    svg.dataset.lebar = first ? parseFloat(first.getAttribute("x1")) : 100;
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("role", "button");
    labelBar(svg, ...columnsOf(svg));
  }
  if (held && document.activeElement === document.body) document.querySelector(`#${held} .jalur[tabindex]`)?.focus();
}

addEventListener("focusin", (event) => (held = barOf(event)?.closest("[id]").id || ""));

addEventListener("keydown", (event) => {
  const svg = barOf(event);
  if (!svg || isSending(svg) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter") return location.assign(svg.dataset.geser + location.search);
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by) return;
  event.preventDefault();
  moveBar(svg, changedColumns(svg), event.shiftKey ? "end" : "all", by);
  clearTimeout(timer);
  timer = setTimeout(saveMove, 900, svg);
});

addEventListener("pointerdown", (event) => {
  const svg = barOf(event);
  if (!svg || event.button || !event.target.closest(".bilah, .tulisan, .bingkai") || isSending(svg)) return;
  const box = svg.querySelector(".bilah").getBoundingClientRect();
  const edge = Math.min(12, box.width / 4);
  const held = event.clientX < box.left + edge ? "start" : event.clientX > box.right - edge ? "end" : "all";
  const from = changedColumns(svg);
  const column = (svg.clientWidth || svg.getBoundingClientRect().width) * (svg.dataset.lebar / 100);
  svg.setPointerCapture(event.pointerId);
  svg.dataset.dipegang = held;
  svg.onpointermove = (moved) => moveBar(svg, from, held, Math.round((moved.clientX - event.clientX) / column));
  svg.onpointerup = svg.onpointercancel = () => {
    svg.onpointermove = svg.onpointerup = svg.onpointercancel = null;
    delete svg.dataset.dipegang;
    saveMove(svg);
  };
});

addEventListener("focusout", (event) => barOf(event) && saveMove(barOf(event), clearTimeout(timer)));
new MutationObserver(attachBars).observe(document.getElementById("isi"), { childList: true, subtree: true });
attachBars();

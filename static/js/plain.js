// Forms that the browser sends itself (joining, people, one's own page): a portal's page may take their place. What
// was typed is kept for this tab, with the `op`, and stands there again until a page of ours has answered.

import { hex, member, plan } from "./page.js";

const keyOf = (path) => `rembuk:isi:${path}:`;
const mine = keyOf(location.pathname) + plan + ":" + member;
const kept = "input:not([type=password]):not([type=hidden]):not([type=file]), textarea, select, input[name=op]";

const plain = () => [...document.querySelectorAll("form[method=post]:not([data-sheet])")];
const inputs = (form) => [...form.querySelectorAll(kept)].filter((input) => input.name);

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

/** [form, its name] of every plain form: where it leads, and the how-manieth there; a page may have others by now. */
function named() {
  const seen = {};
  return plain().map((form) => {
    const to = form.getAttribute("action");
    seen[to] = (seen[to] || 0) + 1;
    return [form, to + seen[to]];
  });
}

/** The typed text of every plain form of this page, as [[name, value, checked], …] per form. */
function keep(sent) {
  const forms = Object.fromEntries(named().map(([form, key]) => [key, inputs(form).map(({ name, value, checked }) => [name, value, checked])]));
  try {
    sessionStorage.setItem(mine, JSON.stringify({ sent, forms }));
  } catch {
    // without storage the page itself is the only place
  }
}

/** A page of ours that follows the sent form is its answer: what was kept has done its work. */
function answered() {
  const from = document.referrer && new URL(document.referrer);
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  if (!from || from.origin !== location.origin || type !== "navigate") return;
  // joining makes a nobody somebody: the owner of what was kept is another one by now
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(keyOf(from.pathname)) && read(key)?.sent) sessionStorage.removeItem(key);
  }
}

function refill() {
  const draft = read(mine);
  named().forEach(([form, n]) =>
    inputs(form).forEach((input, m) => {
      const [name, value, checked] = draft?.forms[n]?.[m] || [];
      if (name !== input.name) return;
      if (/radio|checkbox/.test(input.type)) input.checked = checked;
      else input.value = value;
    }),
  );
}

export function startPlain() {
  try {
    answered();
  } catch {
    // no storage, nothing was kept
  }
  let gone = read(mine)?.sent;
  if (read(mine)) refill();
  document.addEventListener("input", ({ target: { form } }) => {
    if (!plain().includes(form)) return;
    // the server may have the sending that nobody heard of: another text is another sending
    if (gone && form.elements.op) form.elements.op.value = hex(16);
    keep(false);
  });
  document.addEventListener("submit", ({ target }) => {
    if (plain().includes(target)) keep((gone = true));
  });
}

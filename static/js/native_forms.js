// Forms that the browser sends itself (joining, people, one's own page): a portal's page may take their place. What
// was typed is kept for this tab, with the `op`, and stands there again until a page of ours has answered.

import { hex, member, plan } from "./page.js";

const storageKey = (path) => `rembuk:isi:${path}:`;
const pageKey = storageKey(location.pathname) + plan + ":" + member;
const KEPT_INPUTS = "input:not([type=password]):not([type=hidden]):not([type=file]), textarea, select, input[name=op]";

const nativeForms = () => [...document.querySelectorAll("form[method=post]:not([data-sheet])")];
const inputs = (form) => [...form.querySelectorAll(KEPT_INPUTS)].filter((input) => input.name);

function readStored(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

/** [form, its name] of every plain form: where it leads, and the how-manieth there; a page may have others by now. */
function formsWithKeys() {
  const seen = {};
  return nativeForms().map((form) => {
    const to = form.getAttribute("action");
    seen[to] = (seen[to] || 0) + 1;
    return [form, to + seen[to]];
  });
}

/** The typed text of every plain form of this page, as [[name, value, checked], …] per form. */
function storeInputs(sent) {
  const forms = Object.fromEntries(formsWithKeys().map(([form, key]) => [key, inputs(form).map(({ name, value, checked }) => [name, value, checked])]));
  try {
    sessionStorage.setItem(pageKey, JSON.stringify({ sent, forms }));
  } catch {
    // without storage the page itself is the only place
  }
}

/** A page of ours that follows the sent form is its answer: what was kept has done its work. */
function forgetAnswered() {
  const from = document.referrer && new URL(document.referrer);
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  if (!from || from.origin !== location.origin || type !== "navigate") return;
  // joining makes a nobody somebody: the owner of what was kept is another one by now
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(storageKey(from.pathname)) && readStored(key)?.sent) sessionStorage.removeItem(key);
  }
}

function restoreInputs() {
  const draft = readStored(pageKey);
  formsWithKeys().forEach(([form, n]) =>
    inputs(form).forEach((input, m) => {
      const [name, value, checked] = draft?.forms[n]?.[m] || [];
      if (name !== input.name) return;
      if (/radio|checkbox/.test(input.type)) input.checked = checked;
      else input.value = value;
    }),
  );
}

export function startNativeForms() {
  try {
    forgetAnswered();
  } catch {
    // no storage, nothing was kept
  }
  let gone = readStored(pageKey)?.sent;
  if (readStored(pageKey)) restoreInputs();
  document.addEventListener("input", ({ target: { form } }) => {
    if (!nativeForms().includes(form)) return;
    // the server may have the sending that nobody heard of: another text is another sending
    if (gone && form.elements.op) form.elements.op.value = hex(16);
    storeInputs(false);
  });
  document.addEventListener("submit", ({ target }) => {
    if (nativeForms().includes(target)) storeInputs((gone = true));
  });
}

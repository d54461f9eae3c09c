// Bold and italic on the surface of a prose.

import { makeElement, textNodes } from "./prose_render.js";

export const runCommand = (command, value = null) => document.execCommand(command, false, value);
export const PLACEHOLDER = "[data-placeholder]";
const FORMAT_TAGS = { bold: "b", italic: "i" };
export const dispatchInput = (surface) => surface.dispatchEvent(new Event("input", { bubbles: true }));

/** Bold or italic, for the pieces that data fill too: the browser passes over what may not be edited. */
export function toggleFormat(surface, command) {
  const range = getSelection().rangeCount && getSelection().getRangeAt(0);
  const tag = FORMAT_TAGS[command];
  if (!range || range.collapsed) return (range && exitFormat(range, tag)) || runCommand(command);
  const pieces = [...surface.querySelectorAll(PLACEHOLDER)];
  const alone = pieces.find((one) => range.intersectsNode(one) && range.toString() === one.textContent);
  if (alone) return togglePlaceholderFormat(surface, alone, tag);
  const had = textNodes(surface).flatMap((node) => Array(node.length).fill(["b", "i"].filter((form) => node.parentNode.closest(form))));
  const head = document.createRange();
  head.setStart(surface, 0);
  head.setEnd(range.startContainer, range.startOffset);
  const from = head.toString().length;
  const to = from + range.toString().length;
  for (const one of pieces) one.removeAttribute("contenteditable");
  runCommand(command);
  for (const one of pieces) one.setAttribute("contenteditable", false);
  // the browser turns some of the forms that were there into styles, which the rules of the page refuse
  for (const one of surface.querySelectorAll("[style]")) one.removeAttribute("style");
  const chosen = document.createRange();
  let at = 0;
  for (const node of textNodes(surface)) {
    const first = at;
    at += node.length;
    const taken = first >= from && first < to && tag;
    for (const form of had[first] || []) if (form !== taken) wrapText(node, form);
    const piece = node.parentNode.closest(PLACEHOLDER);
    if (first <= from && from < at) piece ? chosen.setStartBefore(piece) : chosen.setStart(node, from - first);
    if (first < to && to <= at) piece ? chosen.setEndAfter(piece) : chosen.setEnd(node, to - first);
  }
  selectRange(chosen);
  dispatchInput(surface);
}

/** The caret behind a form that holds others: what is typed next is in these alone. Whether there was one. */
function exitFormat(range, tag) {
  const around = range.startContainer.parentNode;
  const on = around.closest(tag);
  const other = around.closest(tag === "b" ? "i" : "b");
  if (!on || !(other || on.firstElementChild)) return false;
  range.setEndAfter(on);
  const rest = range.extractContents();
  // a caret needs a letter to stand in; \u200b is none that is read
  const spot = new Text("\u200b");
  on.after(spot, rest.textContent ? rest : "");
  if (other) wrapText(spot, other.nodeName);
  getSelection().collapse(spot, 1);
  return true;
}

/** The same for one piece alone, into which the browser would put the form. */
function togglePlaceholderFormat(surface, piece, tag) {
  const on = piece.closest(tag);
  const left = textNodes(on || piece).filter((node) => !on || !piece.contains(node));
  on?.replaceWith(...on.childNodes);
  for (const node of left) wrapText(node, tag);
  selectNode(piece);
  dispatchInput(surface);
}

/** A text under a form, with the whole piece that it belongs to. */
function wrapText(text, form) {
  const node = text.parentNode.closest(PLACEHOLDER) || text;
  if (node.parentNode.closest(form)) return;
  const made = makeElement(form, {});
  node.before(made);
  made.append(node);
}

export function selectRange(range) {
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

export function selectNode(piece) {
  const range = document.createRange();
  range.selectNode(piece);
  selectRange(range);
}

// Prose as text with marks, as letters with their forms, and back. What the marks mean: pillars/prose.py; both read and
// write the same text.

const ESCAPABLE = "\\*[]#>-.)|•";
const ADDRESS = "(?:[^\\s()<>]|\\([^\\s()<>]*\\))+";
const LINK = new RegExp(`\\[((?:\\\\.|[^\\[\\]\\\\])+)\\]\\((${ADDRESS})\\)`, "y");
const SCHEME = /^(https?|mailto):./i;
const REFERENCE = /^\[\[(?:tabel|gambar): *[^\s[\]|\\]{1,120}\]\]$/;
export const PICTURE = /^\[\[foto: *([^\s[\]|\\]{1,120}) *\|((?:\\.|[^\]|\\])*)\|((?:\\.|[^\]|\\])*)\]\]$/;
const BEGINS = /^(?:(?=#{1,2} |[-•] |> |\[\[)|\d{1,3}(?=[.)] ))/;
const BLOCK = /^(P|DIV|H[1-6R]|UL|OL|LI|BLOCKQUOTE|TABLE|TR|PRE|D[DT]|SECTION|ARTICLE|FIG.*)$/;
const NOTHING = /^(STYLE|SCRIPT|TITLE|TEMPLATE|svg|NOSCRIPT|IFRAME)$/;

const isBlank = (letter) => !letter?.trim();
/** What a mark says, without the signs that keep it apart. */
export const unescapeMarks = (text) => text.replace(/\\(.)/g, "$1");

export function safeLink(written) {
  const whole = /^www\./i.test(written) ? "https://" + written : written;
  return SCHEME.test(whole) ? whole : "";
}

/** One line of text as letters [letter, href, bold, italic]; a heading has no links. */
export function parseInline(line, links) {
  const found = [];
  const rows = [];
  let href = "";
  let ends = -1;
  let behind = 0;
  for (let at = 0; at < line.length; ) {
    LINK.lastIndex = at;
    let link;
    if (at === ends) {
      at = behind;
      href = "";
      ends = -1;
    } else if (line[at] === "\\" && line[at + 1] && ESCAPABLE.includes(line[at + 1])) {
      found.push([line[at + 1], href, false, false]);
      at += 2;
    } else if (line[at] === "*") {
      const row = { many: /^\*+/.exec(line.slice(at))[0].length, start: found.length, used: 0 };
      rows.push(row);
      for (let n = 0; n < row.many; n++) found.push(["*", href, false, false, row, n]);
      at += row.many;
    } else if (links && line[at] === "[" && !href && (link = LINK.exec(line)) && /[^\s*]/.test(link[1]) && safeLink(link[2])) {
      href = safeLink(link[2]);
      ends = at + 1 + link[1].length;
      behind = LINK.lastIndex;
      at++;
    } else found.push([line[at++], href, false, false]);
  }
  const solid = (n, step) => {
    while (found[n]?.[4]) n += step;
    return found[n]?.[0];
  };
  for (const [need, place] of [[1, 3], [2, 2]]) {
    let open = null;
    for (const row of rows.filter(({ many }) => many === need || many === 3)) {
      if (!open) {
        if (!isBlank(solid(row.start + row.many, 1))) open = row;
      } else if (!isBlank(solid(row.start - 1, -1)) && row.start > open.start + open.many) {
        for (let n = open.start; n < row.start; n++) found[n][place] = true;
        open.used += need;
        row.used += need;
        open = null;
      }
    }
  }
  return trimSpaces(found.filter(([, , , , row, n]) => !row || n >= row.used));
}

/** No space at the ends, of links and marks neither. */
function trimSpaces(list) {
  while (list.length && isBlank(list[0][0])) list.shift();
  while (list.length && isBlank(list.at(-1)[0])) list.pop();
  for (const place of [1, 2, 3]) {
    const none = place === 1 ? "" : false;
    for (const order of [list, [...list].reverse()]) {
      let before = none;
      for (const letter of order) {
        const look = letter[place];
        if (look && look !== before && isBlank(letter[0])) letter[place] = none;
        else before = look;
      }
    }
  }
  return list;
}

/** Letters as the text of a line. */
function serializeInline(list) {
  const last = list.map(([letter]) => letter[0]).join("").lastIndexOf("](");
  let text = "";
  let now = ["", "", false, false];
  [...list, ["", "", false, false]].forEach((one, n) => {
    const [letter, href, bold, italic] = one;
    if (now[1] && href !== now[1]) text += `](${now[1]})`;
    text += "*".repeat((italic !== now[3]) + 2 * (bold !== now[2]));
    if (href && href !== now[1]) text += "[";
    now = one;
    const sign = letter && (href ? "\\*[]" : "\\*").includes(letter);
    text += sign || (letter === "[" && n <= last) ? "\\" + letter : letter;
  });
  return text;
}

/** [[mark, text]] of the lines of a text; "raw" for what stands there by reference. */
export function parseLines(text) {
  const lines = [];
  let near = false;
  let run = 0; // items of the numbered list that goes on
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (!line) {
      near = false;
      continue;
    }
    const counted = /^(\d{1,3})[.)] +(.*)$/.exec(line);
    const number = counted && Number(counted[1]);
    const marked = /^(#{1,2}|[-*•]|>) +(.*)$/.exec(line);
    const goesOn = number === 1 || (run && counted && (near || number === run + 1));
    if (REFERENCE.test(line) || PICTURE.test(line)) lines.push(["raw", line]);
    else if (marked) lines.push([/[*•]/.test(marked[1]) ? "-" : marked[1], marked[2]]);
    else lines.push(goesOn ? ["1", counted[2]] : ["", line]);
    run = goesOn ? run + 1 : 0;
    near = true;
  }
  return lines;
}

/** The lines of a surface, or of what was pasted (`seen` counts its images): [[mark, letters]], [["raw", text]]. */
export function readDom(root, seen) {
  const lines = [];
  let line = ["", []];
  const end = (mark = "") => {
    if (line[1].length) lines.push(line);
    line = [mark, []];
  };
  // what was pasted has spaces that nobody sees
  const add = (text, ...look) => {
    for (const letter of text) if (!seen || !isBlank(letter) || !isBlank(line[1].at(-1)?.[0])) line[1].push([letter, ...look]);
  };
  const take = (node, mark, href, bold, italic) => {
    for (const one of node.childNodes) {
      if (one.nodeType === 3) {
        add(one.data.replace(/[\s\u202f]/g, " ").replace(/[\u200b\u00ad]/g, ""), href, bold, italic);
      } else if (one.nodeType === 1 && !NOTHING.test(one.nodeName)) element(one, mark, href, bold, italic);
    }
  };
  const element = (one, mark, href, bold, italic) => {
    const name = one.nodeName;
    const style = one.dataset.css || "";
    if (one.dataset.mark) {
      end();
      lines.push(["raw", one.dataset.mark]);
      return;
    }
    if (one.dataset.placeholder) return add(one.dataset.placeholder, href, bold, italic);
    if (name === "IMG" && seen) seen.images++;
    if (name === "BR") return end(mark);
    if (/mso-list:\s*ign/i.test(style)) return;
    const inWord = /mso-list:\s*l\d|MsoList/i.test(style + one.className) && [...one.querySelectorAll("[data-css]")].find((part) => /mso-list:\s*ign/i.test(part.dataset.css));
    if (/^H[1-6]$/.test(name)) mark = name === "H1" || (name === "H2" && one.closest("[contenteditable]")) ? "#" : "##";
    else if (name === "LI") mark = one.closest("ol, ul")?.nodeName === "OL" ? "1" : "-";
    else if (name === "BLOCKQUOTE") mark = ">";
    else if (inWord) mark = /^\s*\(?\w{1,4}[.)]/.test(inWord.textContent) ? "1" : "-";
    if (/^(B|STRONG)$/.test(name)) bold = !/(^|;)\s*font-weight:\s*(normal|400)/.test(style);
    if (/(^|;)\s*font-weight:\s*(bold|[6-9]00)/.test(style)) bold = true;
    if (/^(I|EM)$/.test(name) || /(^|;)\s*font-style:\s*italic/.test(style)) italic = true;
    if (name === "A" && SCHEME.test(one.getAttribute("href") || "")) href = one.getAttribute("href").replace(/[\s<>]/g, encodeURIComponent);
    if (href && !new RegExp(`^${ADDRESS}$`).test(href)) href = href.replace(/\(/g, "%28").replace(/\)/g, "%29");
    if (/^T[DH]$/.test(name) && one.previousElementSibling) add(" | ", "", false, false);
    // a cell is one line, whatever stands in it
    const opens = BLOCK.test(name) && !one.parentNode.closest?.("td, th");
    if (opens) end(mark);
    else if (BLOCK.test(name)) add(" ", "", false, false);
    take(one, mark, href, bold, italic);
    if (opens) end();
  };
  take(root, "", "", false, false);
  end();
  return lines;
}

/** What `readDom` found, as the text with marks. */
export function serialize(lines) {
  let text = "";
  let before = null;
  let number = 0;
  for (const [mark, content] of lines) {
    let line = content;
    if (mark !== "raw") {
      if (mark[0] === "#") content.forEach((letter) => letter.splice(1, 3, "", false, false));
      line = serializeInline(trimSpaces(content));
      if (!line) continue;
      number = mark === "1" && before === "1" ? number + 1 : 1;
      if (mark === "1") line = `${Math.min(number, 999)}. ${line}`;
      else if (mark) line = `${mark} ${line}`;
      else line = line.replace(BEGINS, "$&\\");
    }
    if (before !== null) text += mark === before && /^[1-]$/.test(mark) ? "\n" : "\n\n";
    text += line;
    before = mark;
  }
  return text;
}

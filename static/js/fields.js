// The values of a field of the form, as [[input name, text]].

export const inputsOf = (field) => [...field.querySelectorAll("input, textarea, select")].filter((input) => input.name);

export function valuesOf(field) {
  const values = [];
  for (const input of inputsOf(field)) {
    if ((input.type === "checkbox" || input.type === "radio") && !input.checked) continue;
    values.push([input.name, input.value]);
  }
  return values;
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const withoutSpaces = (values) => values.map(([name, text]) => [name, text.trim().replace(/\s+/g, " ")]);

/** The fields of an answer that hold something else than what `sent` (Map of field → values) carried: others' work. */
export function othersIn(part, sent) {
  const fields = [...part.querySelectorAll("#isian [data-field]")];
  const differs = (field) => {
    const own = sent.get(field.dataset.field);
    return !own || !same(withoutSpaces(own), withoutSpaces(valuesOf(field)));
  };
  return new Set(fields.filter(differs).map((field) => field.dataset.field));
}

/** True for the form of the one card that a page can make, say the prose of a section: `naskah-B2-3.1-baru`. */
export const isSingle = (ref) => /-.*-baru$/.test(ref);

/** Whether a save from the form of a new card corrects `first` from the same form; else it is the next card. */
export function isSameCard(first, second) {
  if (isSingle(first.ref)) return true;
  const words = ({ fields }) => new Set(fields.find(([key]) => /^(statement|name)$/.test(key))?.[1][0][1].toLowerCase().match(/[^\s.,]+/g));
  const [a, b] = [words(first), words(second)];
  return first.form === second.form && [...a].filter((word) => b.has(word)).length * 2 > Math.min(a.size, b.size);
}

export const parseHtml = (html) => new DOMParser().parseFromString(html, "text/html");

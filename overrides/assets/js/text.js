// What is said of a sentence, a unit or the whole text to others.

const { index, view } = document.querySelector("[data-search]").dataset;

/** All of sentences.json, once it is there, and the numbers of its languages: every one, those
 * that the view shows, the others. */
export let data;
export let every;
export let own;
export let others;
export function use(all) {
  data = all;
  every = [...data.languages.keys()];
  own = every.filter((i) => !view || data.languages[i].folder === view);
  others = every.filter((i) => !own.includes(i));
}

/** An element with its content and attributes. */
export function element(name, content = [], attributes = {}) {
  const made = document.createElement(name);
  made.append(...[content].flat());
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** An element in a language of the data, marked as such. */
export const said = (name, i, content, attributes) =>
  element(name, content, { lang: data.languages[i].tag, dir: data.languages[i].dir, ...attributes });

/** The mark of a translation, if the unit's words in a language are one. */
export function markOf(unit, i) {
  const { mark, status } = data.languages[i];
  return unit?.translated[i] ? [said("abbr", i, mark, { title: status }), " "] : [];
}

/** A string with its places filled: {} in turn, {name} from one object. */
export const fill = (form, ...values) =>
  form.replace(/{(\w*)}/g, (_, key) => (key ? values[0][key] : values.shift()));

/** A sentence of a unit in words: "Proposal 4, sentence 5", in a language. */
export const inWords = (part, number, i) => fill(data.languages[i].named, part, nth(number, i));
export const nth = (number, i) => fill(data.languages[i].nth, number);

/** What a page's name and a label stand for: the words and the name, in every language. */
export function subject(page, label = "") {
  const unit = data.units.find(({ name, sentences }) =>
    (label ? sentences.some(([each]) => each === label) : name === page));
  const rows = (unit ? [unit] : data.units).flatMap(({ sentences }) => sentences)
    .filter(([each]) => !label || each === label);
  const number = label.split(".").at(-1);
  return {
    page: unit?.name ?? page,
    label,
    unit,
    number,
    row: rows[0],
    texts: every.map((i) => rows.map(([, texts]) => texts[i]).join(data.languages[i].joint)),
    place: every.map((i) => (label ? inWords(unit.part[i], number, i) : unit?.part[i] ?? "")),
  };
}

/** A file of the site, or a page of this view, as this page links to it. */
export function here(page, label = "") {
  const file = page.includes(".") ? page : `${view}${page && `${page}/`}${label && `#${label}`}`;
  return new URL(file || ".", new URL(index, location)).href;
}

/** The address of a subject in the view of some languages. */
export const address = ({ page, label }, [first, second]) =>
  `${data.home}${second ? "" : data.languages[first].folder}${page}/${label && `#${label}`}`;

/** The words in marks (those within become single ones), and below them where they stand. */
function quotation({ texts, place, unit }, i) {
  const { quotation: marks, source, short, title, unofficial, partly } = data.languages[i];
  const text = texts[i].replaceAll("“", "‘").replaceAll("”", "’");
  const status = unit?.translated[i] ? unofficial : "";
  const from = unit ? fill(source, { title: short, place: place[i], status }) : `${title}\n${partly}`;
  return `${fill(marks, { text })}\n${from}`;
}

/** The page's reference in each of its languages, with the sentence named in it. */
function references(about) {
  const { page, place, number } = about;
  return [...document.querySelectorAll("[data-reference]")].map((each, n) => {
    const i = own[n];
    const copy = each.cloneNode(true);
    // On the unit's own page the title names the unit.
    const name = location.pathname.endsWith(`/${page}/`) ? nth(number, i) : place[i];
    copy.querySelector("[data-cited]").textContent = fill(data.languages[i].cited, name);
    return copy.textContent.trim().replace(/http\S+?(\.?)$/, (_, stop) => address(about, [i]) + stop);
  });
}

/** What a button is to copy or send, a line each. */
export function message(kind, about) {
  if (kind === "cite") return references(about).join("\n");
  const which = kind === "all" ? every : own;
  const words = kind === "link" ? [] : which.map((i) => quotation(about, i));
  return [...words, address(about, which)].join("\n");
}

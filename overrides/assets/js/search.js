// Search: every sentence, part, title, issuer and note, in every language, for what was typed.

import { data, element, every, fill, here, inWords, markOf, nth, others, own, said } from "./text.js";

const dialog = document.querySelector("[data-search]");
const input = dialog.querySelector("input");
const status = dialog.querySelector("[role=status]");
const list = dialog.querySelector("ol");
const QUOTE = "\"“”„«»「」『』\uff02";
const TERM = new RegExp(`[${QUOTE}]([^${QUOTE}]+)[${QUOTE}]|[^\\s${QUOTE}]+`, "g");
const HAN = /\p{Script=Han}/u;
let variants; // from a Traditional character to its Simplified one
let items;

/** Make the dialog search for what stands in its field. */
export function start() {
  if (!items) prepare();
  find();
  const { hit, at } = history.state ?? {};
  if (hit === undefined) return;
  list.children[hit]?.querySelector("a").focus(); // as it was left
  dialog.scrollTop = at;
}

// Letters to compare by: width, case, accents and script folded, all other marks as spaces.
const plain = (text) => [...text.normalize("NFKD").toLowerCase()]
  .map((each) => variants.get(each) ?? each).join("").replace(/[\p{M}'‘’]/gu, "");
const squeeze = (text) => plain(text).replace(/[^\p{L}\p{N}.]/gu, "");

// A text folded, without spaces beside Chinese, and from each place in it to those in the text.
function fold(text) {
  const found = { text: "", from: [], to: [] };
  let place = 0;
  const drop = () => {
    found.text = found.text.slice(0, -1);
    found.from.pop();
    found.to.pop();
  };
  for (const character of text) {
    for (const each of plain(character).replace(/[^\p{L}\p{N}]/gu, " ")) {
      const last = [...found.text.slice(-2)].at(-1) ?? " ";
      if (each === " " && (last === " " || HAN.test(last))) continue;
      if (last === " " && found.text && HAN.test(each)) drop();
      found.text += each;
      for (let i = 0; i < each.length; i++) {
        found.from.push(place);
        found.to.push(place + character.length);
      }
    }
    place += character.length;
  }
  if (found.text.endsWith(" ")) drop();
  return found;
}

function prepare() {
  variants = new Map();
  const pairs = [...data.variants];
  for (let i = 0; i < pairs.length; i += 2) variants.set(pairs[i], pairs[i + 1]);
  const { languages, units } = data;
  items = [];
  const add = (page, label, name, texts, unit, names = [], more = []) => items.push({
    href: here(page, label), name, texts, unit,
    names: names.map(squeeze),
    folded: [...texts, ...more].map(fold),
  });
  add("", "", "", languages.map(({ title }) => title));
  languages[0].issuers.forEach((_, k) => add("", "", "", languages.map(({ issuers }) => issuers[k] ?? "")));
  for (const unit of units) {
    const { name: page, title, part, sentences } = unit;
    const names = [...unit.names, ...part];
    add(page, "", part[own[0]] === title[own[0]] ? "" : part[own[0]], title, unit, names, names);
    for (const [label, texts, , notes] of sentences) {
      const n = label.split(".").at(-1);
      add(page, label, label, texts, unit, [label, ...names.flatMap((each) => [
        `${each} ${n}`, ...every.flatMap((i) => [each + nth(n, i), inWords(each, n, i)])])]);
      if (notes.length) add(page, `note-${label}`, `${label} *`, notes);
    }
  }
  input.addEventListener("input", find);
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  dialog.addEventListener("close", () => history.replaceState(null, "", location.pathname + location.hash));
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) return dialog.close(); // outside, on the backdrop
    const hit = target.closest("li");
    if (hit) history.replaceState({ hit: [...list.children].indexOf(hit), at: dialog.scrollTop }, "");
  });
  dialog.addEventListener("keydown", (event) => {
    // While an input method composes, its keys are its own (229 is Safari's word for that).
    if (event.isComposing || event.keyCode === 229) {
      if (event.key === "Enter") event.preventDefault();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [input, ...list.querySelectorAll("a")];
    const next = stops.indexOf(document.activeElement) + step;
    stops[Math.min(Math.max(next, 0), stops.length - 1)].focus();
  });
}

// Where terms stand in a text, as [start, end) of the text itself, in order, none over another.
function places({ text, from, to }, terms) {
  const found = [];
  for (const term of terms) {
    for (let i = text.indexOf(term); i >= 0; i = text.indexOf(term, i + term.length)) {
      found.push([from[i], to[i + term.length - 1]]);
    }
  }
  return found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
    .filter(([start], i, all) => !all.slice(0, i).some(([, end]) => end > start));
}

// A text from a little before the first place on, the places marked: about two lines.
function context(text, found) {
  const line = HAN.test(text) ? 16 : 40;
  let from = Math.max(0, Math.min((found[0]?.[0] ?? 0) - line, text.length - 2 * line));
  const space = text.indexOf(" ", from);
  if (from && space >= 0 && space < found[0][0]) from = space + 1;
  const parts = [from ? "…" : ""];
  for (const [start, end] of found) {
    parts.push(text.slice(from, start), element("mark", text.slice(start, end)));
    from = end;
  }
  return [...parts, text.slice(from)];
}

function line(i, { texts, folded, unit }, terms) {
  return said("span", i, [...markOf(unit, i), ...context(texts[i], places(folded[i], terms))]);
}

/** Show what a query asks for: the places it names, then those that hold each of its terms. */
function find() {
  const query = input.value.trim();
  const whole = squeeze(query);
  const terms = [...query.matchAll(TERM)].map(([all, phrase]) => fold(phrase ?? all).text).filter(Boolean);
  const holds = ({ folded }) => terms.length
    && terms.every((term) => folded.some(({ text }) => text.includes(term)));
  const named = items.filter(({ names }) => names.includes(whole));
  const hits = [...named, ...items.filter((item) => !named.includes(item) && holds(item))];
  list.replaceChildren(...hits.map((hit) => {
    const [first, ...rest] = [...own, ...others].filter((i) => hit.texts[i]).map((i) => line(i, hit, terms));
    const name = hit.name ? [element("b", hit.name), " "] : [];
    const link = element("a", [...name, first], { href: hit.href });
    return element("li", [link, ...rest.map((each) => element("p", each))]);
  }));
  const { some, none } = dialog.dataset;
  status.textContent = query && (hits.length ? fill(some, hits.length) : fill(none, query));
  dialog.querySelector("[data-full-text]").hidden = !query || hits.length > 0;
  const shared = query ? `?q=${encodeURIComponent(query)}` : location.pathname;
  history.replaceState(history.state, "", shared + location.hash);
}

// The sheet of a sentence: its name, its partners, what there is to know, what to do with it.

import { act } from "./act.js";
import { data, element, here, markOf, others, own, said, subject } from "./text.js";

let sheet;
let opener;
let about;

/** Show the sheet of the sentence whose number was pressed. */
export function open(number) {
  opener = number;
  about = subject("", number.parentElement.id);
  const lay = roomBeside(number.parentElement.getBoundingClientRect());
  sheet ??= make();
  fillIn();
  lay();
  sheet.querySelector("[data-action]").focus({ preventScroll: true });
}

function make() {
  const close = element("button", "×", { class: "e-tool", "aria-label": data.languages[own[0]].close });
  close.addEventListener("click", leave);
  const actions = document.querySelector("[data-actions]").cloneNode(true);
  delete actions.dataset.actions;
  const cite = document.querySelector("[data-cite] > summary").cloneNode(true);
  const button = actions.querySelector("[data-action=send]");
  button.replaceChildren(...cite.childNodes);
  button.dataset.action = "cite";
  actions.addEventListener("click", ({ target }) => {
    const pressed = target.closest("[data-action]");
    if (pressed) act(pressed, about);
  });
  const made = element("dialog", [element("p", close), element("div"), actions], { "aria-labelledby": "sheet" });
  document.body.append(made);
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && made.open && !document.querySelector("dialog[open]:not([data-side])")) leave();
  });
  addEventListener("click", ({ target }) => {
    if (!target.closest("dialog, [data-number]") && getSelection().isCollapsed) made.close();
  });
  addEventListener("hashchange", () => made.close()); // one went back
  return made;
}

function leave() {
  sheet.close();
  opener.focus({ preventScroll: true });
}

function fillIn() {
  const { label, place, row: [, , held, notes], texts, unit } = about;
  const [head, body, actions] = sheet.children;
  const name = element("span", own.map((i) => said("span", i, place[i])), { id: "sheet" });
  head.replaceChildren(element("b", label), name, head.lastChild);
  const terms = held.map((n) => data.terms[n]).flatMap(([id, names]) => {
    const i = own.find((each) => names[each]);
    return i === undefined ? [] : [" ", said("a", i, names[i], { href: here("glossary", id) })];
  });
  const quiet = { "data-quiet": "" };
  body.replaceChildren(
    ...others.map((i) => said("p", i, [...markOf(unit, i), texts[i]])),
    terms[0] ? element("p", [data.languages[own[0]].terms, ...terms], quiet) : "",
    ...own.filter((i) => notes[i]).map((i) => said("p", i, notes[i], quiet)),
    ...[...document.querySelectorAll(`#text [data-changed="${label}"]`)].map((link) => // “Changed in edition 2: 3.2”
      element("p", [...[...link.parentElement.children].slice(0, 2), link].map((each) => each.cloneNode(true)), quiet)),
  );
  actions.querySelector("samp")?.remove();
}

/** How to lay the sheet: beside the text where there is room for it, else at the foot; never
 * over the sentence. What that depends on is read before anything changes, since to read it
 * after a change is to lay the page out once more. */
function roomBeside(sentence) {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const { left, right } = box("#text");
  const after = innerWidth - right;
  const room = innerWidth < 48 * rem ? 0 : after < 18 * rem ? left : after;
  const free = innerHeight - box("header").bottom - sentence.height - rem;
  return () => {
    const { style, dataset } = sheet;
    style.cssText = "";
    dataset.side = room < 18 * rem ? "foot" : "side";
    sheet.show(); // with a place of its own, since what takes the focus is scrolled to
    if (room >= 18 * rem) {
      style.left = `${(room === after ? right : 0) + rem}px`;
      style.width = `${Math.min(24 * rem, room - 2 * rem)}px`;
      const lowest = innerHeight - sheet.offsetHeight - rem;
      style.top = `${Math.max(rem, Math.min(sentence.top, lowest))}px`;
      return;
    }
    sheet.children[1].tabIndex = 0; // it may scroll, by the arrow keys too
    style.maxHeight = `${Math.max(15 * rem, Math.min(free, innerHeight * .6))}px`;
    const height = sheet.offsetHeight + rem;
    const covered = sentence.bottom + height - innerHeight;
    if (covered <= 0) return;
    document.body.style.paddingBottom = `${height}px`; // the last sentence goes up too
    scrollBy(0, covered);
  };
}

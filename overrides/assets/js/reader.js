// What a script adds to reading; the text needs none of it. This part is there from the
// start; what only a press needs is loaded at the press. It knows no word and no class.

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];
const root = document.documentElement;
const sentences = $$("[data-number]").map((number) => number.parentElement);
const head = $("header");
const search = $("[data-search]");

// What a press needs: asked for once, at the first sign of one; anew if it failed.
let loading;
function load() {
  loading ??= Promise.all([
    import("./press.js"),
    fetch(search.dataset.index).then((answer) => answer.json()),
  ]).then(([press, data]) => {
    press.use(data);
    return press;
  });
  loading.catch(() => { loading = null; });
  return loading;
}

// Chats mangle addresses: "%233.2" may be a path, "#3%2E2" or "#3.2。" a fragment.
if (location.pathname.includes("%23")) {
  location.replace(location.pathname.replace(/\/?(%23)+/, "/#").replaceAll("%23", ""));
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
function named() {
  const fragment = decoded(decoded(location.hash.slice(1)));
  if (!fragment || document.getElementById(fragment)) return fragment;
  const label = fragment.normalize("NFKC").match(/\w[\w.-]*/)?.[0].replace(/[.-]+$/, "");
  return document.getElementById(label) ? label : "";
}

// The place is kept: a switch takes along the sentence that is marked and in view, else the
// first in view and how far down it stands ("#4.3@120").
const switches = $$("[data-switch] a");
const carried = /#(.+)@(\d+)$/.exec(location.hash);
let arrived; // where the page stood after the last switch
let marked;
const top = (sentence, line = 0) =>
  sentence.getClientRects()[line].top - head.getBoundingClientRect().bottom;
const inView = (sentence) => {
  const { bottom } = [...sentence.getClientRects()].at(-1);
  return bottom > head.getBoundingClientRect().bottom + 4;
};
function place() {
  if (marked && inView(marked) && top(marked) < innerHeight) return marked.id;
  const first = sentences.find(inView) ?? sentences.at(-1);
  if (!first || (first === sentences[0] && top(first) > 0)) return "";
  if (arrived?.at === scrollY) return arrived.place;
  return `${first.id}@${Math.round(Math.max(0, top(first)))}`;
}
if (carried) {
  const sentence = document.getElementById(decoded(carried[1]));
  history.replaceState(null, "", location.pathname + location.search);
  const before = sentences[sentences.indexOf(sentence) - 2];
  let line = 0;
  let room = 0; // below the text, for its last sentences to come up
  for (let i = 0; sentence && i < 3; i++) { // the head may stick only then
    // Where short sentences share a line, the one carried along is to be the first in view.
    if (i === 2 && before && inView(before) && sentence.getClientRects()[1]) line = 1;
    const to = scrollY + top(sentence, line) - carried[2];
    const missing = to + innerHeight - root.scrollHeight;
    if (missing > 0) document.body.style.paddingBottom = `${room += missing}px`;
    scrollTo(0, to);
  }
  arrived = { at: scrollY, place: carried[0].slice(1) };
}
const takeAlong = () => switches.forEach((link) => { link.hash = place(); });

// One sentence is marked: that of the address, or the one whose number was pressed last.
function mark(sentence) {
  marked?.toggleAttribute("data-marked");
  marked = sentence;
  marked?.toggleAttribute("data-marked");
  root.dataset.marks = ""; // from now on :target marks nothing
}
function follow() {
  const label = named();
  if (label && location.hash !== `#${encodeURI(label)}`) location.replace(`#${label}`);
  mark(sentences.find((sentence) => sentence.id === label));
}
addEventListener("hashchange", follow);
follow();
addEventListener("load", takeAlong);
for (const event of ["pointerdown", "click"]) {
  $("[data-switch]").addEventListener(event, takeAlong, true);
}

// Pressing a number opens the sentence's sheet; a row of presses is one step of the history.
const numberOf = ({ target }) => target.closest?.("[data-number]");
for (const event of ["pointerover", "focusin"]) {
  addEventListener(event, (each) => { if (numberOf(each)) load(); });
}
addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab was asked for
  const { target } = event;
  const number = numberOf(event);
  const button = target.closest?.("[data-actions] > [data-action]");
  if (number) {
    event.preventDefault();
    history[history.state?.row ? "replaceState" : "pushState"]({ row: true }, "", number.hash);
    mark(number.parentElement);
    load().then(({ open }) => marked === number.parentElement && open(number), () => {});
  } else if (button) {
    load().then(({ act, subject }) => act(button, subject(button.parentElement.dataset.actions)), () => {});
  } else if (target.closest?.("[data-search-button]")) {
    event.preventDefault();
    openSearch();
  } else if (target.closest?.("#menu [href^='#']")) $("#menu").hidePopover?.();
});
const actions = $("[data-actions]");
if (actions) {
  actions.hidden = false;
}

// Search: the dialog is there at once, what it does follows.
async function openSearch(query) {
  if (search.open) return;
  search.showModal();
  const input = $("input", search);
  if (query) input.value = query;
  input.select();
  try {
    const { start } = await load();
    start();
  } catch {
    $("[role=status]", search).textContent = search.dataset.failed;
    $("[data-full-text]", search).hidden = false;
  }
}
$("[data-close]", search).addEventListener("click", () => search.close());
addEventListener("keydown", (event) => {
  if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    openSearch();
  }
});
const asked = new URLSearchParams(location.search).get("q");
if (asked) openSearch(asked);

// Light or dark: follows the system until the reader says otherwise, and again when the
// reader's choice is the system's. (What is stored is put in place in the head.)
const dark = matchMedia("(prefers-color-scheme: dark)");
const schemeButton = $("[data-scheme-button]");
const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : dark.matches);
const showScheme = () => schemeButton.setAttribute("aria-pressed", isDark());
function setScheme(wish) {
  if (wish) root.dataset.scheme = wish;
  else delete root.dataset.scheme;
  showScheme();
}
schemeButton.addEventListener("click", () => {
  const wish = isDark() ? "light" : "dark";
  setScheme(wish === (dark.matches ? "dark" : "light") ? "" : wish);
  try {
    if (root.dataset.scheme) localStorage.scheme = wish;
    else localStorage.removeItem("scheme");
  } catch {} // storage refused: the choice holds for this page
});
for (const event of ["pageshow", "storage"]) {
  addEventListener(event, () => { // chosen on another page
    try {
      setScheme(localStorage.scheme);
    } catch {}
  });
}
dark.addEventListener("change", showScheme);
showScheme();
schemeButton.hidden = false;

// A reference's day of access is the reader's own.
for (const day of $$("[data-today]")) {
  const today = new Date().toLocaleDateString("sv"); // Sweden writes dates as ISO 8601
  day.textContent = day.dataset.today.replace("{}", today);
}

// The full text's menu shows the part that one is in: the last that begins near the head.
const parts = $$("#menu [href^='#']").map((link) => [link, document.getElementById(link.hash.slice(1))]);
if (parts.length) {
  addEventListener("scroll", () => {
    const line = head.getBoundingClientRect().bottom + 40;
    const now = parts.findLast(([, part]) => part.getBoundingClientRect().top < line);
    for (const each of parts) each[0].ariaCurrent = each === now ? "location" : null;
  }, { passive: true });
}

// The next page is asked for when its link is pointed at or touched.
if (!navigator.connection?.saveData) {
  if (HTMLScriptElement.supports?.("speculationrules")) document.head.append($("[data-ahead]").content);
  else {
    for (const event of ["pointerover", "touchstart"]) {
      addEventListener(event, ({ target }) => {
        const link = target.closest?.("a[href$='/']");
        if (!link || link.origin !== location.origin || link.dataset.asked) return;
        link.dataset.asked = "";
        fetch(link.href).catch(() => {});
      }, { passive: true });
    }
  }
}

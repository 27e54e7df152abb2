// What a script adds to reading; the text needs none of it. It knows no word and no class:
// both stand in the page.

const $ = (selector, within = document) => within.querySelector(selector);
const root = document.documentElement;

// The switch keeps the sentence: its links take the address's label along.
const switches = document.querySelectorAll("[data-switch] a");
const keepPlace = () => switches.forEach((link) => { link.hash = location.hash; });
addEventListener("hashchange", keepPlace);
keepPlace();

// Light or dark: follows the system until the reader says otherwise, and again when the
// reader's choice is the system's. (What is stored is put in place in the head.)
const dark = matchMedia("(prefers-color-scheme: dark)");
const schemeButton = $("[data-scheme-button]");
const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : dark.matches);
const showScheme = () => schemeButton.setAttribute("aria-pressed", isDark());
schemeButton.addEventListener("click", () => {
  const wish = isDark() ? "light" : "dark";
  if (wish === (dark.matches ? "dark" : "light")) delete root.dataset.scheme;
  else root.dataset.scheme = wish;
  try {
    if (root.dataset.scheme) localStorage.scheme = wish;
    else localStorage.removeItem("scheme");
  } catch {} // storage refused: the choice holds for this page
  showScheme();
});
dark.addEventListener("change", showScheme);
showScheme();
schemeButton.hidden = false;

// A reference's day of access is the reader's own.
for (const day of document.querySelectorAll("[data-today]")) {
  day.textContent = new Date().toLocaleDateString("sv"); // Sweden writes dates as ISO 8601
  day.parentElement.hidden = false;
}

// Search: a plain scan of every sentence, in every language, for what was typed.
const dialog = $("[data-search]");
const input = $("input", dialog);
const status = $("[role=status]", dialog);
const list = $("ol", dialog);
let languages;
let sentences; // once loaded: [[unit, label, [text in each language]], …]
async function load() {
  if (!sentences) ({ languages, sentences } = await (await fetch(dialog.dataset.index)).json());
}

// Letters to compare by: width and case folded, quotation marks straight, spaces alike.
const fold = (text) => text.normalize("NFKC").toLowerCase()
  .replace(/[“”„]/g, '"').replace(/[‘’]/g, "'").replace(/\s/g, " ");

// Where the query stands in a text, as [start, end) of the text itself.
function matches(text, query) {
  let folded = "";
  const at = []; // from a place in folded to its character's in text
  let place = 0;
  for (const character of text) {
    for (const _ of fold(character)) at.push(place);
    folded += fold(character);
    place += character.length;
  }
  at.push(place);
  const found = [];
  for (let i = folded.indexOf(query); i >= 0; i = folded.indexOf(query, i + query.length)) {
    found.push([at[i], at[i + query.length]]);
  }
  return found;
}

function element(name, content, properties) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content);
  return made;
}

function marked(text, found) {
  const parts = [];
  let from = 0;
  for (const [start, end] of found) {
    parts.push(text.slice(from, start), element("mark", [text.slice(start, end)]));
    from = end;
  }
  return [...parts, text.slice(from)];
}

function show() {
  const query = fold(input.value.trim()).replace(/ +/g, " ");
  const { index, view, some, none } = dialog.dataset;
  const items = [];
  for (const [unit, label, texts] of query ? sentences : []) {
    const found = texts.map((text) => matches(text, query));
    if (!found.some((places) => places.length)) continue;
    const lines = texts.map((text, i) =>
      element("p", marked(text, found[i]), { lang: languages[i] }));
    lines.sort((a, b) => (b.lang === root.lang) - (a.lang === root.lang)); // the page's own first
    const href = new URL(`${view}${unit}/#${label}`, new URL(index, location));
    const link = element("a", [label], { href });
    items.push(element("li", [link, ...lines]));
  }
  list.replaceChildren(...items);
  status.textContent = query && (items.length ? some.replace("{}", items.length) : none);
  $("[data-full-text]", dialog).hidden = !query || items.length > 0;
  const shared = query ? `?q=${encodeURIComponent(input.value.trim())}` : location.pathname;
  history.replaceState(null, "", shared + location.hash);
}

async function openSearch(query) {
  if (dialog.open) return;
  dialog.showModal();
  if (query) input.value = query;
  input.select();
  try {
    await load();
    show();
  } catch {
    status.textContent = dialog.dataset.failed;
    $("[data-full-text]", dialog).hidden = false;
  }
}

$("[data-search-button]").addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab was asked for
  event.preventDefault();
  openSearch();
});
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, [contenteditable]");
  const command = event.ctrlKey || event.metaKey;
  if ((event.key === "/" && !typing && !command) || (event.key === "k" && command)) {
    event.preventDefault();
    openSearch();
  }
});
input.addEventListener("input", () => sentences && show());
dialog.addEventListener("close", () => {
  history.replaceState(null, "", location.pathname + location.hash);
});
dialog.addEventListener("click", (event) => {
  // A click outside, on the backdrop, is the dialog's own; choosing a sentence closes too.
  if (event.target === dialog || event.target.closest("a")) dialog.close();
});
dialog.addEventListener("keydown", (event) => {
  // Down and up go through the sentences found, and from the first one back to the query.
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const stops = [input, ...list.querySelectorAll("a")];
  const next = stops.indexOf(document.activeElement) + step;
  stops[Math.min(Math.max(next, 0), stops.length - 1)].focus();
});
const asked = new URLSearchParams(location.search).get("q");
if (asked) openSearch(asked);

// Sharing: the texts to send stand in the page; a marked sentence takes the unit's place.
const panel = $("[data-share]");
if (panel) {
  const { link, all, forms, own } = JSON.parse(panel.dataset.share);
  const slots = [...panel.querySelectorAll("[data-slot]")]; // link, own, or a language's place
  const ofUnit = slots.map((slot) => slot.textContent);
  const said = $("[role=status]", panel);
  const quote = (form, text, label, url) => form
    .replace("{text}", text.replace(/“/g, "‘").replace(/”/g, "’"))
    .replace("{place}", label)
    .replace("{url}", `${url}#${label}`);

  const fill = async () => {
    said.textContent = "";
    const label = decodeURIComponent(location.hash.slice(1));
    if (label) await load();
    const row = label && sentences.find((each) => each[1] === label);
    const made = ({ slot }) => {
      if (slot === "link") return `${link}#${label}`;
      if (slot === "own") return quote(forms[own], row[2][own], label, link);
      return quote(forms[slot], row[2][slot], label, all);
    };
    slots.forEach((slot, i) => { slot.textContent = row ? made(slot.dataset) : ofUnit[i]; });
  };
  panel.addEventListener("toggle", fill);
  addEventListener("hashchange", fill);

  for (const button of panel.querySelectorAll("[data-copy]")) {
    const text = $("output", button.parentElement);
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        said.textContent = panel.dataset.copied;
      } catch { // refused, or no safe origin: leave it to the reader's own hand
        getSelection().selectAllChildren(text);
        said.textContent = panel.dataset.byHand;
      }
    });
  }
  const send = $("[data-send]", panel);
  send.hidden = !navigator.share;
  send.addEventListener("click", () => {
    const { textContent: text } = $("[data-slot=own]", panel) ?? $("output:last-of-type", panel);
    navigator.share({ title: document.title, text }).catch(() => {}); // changed their mind
  });
}

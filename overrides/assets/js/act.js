// What the buttons of a sentence, a unit or the whole text do: copy, send, draw.

import { picture } from "./picture.js";
import { data, element, message, own } from "./text.js";

/** Do what a button is for. It answers on itself, and where a screen reader listens. */
export async function act(button, about) {
  const { action } = button.dataset;
  const { copied, byHand, title } = data.languages[own[0]];
  if (action === "picture") return picture(about, button);
  const text = message(action, about);
  if (action === "send") return navigator.share({ title, text }).catch(() => {}); // changed their mind
  const box = button.parentElement;
  box.querySelector("samp")?.remove();
  try {
    await navigator.clipboard.writeText(text);
    answer(button, copied);
  } catch { // refused, or no safe origin: left to the reader's own hand
    const copy = element("samp", text);
    box.append(copy);
    getSelection().selectAllChildren(copy);
    answer(button, byHand);
  }
}

function answer(button, word) {
  const live = button.parentElement.querySelector("[role=status]");
  button.dataset.name ??= button.innerHTML; // its own words, while it says something else
  button.textContent = live.textContent = word;
  setTimeout(() => {
    button.innerHTML = button.dataset.name;
    live.textContent = "";
  }, 2000);
}

// A sentence, or a unit, as a picture to send where links show nothing. It is drawn here, and
// always dark on light, as on paper; the QR code comes from the build.

import { address, data, element, every, here, others, own, said } from "./text.js";

const WIDTH = 1080;
const TALL = 1440;
const EDGE = 96;
const PAPER = "--paper"; // the build puts in the page's own colours, in light
const INK = "--ink";
const ACCENT = "--accent";
const CODE = 240;
const files = {}; // the codes of a unit, by its name

/** Show the picture of a subject, to keep, save or send. */
export async function picture(about, opener) {
  files[about.page] ??= await (await fetch(here(`codes/${about.page}.json`))).json();
  const [i] = own;
  const words = data.languages[i];
  const alt = [about.place[i] || words.title, about.texts[i]].join(": ");
  const image = element("img", [], { alt });
  const button = (word, press) => {
    const made = element("button", word);
    made.onclick = press;
    return made;
  };
  const save = element("a", words.save, { download: `${about.label || about.page}.png` });
  let canvas;
  let isWhole = !others.length;
  const paint = () => {
    canvas = draw(about, isWhole ? every : own);
    image.src = canvas.toDataURL();
    save.href = image.src;
    all.setAttribute("aria-pressed", isWhole);
  };
  const all = button(words.all, () => {
    isWhole = !isWhole;
    paint();
  });
  all.hidden = !others.length;
  const send = button(words.send, () => canvas.toBlob((blob) => {
    const file = new File([blob], save.download, { type: blob.type });
    navigator.share({ files: [file] }).catch(() => {}); // changed their mind
  }));
  const probe = new File([], "a.png", { type: "image/png" });
  send.hidden = !navigator.canShare?.({ files: [probe] });
  const close = button("×", () => dialog.close());
  close.setAttribute("aria-label", words.close);
  close.className = "e-tool";
  const content = [element("p", [all, send, save, close]), image, element("p", words.keep)];
  const dialog = element("dialog", content, { "aria-label": alt, "data-drawn": "" });
  dialog.onclose = () => {
    dialog.remove();
    opener.focus({ preventScroll: true });
  };
  document.body.append(dialog);
  paint();
  dialog.showModal();
}

/** A text broken into lines as the browser would, in the page's own face for its language. */
function set(text, i, size, color, width = WIDTH - 2 * EDGE) {
  const probe = said("p", i, text);
  probe.style.cssText = `position:absolute;visibility:hidden;margin:0;width:${width}px;`
    + `font-size:${size}px;text-align:start;overflow-wrap:anywhere`;
  document.getElementById("text").append(probe);
  if (color !== INK) probe.style.fontFamily = getComputedStyle(document.body).fontFamily;
  const { fontFamily } = getComputedStyle(probe);
  const node = probe.firstChild;
  const range = document.createRange();
  const lines = [""];
  let top;
  let at = 0;
  for (const character of text) {
    range.setStart(node, at);
    range.setEnd(node, at += character.length);
    const box = range.getClientRects()[0];
    if (box && top !== undefined && box.top - top > size / 2) lines.push("");
    if (box) top = lines.at(-1) ? top : box.top;
    lines[lines.length - 1] += character;
  }
  probe.remove();
  return { lines, color, leading: size * 1.6, font: `${size}px ${fontFamily}`, dir: probe.dir };
}

function draw(about, which, size = 76) {
  const [side, bits] = files[about.page][about.label];
  const blocks = [];
  for (const i of which) {
    const { title, status } = data.languages[i];
    const place = about.place[i];
    blocks.push(set(place ? `${title} · ${place}` : title, i, 30, ACCENT), 24);
    blocks.push(set(about.texts[i], i, size, INK));
    if (about.unit?.translated[i]) blocks.push(12, set(status, i, 26, ACCENT));
    blocks.push(72);
  }
  const foot = set(decodeURI(address(about, which)), 0, 28, ACCENT, WIDTH - 3 * EDGE - CODE);
  foot.dir = "ltr";
  const height = (block) => (block.lines ? block.lines.length * block.leading : block);
  const tall = blocks.reduce((sum, block) => sum + height(block), EDGE + CODE + EDGE);
  if (size > 40 && tall > TALL) return draw(about, which, size - 4); // as large as fits
  const canvas = element("canvas");
  canvas.width = WIDTH;
  canvas.height = Math.max(TALL, tall);
  const ink = canvas.getContext("2d");
  ink.fillStyle = PAPER;
  ink.fillRect(0, 0, WIDTH, canvas.height);
  const write = (block, from) => {
    Object.assign(ink, { font: block.font, fillStyle: block.color, direction: block.dir, textBaseline: "middle" });
    block.lines.forEach((line, n) => ink.fillText(line.trim(), block.dir === "rtl" ? WIDTH - EDGE : EDGE, from + (n + .5) * block.leading));
  };
  let y = EDGE;
  for (const block of blocks) {
    if (block.lines) write(block, y);
    y += height(block);
  }
  const bottom = canvas.height - EDGE;
  write(foot, bottom - height(foot));
  ink.fillStyle = INK;
  const bytes = atob(bits);
  const module = Math.floor(CODE / side);
  for (let n = 0; n < side * side; n++) {
    if (!(bytes.charCodeAt(n >> 3) & (128 >> (n & 7)))) continue;
    const [row, column] = [Math.floor(n / side), n % side];
    ink.fillRect(WIDTH - EDGE + (column - side) * module, bottom + (row - side) * module, module, module);
  }
  return canvas;
}

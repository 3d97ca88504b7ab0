// What every check needs to know of an opened page. All files of this folder are put into one function, so they share names.
const rules = {};
const expected = { banner: "", line: "" };
// What each of these rules finds, with its name.
const look = names =>
  names.flatMap(name => {
    forget();
    return rules[name]().map(what => [name, what]);
  });

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const squeezed = text => text.replace(/\s+/g, "");
const folded = text => text.replace(/\s+/g, " ").trim();
const style = (node, pseudo) => getComputedStyle(node, pseudo);
const chain = node => {
  const found = [];
  for (; node; node = node.parentElement) found.push(node);
  return found;
};
const once = list => [...new Set(list)];
const CONTROL =
  "a[href], button, input:not([type=hidden]), select, textarea, summary, " +
  "[role=button], [role=link], [tabindex]:not([tabindex='-1'])";
const OWN_BLOCK = /^(inline|inline-block|inline-flex|contents|ruby)$/;

function told(node) {
  const words = folded(node.textContent ?? "").slice(0, 50);
  const name =
    node.tagName.toLowerCase() + (node.id ? `#${node.id}` : "") + (node.classList?.[0] ? `.${node.classList[0]}` : "");
  return `<${name}>${words ? ` “${words}”` : ""}`;
}

const rendered = node => node.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
const spoken = node => !node.closest("[aria-hidden=true], [inert]");
const recordText = node => node.closest("[translate=no]");

// In a box of a pixel, cut away, or pushed off the side: there for screen readers only. Asked of every text by many rules, so
// what is known of a box is kept until something may have changed: another rule begins, or the focus moves.
let known = new WeakMap();
const forget = () => {
  known = new WeakMap();
};
function tucked(node) {
  if (!node || node === document.documentElement || node === document.body) return false;
  if (!known.has(node)) known.set(node, tucks(node) || tucked(node.parentElement));
  return known.get(node);
}
function tucks(node) {
  const box = node.getBoundingClientRect(),
    its = style(node);
  const off = box.right + scrollX < -1 || box.bottom + scrollY < -1;
  const tiny = its.overflow !== "visible" && its.display !== "inline" && Math.min(box.width, box.height) <= 2;
  return tiny || off || its.clip !== "auto" || /^inset\((5\d|[6-9]\d|100)/.test(its.clipPath);
}
const seen = node => rendered(node) && !tucked(node) && chain(node).every(each => parseFloat(style(each).opacity) > 0);

function textNodes(root = document.body) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT),
    found = [];
  while (walker.nextNode()) {
    const box = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && !box.closest("script, style, noscript, template") && rendered(box))
      found.push(walker.currentNode);
  }
  return found;
}

// The boxes of the lines of a text, in the coordinates of the window.
function boxesOf(text) {
  const range = document.createRange();
  range.selectNodeContents(text);
  return [...range.getClientRects()].filter(box => box.width > 0.5 && box.height > 0.5);
}

function block(node) {
  while (node.parentElement && OWN_BLOCK.test(style(node).display)) node = node.parentElement;
  return node;
}

// The accessible name, as far as these pages need the standard (accname 1.2): labels, then content, then title.
function nameOf(node) {
  const by = node.getAttribute("aria-labelledby");
  if (by)
    return folded(
      by
        .split(/\s+/)
        .map(id => contentOf(document.getElementById(id)))
        .join(" "),
    );
  if (node.getAttribute("aria-label")?.trim()) return folded(node.getAttribute("aria-label"));
  if (node.matches("input[type=submit], input[type=button], input[type=reset]")) return folded(node.value);
  if (node.matches("input, select, textarea, meter, progress"))
    return folded([...(node.labels ?? [])].map(contentOf).join(" ")) || folded(node.title);
  if (node.matches("img, area")) return folded(node.alt || node.title);
  return folded(contentOf(node)) || folded(node.getAttribute("title") ?? "");
}
function contentOf(node) {
  if (!node) return "";
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true" || style(node).display === "none")
    return "";
  if (node.matches("img")) return node.alt;
  if (node.matches("svg")) return node.getAttribute("aria-label") ?? node.querySelector(":scope > title")?.textContent ?? "";
  if (node.getAttribute("aria-label")) return node.getAttribute("aria-label");
  const inner = [...node.childNodes].map(contentOf).join("");
  return OWN_BLOCK.test(style(node).display) ? inner : ` ${inner} `;
}

const palette = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
function rgba(colour) {
  palette.clearRect(0, 0, 1, 1);
  palette.fillStyle = colour;
  palette.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = palette.getImageData(0, 0, 1, 1).data;
  return { red, green, blue, alpha: alpha / 255 };
}
function background(node) {
  for (const each of chain(node)) {
    const colour = rgba(style(each).backgroundColor);
    if (colour.alpha > 0.99) return colour;
  }
  return rgba("Canvas");
}
function light({ red, green, blue }) {
  const part = value => ((value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
}
function contrast(one, other) {
  const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

// A sheet worn while looking only. The page's own rules stay as they are; a policy against inline style lets it pass.
function wearing(css, look) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  try {
    return look();
  } finally {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(each => each !== sheet);
  }
}
// What lies on top here; also what lets the mouse through lies on top.
const touchable = look => wearing("*, *::before, *::after { pointer-events: auto !important }", look);

// How much larger or smaller than its font size a text is drawn: transforms and zoom.
function scaleOf(node) {
  if (node.ownerSVGElement) {
    const matrix = node.getScreenCTM();
    return matrix ? Math.hypot(matrix.c, matrix.d) : 1;
  }
  let scale = node.currentCSSZoom ?? 1;
  for (const each of chain(node)) {
    const { transform, scale: own } = style(each);
    if (transform !== "none") {
      const matrix = new DOMMatrix(transform);
      scale *= Math.hypot(matrix.c, matrix.d);
    }
    if (own !== "none") scale *= parseFloat(own.split(" ").at(-1));
  }
  return scale;
}

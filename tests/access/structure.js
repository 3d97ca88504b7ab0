// Headings, landmarks, lists, tables, pictures, notices: what a screen reader goes by, and what is hidden from somebody.
const headings = () => all("h1, h2, h3, h4, h5, h6, [role=heading]").filter(node => rendered(node) && spoken(node));
const level = node => Number(node.getAttribute("aria-level") ?? node.tagName[1]);

rules["heading-one"] = () => {
  const first = headings().filter(node => level(node) === 1);
  if (first.length !== 1) return [`the page has ${first.length} first-level headings`];
  return first[0].closest("main") ? [] : ["the first-level heading is not in the main part"];
};
rules["heading-empty"] = () =>
  headings()
    .filter(node => !/[\p{L}\p{N}]/u.test(contentOf(node)) || !textNodes(node).some(text => seen(text.parentElement)))
    .map(node => `${told(node)} is empty`);
rules["heading-skipped"] = () => {
  const found = [],
    levels = headings().map(level);
  levels.forEach((each, place) => {
    if (each > (levels[place - 1] ?? 0) + 1)
      found.push(`level ${each} after ${levels[place - 1] ?? "nothing"}: ${told(headings()[place])}`);
  });
  return found;
};
// What looks like a heading is one, and a heading looks like one.
rules["heading-looks"] = () => {
  const found = [],
    size = parseFloat(style(document.querySelector("main") ?? document.body).fontSize);
  for (const node of all("main :is(p, div, span, b, strong)")) {
    const its = style(node),
      words = folded(node.textContent);
    if (
      node.closest("h1, h2, h3, h4, svg, summary, [popover], legend, a, button") ||
      !words ||
      words.length > 80 ||
      node.querySelector("*") ||
      !rendered(node) ||
      tucked(node)
    )
      continue;
    if (
      parseFloat(its.fontSize) >= size * 1.15 &&
      parseInt(its.fontWeight, 10) >= 600 &&
      folded(block(node).textContent) === words
    )
      found.push(`${told(node)} looks like a heading`);
  }
  for (const node of headings().filter(each => each.closest("main") && seen(each))) {
    const its = style(node);
    if (parseFloat(its.fontSize) < size || (parseInt(its.fontWeight, 10) < 600 && parseFloat(its.fontSize) < size * 1.2))
      found.push(`${told(node)} does not look like a heading`);
  }
  return found;
};

rules["landmarks"] = () => {
  const found = [],
    count = selector => all(selector).filter(rendered).length;
  if (count("main, [role=main]") !== 1) found.push(`the page has ${count("main, [role=main]")} main parts`);
  if (count("body > header") !== 1 || count("body > footer") !== 1) found.push("the page's header or footer is lost");
  for (const text of textNodes())
    if (
      !text.parentElement.closest("main, header, footer, nav, aside, section[aria-label], section[aria-labelledby]") &&
      spoken(text.parentElement)
    )
      found.push(`“${folded(text.data).slice(0, 40)}” stands in no part of the page`);
  const navs = all("nav").filter(rendered).map(labelOf);
  if (navs.some(name => !name) || once(navs).length !== navs.length)
    found.push(`the navigations are called ${JSON.stringify(navs)}`);
  return found;
};
function labelOf(node) {
  const by = node.getAttribute("aria-labelledby");
  return folded(by ? (document.getElementById(by)?.textContent ?? "") : (node.getAttribute("aria-label") ?? ""));
}

rules["skip-link"] = () => {
  const first = stops().find(node => !node.closest("aside")),
    main = document.querySelector("main");
  if (!first?.matches("a[href^='#']")) return ["the first stop of the keyboard does not lead to the text"];
  const target = document.getElementById(first.hash.slice(1));
  if (!target || !(target === main || main?.contains(target))) return [`${told(first)} leads nowhere`];
  first.focus();
  forget();
  const shown = !tucked(first) && first.getBoundingClientRect().height > 10;
  first.blur();
  return shown ? [] : [`${told(first)} is not to be seen when it has focus`];
};

rules["list-real"] = () => {
  const found = [];
  for (const node of all("ul, ol, dl, table"))
    if (node.matches("[role]") && !node.matches("[role=list], [role=table], [role=grid], [role=listbox]"))
      found.push(`${told(node)} is a ${node.getAttribute("role")}`);
  for (const node of all("ul, ol"))
    if ([...node.children].some(each => !each.matches("li, script, template")))
      found.push(`${told(node)} holds what is no item`);
  for (const node of all("li")) if (!node.parentElement.matches("ul, ol, menu")) found.push(`${told(node)} is in no list`);
  for (const node of all("ul, ol").filter(rendered)) if (!node.children.length) found.push(`${told(node)} is empty`);
  const own = all("main :is(p, div)").filter(node => rendered(node) && !recordText(node) && !node.querySelector("p, div, li"));
  const item = /^\s*([-–•*·‣▪]|\(?\d{1,2}[.)])\s+\S/;
  for (const node of own) {
    if (node.innerText.split("\n").filter(line => item.test(line)).length > 1)
      found.push(`${told(node)} is a list in looks only`);
    if (
      item.test(node.textContent) &&
      item.test(node.nextElementSibling?.matches("p, div") ? node.nextElementSibling.textContent : "")
    )
      found.push(`${told(node)} is an item in looks only`);
  }
  return found;
};

rules["table-real"] = () => {
  const found = [];
  for (const node of all("table").filter(rendered)) {
    if (!node.querySelector("th")) found.push(`${told(node)} has no headings`);
    if (!node.caption?.textContent.trim() && !node.hasAttribute("aria-label") && !node.hasAttribute("aria-labelledby"))
      found.push(`${told(node)} has no caption`);
    if (all("th", node).some(each => !each.textContent.trim())) found.push(`${told(node)} has an empty heading`);
  }
  for (const node of all("body *"))
    if (/^table(-row|-cell)?$/.test(style(node).display) && !node.closest("table"))
      found.push(`${told(node)} is a table in looks only`);
  for (const node of all("table, table *"))
    if (rendered(node) && /^(table|thead|tbody|tr|td|th)$/i.test(node.tagName) && !style(node).display.startsWith("table"))
      found.push(`${told(node)} is a table no more`);
  return found;
};

const FILE_NAME = /\.(png|jpe?g|gif|svg|webp)$|^(image|picture|photo|icon|graphic|drawing|img|untitled)\b[\s\d]*$|^[\W_\d]+$/i;
rules["picture-alternative"] = () => {
  const found = [];
  for (const node of all("img, input[type=image], area")) {
    const alt = node.getAttribute("alt"),
      size = node.getBoundingClientRect();
    if (alt === null) found.push(`${told(node)} ${node.getAttribute("src")} has no alternative`);
    else if (FILE_NAME.test(alt.trim())) found.push(`${told(node)} is called “${alt}”`);
    else if (!alt.trim() && size.width > 40 && !node.closest("figure:has(figcaption)"))
      found.push(`${told(node)} is a picture that says nothing`);
  }
  for (const node of all("svg, canvas, [role=img], object, embed, video, audio, iframe")) {
    if (node.parentElement.closest("svg, [role=img]") || !rendered(node)) continue;
    const name =
      labelOf(node) ||
      folded(node.querySelector(":scope > title")?.textContent ?? "") ||
      folded(node.getAttribute("title") ?? "");
    const silent = node.getAttribute("aria-hidden") === "true",
      words = folded(node.closest("figure")?.querySelector("figcaption")?.textContent ?? "");
    const said = node.matches("svg") && node.getAttribute("role") !== "img" && all("text", node).length > 0;
    if (!silent && (!(name || said) || FILE_NAME.test(name || "words")))
      found.push(`${told(node)} is a picture without a name`);
    if (silent && all("text", node).some(text => text.textContent.trim()) && !words && !copied(folded(node.textContent), node))
      found.push(`${told(node)} is a picture that only some see`);
  }
  for (const node of all("main *"))
    if (
      /url\((?!["']?#)/.test(style(node).backgroundImage) &&
      node.getBoundingClientRect().width > 60 &&
      !node.textContent.trim()
    )
      found.push(`${told(node)} is a picture in a background`);
  return found;
};

const every = text =>
  folded(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
// Whether words of hidden text stand elsewhere on the page too, where everybody has them.
function copied(text, without) {
  const rest = every(
    textNodes()
      .filter(each => !without.contains(each) && spoken(each.parentElement) && !tucked(each.parentElement))
      .map(each => each.data)
      .join(" "),
  );
  const words = every(text).split(" ");
  return rest.includes(words.join(" ")) || (words.length > 6 && words.every(word => rest.includes(word)));
}
const offered = node =>
  node.closest("[popover], details, dialog, template, script, style, noscript, datalist, option, head, .own-title, .here");

rules["only-copy-hidden"] = () => {
  const found = [],
    shut = new Set();
  for (const node of all("body *")) {
    if (node.closest("script, style, template, noscript, [popover]") || !node.textContent.trim()) continue;
    const its = style(node),
      mute = node.matches("[aria-hidden=true], [inert]") && !node.closest("svg");
    const gone = its.display === "none" || its.visibility === "hidden" || parseFloat(its.opacity) === 0;
    const tight =
      !gone &&
      rendered(node) &&
      tucked(node) &&
      !stops().includes(node) &&
      !(node.closest("a, button") && tucked(node.closest("a, button")));
    if (!(mute || gone || tight) || chain(node.parentElement).some(each => shut.has(each))) continue;
    const words = folded(node.textContent),
      few = every(words).split(" ").length < 3 && !/\d/.test(words);
    shut.add(node);
    if (gone && (offered(node) || node.matches("button, button *"))) {
      if (!node.matches(".own-title, .here, [popover], button, button *, details *")) found.push(`${told(node)} is hidden`);
      continue;
    }
    // The marks along a line are the ornament of a drawing whose words stand beside it.
    if (mute && !/\p{L}/u.test(words) && /\p{L}{3}/u.test(node.closest("figure")?.innerText ?? "")) continue;
    if (mute ? !copied(words, node) : !few && !copied(words, node))
      found.push(`${told(node)} hides the only copy of its words`);
  }
  return found;
};

// Words that only the style sheet writes are not found, translated, copied or always read out.
rules["words-from-style"] = () =>
  all("body *").flatMap(node =>
    ["::before", "::after"]
      .filter(part => {
        const [shown] = style(node, part).content.split(" / ");
        return rendered(node) && /["'][^"']*\p{L}{2}/u.test(shown) && !shown.startsWith("attr");
      })
      .map(part => `${told(node)}${part} writes ${style(node, part).content}`),
  );

rules["summary-lost"] = () =>
  all("details").flatMap(node => {
    const summary = node.querySelector(":scope > summary"),
      shown = summary && rendered(node) && style(summary).display !== "none";
    if (!summary) return [`${told(node)} has no summary`];
    if (!shown) return [];
    const sign = style(summary).display === "list-item" && style(summary).listStyleType !== "none";
    return [
      ...(textNodes(summary).some(text => seen(text.parentElement)) ? [] : [`${told(node)} has a summary without words`]),
      ...(sign ? [] : [`${told(node)} does not show whether it is open`]),
    ];
  });

rules["page-moves"] = () => all("meta[http-equiv=refresh i]").map(() => "the page goes away or loads again by itself");
rules["zoom-locked"] = () => {
  const text = document.querySelector("meta[name=viewport]")?.content ?? "",
    most = Number(text.match(/maximum-scale\s*=\s*([\d.]+)/)?.[1] ?? 10);
  const found = /user-scalable\s*=\s*(no|0)/.test(text) || most < 5 ? [`the page cannot be enlarged: ${text}`] : [];
  if (!/width\s*=\s*device-width/.test(text)) found.push("the page does not take the width of the device");
  for (const node of [document.documentElement, document.body, document.querySelector("main")])
    if (node && !/auto|manipulation|pinch-zoom/.test(style(node).touchAction))
      found.push(`${told(node)} does not let fingers enlarge it`);
  return found;
};

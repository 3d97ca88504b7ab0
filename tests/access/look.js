// Nothing by colour only, nothing that moves, nothing lost where the system chooses the colours, words as plain as ours.
const ALPHA = 0.5;
const marked = node => {
  const its = style(node),
    under =
      /underline/.test(its.textDecorationLine) &&
      rgba(its.textDecorationColor).alpha > ALPHA &&
      its.textDecorationThickness !== "0px";
  const edge = ["Top", "Right", "Bottom", "Left"].some(
    side =>
      parseFloat(its[`border${side}Width`]) >= 1 &&
      its[`border${side}Style`] !== "none" &&
      rgba(its[`border${side}Color`]).alpha > ALPHA,
  );
  return under || edge;
};
const besideText = node => {
  const place = block(node);
  if (place === node) return false;
  const rest = all(CONTROL, place).reduce((text, each) => text.replace(each.textContent, ""), place.textContent);
  return (rest.match(/\p{L}{2,}/gu) ?? []).length >= 1;
};

rules["link-by-colour"] = () =>
  all("a[href], button.term, [popovertarget]")
    .filter(node => seen(node) && !node.matches(".button"))
    .filter(
      node =>
        (besideText(node) || node.closest("main")) && !marked(node) && !all("*", node).some(marked) && !node.closest("svg"),
    )
    .map(node => `${told(node)} differs from the text by colour only`);

const BOXED = "button:not(.term), .button, input:not([type=radio], [type=checkbox], [type=hidden]), select, textarea";
rules["button-bare"] = () =>
  all(BOXED)
    .filter(seen)
    .filter(node => !marked(node))
    .map(node => `${told(node)} has no border`);

const COLOURS = "red|green|blue|yellow|orange|purple|pink|grey|gray|black|amber|brown|white";
const BY_COLOUR = new RegExp(
  `\\b(shown|marked|written|printed|highlighted|coloured|set|drawn|are|is|items|rules|words|those|ones) in (${COLOURS})\\b|` +
    `\\b(${COLOURS})(-| )?(text|box(es)?|words?|items?|lines?|rows?|rules?|button|link|label|part|dots?|notices?)\\b`,
  "i",
);
const BY_PLACE =
  /\b(button|box|link|list|text|column|menu)s? (on|to|at) the (left|right)\b|\bthe (round|square|big|small) (button|box)\b/i;
rules["words-point-by-looks"] = () =>
  all("main :is(p, li, dt, dd, h1, h2, h3, h4, figcaption, caption, legend)")
    .filter(node => rendered(node) && !recordText(node))
    .filter(node => BY_COLOUR.test(folded(node.innerText)) || BY_PLACE.test(folded(node.innerText)))
    .map(node => `${told(node)} points by colour or place`);

// A notice says in words what it is, a rule says in words which list it is of.
rules["kind-without-words"] = () => {
  const found = [],
    worded = node =>
      node && seen(node) && spoken(node) && /\p{L}{3}/u.test(node.innerText) && parseInt(style(node).fontWeight, 10) >= 600;
  for (const node of all("div.notice, .why").filter(rendered))
    if (!worded(node.querySelector(":scope > .kind")) || !node.firstElementChild.matches(".kind"))
      found.push(`${told(node)} does not say what it is`);
  for (const node of all("p.notice").filter(rendered))
    if (!/\p{L}{3}/u.test(node.innerText)) found.push(`${told(node)} says nothing`);
  let listed = false;
  for (const node of all("main :is(.list, h2, .unit)").filter(rendered)) {
    if (!node.matches(".unit")) listed = node.matches(".list");
    else if (listed && !worded(node.querySelector(".label"))) found.push(`${told(node)} does not say which list it is of`);
  }
  for (const node of all("main .own").filter(rendered))
    if (!node.querySelector("blockquote, q")) found.push(`${told(node)} quotes nothing`);
  return found;
};

rules["motion"] = () => {
  const found = all("marquee, blink, [autoplay], animate, animateTransform, animateMotion, set, img[src$='.gif']").map(
    node => `${told(node)} moves by itself`,
  );
  found.push(...document.getAnimations().map(each => `${told(each.effect.target)} is animated`));
  for (const node of all("html, body, body *"))
    for (const part of [undefined, "::before", "::after"]) {
      const its = style(node, part);
      if (its.animationName !== "none") found.push(`${told(node)} has the animation ${its.animationName}`);
      if (its.transitionDuration.split(", ").some(time => parseFloat(time) > 0)) found.push(`${told(node)} has a transition`);
      if (its.scrollBehavior === "smooth") found.push(`${told(node)} scrolls in a glide`);
    }
  return once(found);
};

// Under forced colours grounds and shadows go: what has to stand apart keeps a border of its own.
rules["forced-colours"] = () => {
  const found = [],
    edge = (node, side) => parseFloat(style(node)[`border${side}Width`]) >= 1 && style(node)[`border${side}Style`] !== "none";
  const some = node => ["Top", "Right", "Bottom", "Left"].some(side => edge(node, side));
  for (const node of all(
    `aside.banner, aside.line, .notice, .choose, .why, [popover], ${BOXED}`,
  ))
    if (!some(node)) found.push(`${told(node)} has no border left`);
  for (const node of all("body *"))
    if (style(node).forcedColorAdjust === "none" && !node.closest("svg")) found.push(`${told(node)} keeps its own colours`);
  for (const box of [banner(), shortLine()])
    if (box && contrast(rgba(style(box).color), background(box)) < 7) found.push(`${told(box)} is not to be read`);
  return found;
};

rules["print"] = () => {
  const found = [],
    box = banner();
  if (!box || !rendered(box)) return ["the banner is not printed"];
  const lines = linesOf(box),
    top = box.getBoundingClientRect().top + scrollY;
  if (!lines.length || chain(box).some(each => parseFloat(style(each).opacity) < 1 || style(each).clipPath !== "none"))
    found.push("the banner's words are not printed");
  if (textNodes().some(text => boxesOf(text).some(line => line.bottom + scrollY < top && line.bottom > 0)))
    found.push("the banner is not printed first");
  if (/fixed|absolute|sticky/.test(style(box).position)) found.push("the banner lies over the printed text");
  if (parseFloat(style(box).fontSize) < 14) found.push("the banner is printed too small");
  // A section that is only links leads nowhere on paper.
  for (const node of all("main :is(.words, .notice, blockquote, .label, h1, h2, h3, h4, .questions li, .passage)"))
    if (!rendered(node) && !node.closest("[popover], nav, .links")) found.push(`${told(node)} is not printed`);
  for (const node of all("main, main :is(p, li)"))
    if (contrast(rgba(style(node).color), background(node)) < 7) found.push(`${told(node)} is printed too faint`);
  return once(found).slice(0, 10);
};

// The prose of the page, a paragraph each, for the reading formulas. The record's words are not ours.
const prose = () =>
  all("main :is(p, li, figcaption), footer p")
    .filter(
      node =>
        rendered(node) &&
        !recordText(node) &&
        !node.querySelector("p, li, [translate=no], a[href^='http']") &&
        !node.closest("nav, .acts, .up, .soft"),
    )
    .map(node => folded(node.innerText))
    .filter(text => text.length > 20);

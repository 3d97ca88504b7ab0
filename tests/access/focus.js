// Focus: never under what sticks, always seen, in the order of the text, and everything that acts can have it.
const stops = () =>
  all(CONTROL).filter(node => rendered(node) && !node.disabled && node.tabIndex >= 0 && !node.closest("[inert]"));
const FACE = ["backgroundColor", "borderTopColor", "borderTopWidth", "boxShadow", "color", "textDecorationLine"];

// `focus()` scrolls as Tab does (tried at every stop of a study's page), and shows as Tab does once a key has been pressed.
function focusing(nodes, look) {
  const found = [];
  for (const node of nodes) {
    node.blur();
    const before = FACE.map(name => style(node)[name]);
    node.focus();
    forget();
    if (document.activeElement === node) found.push(...look(node, before));
  }
  document.activeElement?.blur();
  scrollTo(0, 0);
  return once(found);
}

// Coming from above and from below.
rules["focus-hidden"] = () =>
  touchable(() =>
    focusing([...stops(), ...stops().toReversed()], node => {
      const boxes = [...node.getClientRects()].filter(box => box.width > 1 && box.height > 1),
        found = [];
      if (!boxes.length || tucked(node)) return [`${told(node)} has focus and is not to be seen`];
      const tall = node.getBoundingClientRect().height > innerHeight / 2;
      const hits = boxes.flatMap(box =>
        [0.1, 0.5, 0.9].map(part => {
          const x = box.left + box.width * part,
            y = (box.top + box.bottom) / 2;
          if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return "the edge of the window";
          const top = document.elementFromPoint(x, y);
          return !top || node.contains(top) || top.contains(node) || [...(node.labels ?? [])].some(label => label.contains(top))
            ? ""
            : told(top);
        }),
      );
      const under = hits.find(hit => hit);
      if (under && !(tall && hits.some(hit => !hit))) found.push(`${told(node)} has focus under ${under}`);
      return found;
    }),
  );

function outlineOf(node) {
  const its = style(node),
    width = parseFloat(its.outlineWidth);
  if (its.outlineStyle === "none" || width < 1.5) return "no outline";
  const offset = parseFloat(its.outlineOffset),
    around = offset < 0 ? node : node.parentElement,
    colour = rgba(its.outlineColor);
  if (its.outlineStyle !== "auto" && (colour.alpha < 0.5 || contrast(colour, background(around)) < 3))
    return "an outline like its ground";
  const reach = Math.max(0, offset + width) - 1,
    box = node.getBoundingClientRect();
  const cut = chain(node.parentElement).find(each => {
    const edge = each.getBoundingClientRect();
    return (
      /hidden|clip/.test(style(each).overflow) &&
      each !== document.documentElement &&
      each !== document.body &&
      (box.left - reach < edge.left ||
        box.right + reach > edge.right ||
        box.top - reach < edge.top ||
        box.bottom + reach > edge.bottom)
    );
  });
  return cut ? `an outline cut off by ${told(cut)}` : "";
}

rules["focus-unseen"] = () =>
  focusing(stops(), (node, before) => {
    const fault = outlineOf(node);
    if (!fault) return [];
    // In forced colours shadows and grounds are gone: only an outline or a border is left.
    const flat = matchMedia("(forced-colors: active)").matches;
    const changed = FACE.map((name, place) => style(node)[name] !== before[place] && !(flat && /background|Shadow/.test(name)));
    const strong = changed[3] || changed[2] || (changed[0] && contrast(background(node), rgba(before[0])) >= 3);
    return strong ? [] : [`${told(node)} has focus with ${fault}`];
  });

rules["focus-order"] = () => {
  const found = all("[tabindex]")
    .filter(node => node.tabIndex > 0)
    .map(node => `${told(node)} has tabindex ${node.tabIndex}`);
  found.push(...all("[accesskey]").map(node => `${told(node)} takes the key ${node.accessKey}`));
  return found;
};

const acts = node =>
  node.matches("[onclick], [onkeydown], [role=button], [role=link], [role=checkbox], [role=switch], [role=tab]") ||
  (node.matches("a:not([href])") && node.textContent.trim()) ||
  (style(node).cursor === "pointer" &&
    node.parentElement &&
    style(node.parentElement).cursor !== "pointer" &&
    !node.closest("label, a[href], button, summary"));
rules["keyboard-reach"] = () => {
  const found = all("body *")
    .filter(node => rendered(node) && acts(node) && (node.tabIndex < 0 || node.matches("a:not([href])")))
    .map(node => `${told(node)} acts, and no key reaches it`);
  found.push(
    ...all("a[href], button, summary, input, select, textarea")
      .filter(node => rendered(node) && node.getAttribute("tabindex") === "-1")
      .map(node => `${told(node)} is taken out of the order of keys`),
  );
  found.push(
    ...all("main [popovertarget]")
      .filter(node => !document.getElementById(node.getAttribute("popovertarget"))?.popover)
      .map(node => `${told(node)} opens nothing`),
  );
  return found;
};

// What is to be pressed can be: nothing lies over it, nothing takes the pointer away.
rules["target-covered"] = () => {
  const found = [];
  for (const node of stops()) {
    if (tucked(node)) continue;
    node.scrollIntoView({ block: "center" });
    const box = node.getClientRects()[0],
      top = box && document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    const own = [node, ...(node.labels ?? [])];
    if (
      box &&
      !own.some(
        each =>
          each.contains(top) ||
          (top &&
            top.contains(each) &&
            style(node).pointerEvents !== "none" &&
            style(node).display.startsWith("inline") &&
            top === block(node)),
      )
    )
      found.push(`${told(node)} is under ${top ? told(top) : "nothing"}`);
  }
  scrollTo(0, 0);
  return once(found);
};

rules["autofocus"] = () => {
  const found = all("[autofocus]").map(node => `${told(node)} has autofocus`);
  if (document.activeElement && document.activeElement !== document.body)
    found.push(`${told(document.activeElement)} has focus at once`);
  return found;
};

const HIDES = [
  "display",
  "visibility",
  "opacity",
  "content",
  "height",
  "maxHeight",
  "maxBlockSize",
  "blockSize",
  "clipPath",
  "position",
  "transform",
];
const sheetRules = list => [...list].flatMap(rule => (rule.cssRules?.length ? [rule, ...sheetRules(rule.cssRules)] : [rule]));
rules["hover-only"] = () => {
  const found = [];
  for (const sheet of document.styleSheets)
    for (const rule of sheetRules(sheet.cssRules))
      if (rule.selectorText?.includes(":hover") && !/:focus/.test(rule.selectorText) && HIDES.some(name => rule.style[name]))
        found.push(`${rule.selectorText} shows something to a mouse only`);
  return found;
};

// A meaning that a key has opened: to be read whole, with the banner beside it.
function meaningFaults() {
  forget();
  const open = document.querySelector("[popover]:popover-open"),
    found = [];
  if (!open) return ["no meaning opens"];
  const box = open.getBoundingClientRect();
  if (!seen(open) || folded(open.innerText).length < 20) found.push("the meaning that opens is not to be read");
  if (box.top < -1 || box.left < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
    found.push("the meaning runs out of the window");
  const lines = linesOf(open).filter(line => line.top >= box.top && line.bottom <= box.bottom);
  if (touchable(() => lines.some(line => covers(line, open)))) found.push("something lies over the meaning");
  if (!touchable(inSight)) found.push("the meaning lies over the banner");
  if (!all("button", open).some(node => /\p{L}/u.test(nameOf(node)))) found.push("the meaning has no button to close it");
  return found;
}

// The banner: there, first, not hidden, not cut, not covered, large enough, and one of its two forms always in sight.
const banner = () => document.querySelector("aside.banner");
const shortLine = () => document.querySelector("aside.line");
const linesOf = box => textNodes(box).flatMap(text => boxesOf(text));

rules["banner-whole"] = () => {
  const found = [],
    banners = all("aside.banner");
  if (banners.length !== 1) return [`the page has ${banners.length} banners`];
  if (squeezed(banners[0].textContent) !== squeezed(expected.banner)) found.push("the banner's text is not whole");
  if (squeezed(document.body.textContent).split(squeezed(expected.banner)).length !== 2)
    found.push("the banner stands more than once");
  if (!shortLine()) found.push("there is no short line");
  else if (squeezed(shortLine().textContent) !== squeezed(expected.line)) found.push("the short line's text is not whole");
  return found;
};

rules["banner-first"] = () => {
  const found = [],
    box = banner(),
    first = textNodes().find(text => spoken(text.parentElement));
  if (!box || !first) return ["there is no banner"];
  if (!box.contains(first)) found.push(`“${folded(first.data).slice(0, 40)}” is read before the banner`);
  if (
    all("h1, h2, a, button, main, nav, header").some(
      node => !box.contains(node) && box.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING,
    )
  )
    found.push("something stands before the banner");
  scrollTo(0, 0);
  const top = box.getBoundingClientRect().top;
  if (Math.abs(top) > 2) found.push(`the banner begins ${Math.round(top)} px from the top`);
  return found;
};

rules["banner-hidden"] = () => {
  const box = banner(),
    found = [];
  if (!box) return ["there is no banner"];
  if (!rendered(box)) found.push("the banner is not rendered");
  for (const each of [...all("*", box), ...chain(box)]) {
    const its = style(each);
    if (each.matches("[aria-hidden=true], [inert], [hidden], [role=presentation], [role=none], details, template, dialog"))
      found.push(`${told(each)} takes the banner away from somebody`);
    if (its.display === "none" || its.visibility !== "visible")
      found.push(`${told(each)} is ${its.display} and ${its.visibility}`);
    if (parseFloat(its.opacity) < 1) found.push(`${told(each)} has opacity ${its.opacity}`);
    if (its.filter !== "none" || its.mixBlendMode !== "normal" || its.maskImage !== "none")
      found.push(`${told(each)} has a filter, a mask or a blend`);
    if (its.contentVisibility === "hidden") found.push(`${told(each)} hides its content`);
  }
  return found;
};

rules["banner-cut"] = () => {
  const box = banner();
  if (!box) return ["there is no banner"];
  scrollTo(0, 0);
  const lines = linesOf(box),
    found = [];
  if (!lines.length) return ["the banner has no line of text"];
  const inside = (line, top, right, bottom, left) =>
    line.top >= top - 1 && line.right <= right + 1 && line.bottom <= bottom + 1 && line.left >= left - 1;
  if (!lines.every(line => inside(line, 0, innerWidth, Infinity, 0))) found.push("the banner's text runs out of the window");
  if (box.getBoundingClientRect().width < innerWidth * 0.9) found.push("the banner is narrower than the window");
  for (const each of [...all("*", box), ...chain(box)]) {
    const its = style(each),
      edge = each.getBoundingClientRect();
    if (its.clipPath !== "none" || its.clip !== "auto") found.push(`${told(each)} is clipped`);
    const cuts =
      its.overflow !== "visible" && its.display !== "inline" && each !== document.documentElement && each !== document.body;
    if (
      cuts &&
      !linesOf(box.contains(each) ? each : box).every(line => inside(line, edge.top, edge.right, edge.bottom, edge.left))
    )
      found.push(`${told(each)} cuts the banner's text off`);
  }
  return found;
};

const across = [0.02, 0.25, 0.5, 0.75, 0.98];
// Whether a line of text in the window is covered at a point by something that is not of `box`.
const covers = (line, box) =>
  across
    .map(part => document.elementFromPoint(line.left + line.width * part, (line.top + line.bottom) / 2))
    .find(top => top && !box.contains(top));
const within = line => line.top >= -1 && line.bottom <= innerHeight + 1;

rules["banner-covered"] = () =>
  touchable(() => {
    const box = banner(),
      found = [];
    if (!box) return ["there is no banner"];
    scrollTo(0, 0);
    const lines = linesOf(box);
    if (!lines.some(within)) found.push("no line of the banner is in the first window");
    for (const line of lines.filter(within)) {
      const top = covers(line, box);
      if (top) found.push(`${told(top)} lies over the banner`);
    }
    return once(found);
  });

rules["banner-small"] = () => {
  const found = [];
  for (const text of [
    ...textNodes(banner() ?? document.createElement("i")),
    ...textNodes(shortLine() ?? document.createElement("i")),
  ]) {
    const box = text.parentElement,
      its = style(box),
      size = parseFloat(its.fontSize);
    if (size * scaleOf(box) < 16) found.push(`${told(box)} is written at ${size * scaleOf(box)} px`);
    if (parseFloat(its.lineHeight) < size * 1.2) found.push(`${told(box)} has lines ${its.lineHeight} high`);
    if (parseFloat(its.letterSpacing) < 0 || parseFloat(its.wordSpacing) < 0 || parseFloat(its.fontStretch) < 80)
      found.push(`${told(box)} is squeezed`);
    if (its.writingMode !== "horizontal-tb" || its.unicodeBidi.includes("override"))
      found.push(`${told(box)} does not run as its script does`);
    for (const each of chain(box))
      if (style(each).transform !== "none" || style(each).rotate !== "none") found.push(`${told(each)} is turned or scaled`);
  }
  return once(found);
};

// A whole line of the full banner, or the whole short line, is in the window and on top.
function readable(box) {
  const lines = box ? linesOf(box) : [],
    here = lines.filter(line => within(line) && line.left >= -1 && line.right <= innerWidth + 1);
  const enough = box === shortLine() ? here.length === lines.length : true;
  const open = here.filter(line => !covers(line, box));
  return (
    open.length > 0 &&
    enough &&
    (box === banner() || open.length === lines.length) &&
    chain(box).every(each => parseFloat(style(each).opacity) === 1)
  );
}
// Where the one gives way to the other, over the height of the short line, half of each is seen: both boxes have to be there.
function handingOver() {
  const bottom = banner()?.getBoundingClientRect().bottom ?? 0,
    line = shortLine()?.getBoundingClientRect();
  if (!line || bottom <= 0 || bottom > line.height + 8) return false;
  return [2, bottom - 2, line.height - 4].every(y => {
    const top = document.elementFromPoint(innerWidth / 2, y);
    return banner().contains(top) || shortLine().contains(top);
  });
}
const inSight = () => readable(banner()) || readable(shortLine()) || handingOver();

rules["banner-in-sight"] = () =>
  touchable(() => {
    const found = [],
      end = document.documentElement.scrollHeight;
    for (const y of [0, 400, 900, end / 3, end / 2, end]) {
      scrollTo(0, y);
      if (!inSight()) found.push(`neither form of the banner is in sight at ${Math.round(scrollY)} px`);
    }
    const ids = all("main [id]")
      .filter(rendered)
      .map(node => node.id);
    for (const id of once(["main", ids[0], ids[Math.floor(ids.length / 2)], ids.at(-1)].filter(Boolean))) {
      location.hash = id;
      document.getElementById(id)?.scrollIntoView();
      if (!inSight()) found.push(`neither form of the banner is in sight at #${id}`);
    }
    location.hash = "";
    scrollTo(0, 0);
    return found;
  });

// A fragment's target does not land under what sticks.
rules["anchor-covered"] = () =>
  touchable(() => {
    const titled = node => (node.id ? node : node.closest("main [id]")),
      found = [];
    const targets = all("main :is(h1, h2, h3, h4)").filter(
      node => seen(node) && titled(node) && (node.id || titled(node).querySelector("h1, h2, h3, h4") === node),
    );
    for (const node of targets.filter((_, place) => place % Math.ceil(targets.length / 12) === 0)) {
      titled(node).scrollIntoView();
      const line = linesOf(node)[0],
        top = line && covers(line, node);
      if (line && (!within(line) || (top && stuck(top))))
        found.push(`${told(node)} lands under ${top ? told(top) : "the edge"}`);
    }
    scrollTo(0, 0);
    return found;
  });

const stuck = node => chain(node).find(each => /^(sticky|fixed)$/.test(style(each).position));

rules["little-room"] = () =>
  touchable(() => {
    scrollTo(0, document.documentElement.scrollHeight / 2);
    if (scrollY < 100) return [];
    let free = 0;
    for (let y = 1; y < innerHeight; y += 4) {
      const top = document.elementFromPoint(innerWidth / 2, y);
      if (top && !stuck(top)) free += 4;
    }
    scrollTo(0, 0);
    const enough = innerHeight >= 480 ? 0.8 : 0.7;
    return free < innerHeight * enough ? [`what sticks leaves ${free} of ${innerHeight} px to read`] : [];
  });

// Room for the text: nothing runs off sideways, is cut, overlaps, is squeezed, small, wide or turned; targets are large.
const MIN = 16,
  BODY = 18,
  TARGET = 44,
  INLINE = 24,
  LONGEST = 70;
const free = node => !chain(node).some(each => /fixed|sticky/.test(style(each).position)) && !tucked(node);

rules["sideways"] = () => {
  const root = document.scrollingElement,
    found = [];
  const wide = Math.max(root.scrollWidth, document.body.scrollWidth);
  if (wide > innerWidth + 1) found.push(`the page is ${wide} px wide in a window of ${innerWidth}`);
  for (const text of textNodes())
    for (const box of boxesOf(text))
      if (!tucked(text.parentElement) && (box.right > innerWidth + 1 || box.left < -1))
        found.push(`${told(text.parentElement)} runs out of the window`);
  for (const node of all("body *").filter(rendered))
    if (
      /auto|scroll/.test(style(node).overflowX) &&
      node.scrollWidth > node.clientWidth + 1 &&
      node.clientWidth > 2 &&
      !node.matches("textarea, input")
    )
      found.push(`${told(node)} has to be scrolled sideways`);
  return once(found);
};

rules["cut-off"] = () => {
  const found = [];
  for (const text of textNodes()) {
    if (tucked(text.parentElement)) continue;
    const boxes = boxesOf(text);
    if (!boxes.length) found.push(`${told(text.parentElement)} has no room at all`);
    for (const each of chain(text.parentElement)) {
      if (each === document.documentElement || each === document.body) break;
      const its = style(each),
        edge = each.getBoundingClientRect(),
        cuts = axis => /hidden|clip/.test(its[`overflow${axis}`]);
      if (its.display === "inline" || each.closest("svg")) continue;
      const rolls =
        /auto|scroll/.test(its.overflowY) &&
        !each.matches("[popover], textarea, select") &&
        each.scrollHeight > each.clientHeight + 1;
      if (
        its.clipPath !== "none" ||
        rolls ||
        boxes.some(
          box =>
            (cuts("X") && (box.right > edge.right + 1 || box.left < edge.left - 1)) ||
            (cuts("Y") && (box.bottom > edge.bottom + 2 || box.top < edge.top - 2)),
        )
      ) {
        found.push(`${told(text.parentElement)} is cut off by ${told(each)}`);
        break;
      }
    }
  }
  return once(found);
};

rules["overlap"] = () => {
  const lines = textNodes()
    .filter(text => free(text.parentElement) && !text.parentElement.closest("[popover]"))
    .flatMap(text =>
      boxesOf(text).map(box => ({
        box,
        place: text.parentElement.ownerSVGElement ? text.parentElement : block(text.parentElement),
      })),
    )
    .sort((a, b) => a.box.top - b.box.top);
  const found = [];
  lines.forEach(({ box, place }, index) => {
    for (let next = index + 1; next < lines.length && lines[next].box.top < box.bottom; next++) {
      const other = lines[next].box,
        deep = Math.min(box.bottom, other.bottom) - other.top,
        wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      if (wide > 3 && deep > 0.4 * Math.min(box.height, other.height))
        found.push(`${told(lines[next].place)} lies on ${told(place)}`);
    }
  });
  return once(found);
};

rules["squeezed"] = () => {
  const found = [];
  for (const text of textNodes()) {
    const box = text.parentElement,
      its = style(box),
      size = parseFloat(its.fontSize),
      spot = told(box);
    if (tucked(box) || box.closest("svg")) continue;
    const body = box.closest("main") && !box.closest("h1, h2, h3, h4, button, summary, label, legend, .button, a, .here"),
      least = body ? 1.5 : box.closest("h1, h2, h3, h4") ? 1.1 : 1.25;
    if (parseFloat(its.lineHeight) < size * least - 0.1)
      found.push(`${spot} has lines ${its.lineHeight} high at ${its.fontSize}`);
    if (parseFloat(its.letterSpacing) < 0 || parseFloat(its.wordSpacing) < 0 || parseFloat(its.fontStretch) < 80)
      found.push(`${spot} is squeezed`);
    if (its.writingMode !== "horizontal-tb") found.push(`${spot} runs from top to bottom`);
    if (its.textTransform === "uppercase" && folded(text.data).length > 30) found.push(`${spot} is all in capitals`);
    if (parseInt(its.fontWeight, 10) < 350) found.push(`${spot} is thin`);
    if (/italic|oblique/.test(its.fontStyle) && folded(text.data).split(" ").length > 60)
      found.push(`${spot} is long and in italics`);
  }
  return once(found);
};

rules["text-small"] = () => {
  const found = [];
  for (const text of textNodes()) {
    const box = text.parentElement,
      size = parseFloat(style(box).fontSize) * scaleOf(box);
    if (size < MIN - 0.05 && !tucked(box)) found.push(`${told(box)} is ${size.toFixed(1)} px`);
    const prose =
      box.matches("main p, main li, main dd, main .words *") &&
      !box.closest(".soft, .source, .label, .group, .here, .own-title, figure, svg");
    if (prose && size < BODY - 0.05 && !tucked(box)) found.push(`${told(box)} is body text of ${size.toFixed(1)} px`);
  }
  return once(found);
};

// What a line of a block holds: its longest line, measured in letters of ordinary prose in its own font.
function longestLine(node) {
  const boxes = textNodes(node)
      .filter(text => !tucked(text.parentElement))
      .flatMap(boxesOf),
    rows = [];
  for (const box of boxes.sort((a, b) => a.top - b.top)) {
    const row = rows.find(each => Math.abs(each.top - box.top) < box.height / 2);
    if (row) {
      row.left = Math.min(row.left, box.left);
      row.right = Math.max(row.right, box.right);
    } else rows.push({ top: box.top, left: box.left, right: box.right });
  }
  palette.font = style(node).font;
  const letter = palette.measureText("the quick brown fox jumps over a lazy dog and walks home again at six").width / 69;
  return Math.max(0, ...rows.map(row => row.right - row.left)) / letter;
}
rules["line-long"] = () =>
  all("main :is(p, li, dd, figcaption, blockquote)")
    .filter(
      node =>
        rendered(node) &&
        !tucked(node) &&
        !node.querySelector("p, li") &&
        !node.matches(".acts, .here") &&
        !node.closest("nav"),
    )
    .filter(node => longestLine(node) > LONGEST + 1)
    .map(node => `${told(node)} has lines of ${Math.round(longestLine(node))} letters`);

rules["ragged"] = () =>
  textNodes()
    .map(text => text.parentElement)
    .filter(
      box =>
        /justify|center/.test(style(block(box)).textAlign) &&
        folded(block(box).textContent).length > 60 &&
        !box.closest("svg, figure"),
    )
    .map(box => `${told(box)} is set ${style(block(box)).textAlign}`);

// Alone in its block, or boxed: 44 px. In a sentence: as high as its line, and that 24 px (WCAG 2.5.5, 2.5.8).
rules["target-small"] = () => {
  const found = [];
  for (const node of stops().filter(each => !tucked(each) && !each.closest("svg"))) {
    const whole = node.matches("[type=radio], [type=checkbox]") ? (node.labels[0] ?? node) : node,
      box = whole.getBoundingClientRect(),
      its = style(whole);
    const high = its.display === "inline" ? Math.max(box.height, parseFloat(its.lineHeight)) : box.height;
    const own = node.matches("button.term") || (besideText(node) && its.display === "inline"),
      least = own ? INLINE : TARGET;
    if (high < least - 0.5 || box.width < INLINE)
      found.push(`${told(node)} is ${Math.round(box.width)} × ${Math.round(high)} px`);
  }
  return once(found);
};

// At one column, what is read next stands next: further down, or further along its line.
rules["order-of-sight"] = () => {
  const found = [];
  let last = null;
  for (const text of textNodes()) {
    const box = text.parentElement;
    if (!free(box) || box.closest("svg, [popover], aside.line, table")) continue;
    // Columns: what counts is where each block begins, not where its last words do.
    if (last && block(box) === last.place) continue;
    const line = boxesOf(text)[0],
      along = style(document.documentElement).direction === "rtl" ? -1 : 1;
    if (!line) continue;
    const row = last && Math.abs(line.top - last.line.top) < 8;
    if (last && (line.bottom < last.line.top - 1 || (row && (line.left - last.line.left) * along < -1)))
      found.push(`${told(box)} is read after ${told(last.box)} and stands before it`);
    last = { line, box, place: block(box) };
  }
  return once(found);
};

rules["text-locked"] = () => {
  const found = [];
  for (const text of textNodes())
    if (
      parseFloat(style(text.parentElement).fontSize) < 28 &&
      !tucked(text.parentElement) &&
      !text.parentElement.closest("svg")
    )
      found.push(
        `${told(text.parentElement)} stays at ${style(text.parentElement).fontSize} when letters are to be twice as large`,
      );
  return once(found);
};

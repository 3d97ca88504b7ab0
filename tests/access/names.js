// Links, buttons, summaries and fields are called something that means something alone, and different things differently.
const VAGUE = new RegExp(
  `^(${[
    "(click|press|tap|go|look|see|read)? ?(here|this|it)",
    "(read|learn|see|show|find out|view|know|click for|and)? ?more( info(rmation)?| details?)?",
    "links?",
    "details?",
    "(this )?(page|link|site|website|article)",
    "continue",
    "go",
    "next",
    "back",
    "previous",
    "start",
    "ok",
    "yes",
    "no",
    "submit",
    "button",
    "open",
    "info(rmation)?",
    "(click|press|tap)( (the|this))?( link| button)?",
    "untitled",
    "image",
    "picture",
    "icon",
    "visit",
    "source",
    "download",
    "view",
    "see",
    "show",
    "answer",
    "why",
  ].join("|")})[\\s.…›»>→:!]*$`,
  "i",
);
const BARE = /^(https?:\/\/|www\.)\S+$|^\S+\.(org|gov|com|html?|pdf)(\/\S*)?$/i;
const named = () =>
  all("a[href], button, summary, input:not([type=hidden]), select, textarea, [role=button], [role=link]").filter(
    node => rendered(node) && spoken(node),
  );

rules["name-vague"] = () =>
  named().flatMap(node => {
    const name = nameOf(node);
    if (VAGUE.test(name)) return [`${told(node)} is called “${name}”`];
    if (BARE.test(name) && !name.includes("@")) return [`${told(node)} is called by its address`];
    return [];
  });

rules["name-missing"] = () =>
  named()
    .filter(node => !/[\p{L}\p{N}]/u.test(nameOf(node)))
    .map(node => `${told(node)} has no name`);

// Somebody who speaks to the computer says what is to be seen (WCAG 2.5.3).
rules["name-not-as-seen"] = () =>
  named()
    .filter(node => node.hasAttribute("aria-label") || node.hasAttribute("aria-labelledby"))
    .flatMap(node => {
      const shown = folded(
        textNodes(node)
          .filter(text => seen(text.parentElement))
          .map(text => text.data)
          .join(" "),
      ).toLowerCase();
      return shown && !nameOf(node).toLowerCase().includes(shown) ? [`${told(node)} is called “${nameOf(node)}”`] : [];
    });

const leadsTo = node =>
  node.matches("a[href]")
    ? node.href
    : node.matches("[popovertarget]")
      ? `${node.getAttribute("popovertargetaction") ?? "toggle"} ${node.getAttribute("popovertarget")}`
      : node.matches("summary")
        ? `summary ${all("summary").indexOf(node)}`
        : node.matches("[type=submit]")
          ? `form ${all("form").indexOf(node.form)}`
          : null;

rules["name-doubled"] = () => {
  const places = new Map();
  for (const node of named()) {
    const kind = node.matches("a") ? "link" : node.matches("summary") ? "summary" : "button";
    const key = `${kind} “${nameOf(node).toLowerCase()}”`;
    if (leadsTo(node) !== null) places.set(key, (places.get(key) ?? new Set()).add(leadsTo(node)));
  }
  return [...places]
    .filter(([, to]) => to.size > 1)
    .map(([key, to]) => `${key} leads to ${to.size} places: ${[...to].slice(0, 3).join(" ")}`);
};

rules["field-unlabelled"] = () => {
  const found = [];
  for (const node of all(
    "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), select, textarea",
  ).filter(rendered)) {
    const by = node.getAttribute("aria-labelledby"),
      labels = by ? by.split(/\s+/).map(id => document.getElementById(id)) : [...node.labels];
    if (!labels.some(label => label && seen(label) && /\p{L}{2}/u.test(label.textContent)))
      found.push(`${told(node)} “${node.name || node.id}” has no label to be seen`);
    if (
      (node.required || node.getAttribute("aria-required") === "true") &&
      !/required|needed|must/i.test(labels.map(label => label.textContent).join(" "))
    )
      found.push(`${told(node)} “${node.name || node.id}” is required, and only a sign says so`);
    const group = node.matches("[type=radio]") && node.closest("fieldset, [role=radiogroup]");
    if (
      node.matches("[type=radio]") &&
      (!group ||
        !(
          group.querySelector(":scope > legend")?.textContent.trim() ||
          group.hasAttribute("aria-labelledby") ||
          group.hasAttribute("aria-label")
        ))
    )
      found.push(`${told(node)} “${node.id}” is a choice of a group without a name`);
    const why = (node.getAttribute("aria-describedby") ?? "")
      .split(/\s+/)
      .map(id => document.getElementById(id)?.textContent ?? "")
      .join(" ");
    if (node.getAttribute("aria-invalid") === "true" && !/\p{L}{3}/u.test(why))
      found.push(`${told(node)} “${node.name || node.id}” is wrong, and no words say how`);
  }
  for (const form of all("form"))
    if (!form.querySelector("button:not([type=button]), input[type=submit]")) found.push(`${told(form)} has no button`);
  return found;
};

rules["opens-elsewhere"] = () =>
  all("a[target], form[target], base[target]")
    .filter(node => !/^(_self)?$/.test(node.target) && !/new (tab|window)/i.test(nameOf(node)))
    .map(node => `${told(node)} opens another window and does not say so`);

rules["title-of-page"] = () => {
  const title = folded(document.title),
    words = text => once(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const heading = words(document.querySelector("h1")?.textContent ?? ""),
    own = words(title);
  // Chinese writes without spaces: a name of the page and one of the site are two words to this rule.
  if (own.length < 2 && !/[\p{sc=Han}].* – /u.test(title)) return [`the page's title is “${title}”`];
  const shared = heading.filter(word => own.includes(word)).length;
  return shared < heading.length * 0.6 ? [`the title “${title}” does not name the page`] : [];
};

// A tooltip is for the mouse alone.
rules["title-only"] = () =>
  all("body [title]")
    .filter(
      node =>
        !node.matches("svg, svg *, iframe") &&
        node.title.trim() &&
        !folded(document.body.innerText).includes(folded(node.title)),
    )
    .map(node => `${told(node)} says “${node.title}” to a mouse only`);

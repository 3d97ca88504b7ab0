// The picker's choice where a host of files answered with the whole sheet: what was not chosen is taken out here, in the browser.
// The server's own answer to a choice does not name this script. Fields are those of explainer/show/choice.py.
"use strict";

(() => {
  const asked = new URLSearchParams(location.search);
  const find = (what, inside = document) => [...inside.querySelectorAll(what)];
  const sheets = find(".sheet");
  if (!sheets.length || !["q", "list", "for", "with", "paper", "large"].some((name) => asked.get(name))) return;
  const made = (name, text, className = "") => Object.assign(document.createElement(name), { textContent: text, className });
  const as = (name, heading) => heading.replaceWith(made(name, heading.textContent));

  const { classList } = document.documentElement;
  const paper = asked.get("paper");
  if (["a4", "letter"].includes(paper)) classList.remove("a4", "letter"), classList.add(paper);
  classList.toggle("large", asked.get("large") === "yes");

  const known = new Set(find("[data-q]").map((item) => item.dataset.q));
  const chosen = [...new Set(asked.getAll("q"))].filter((id) => known.has(id));
  const lists = asked.getAll("list").filter((list) => sheets.some((sheet) => sheet.dataset.list === list));
  const wanted = (sheet) => {
    const items = find("[data-q]", sheet);
    if (chosen.length) return chosen.flatMap((id) => items.filter((item) => item.dataset.q === id));
    return lists.length && !lists.includes(sheet.dataset.list) ? [] : items;
  };

  const end = document.getElementById("sheet-end");
  const tools = document.getElementById("sheet-tools");
  const whom = ["me", "child", "other"].includes(asked.get("for")) && tools.dataset[asked.get("for")];
  const left = sheets.filter((sheet) => {
    const items = wanted(sheet);
    for (const item of find("[data-q]", sheet)) if (!items.includes(item)) item.remove();
    sheet.querySelector("ol").prepend(...items);
    for (const notice of find("[data-on]", sheet))
      if (!items.some((item) => notice.dataset.on.split(" ").includes(item.dataset.q))) notice.remove();
    for (const each of find(".notices", sheet)) if (!each.querySelector(".notice")) each.remove();
    const most = items.length < (classList.contains("letter") ? 5 : 6) ? 3 : 2;
    const lines = () => Array.from({ length: most }, () => made("i", ""));
    for (const item of items) item.querySelector(".lines").replaceChildren(...lines());
    if (whom) sheet.querySelector(".blanks").before(made("p", whom, "whom"));
    if (items.length) return true;
    for (const link of find(`.acts a[href*="/questions/${sheet.dataset.list}/"]`)) link.remove();
    return false;
  });
  left.at(-1).querySelector(".flow").append(end);
  const heading = left[0].querySelector("h2:not(.notices *)");
  if (left.length === 1 && heading) {
    document.querySelector("h1").remove();
    as("h1", heading);
    for (const each of find(".notices h3", left[0])) as("h2", each);
  }
  for (const sheet of sheets) if (!left.includes(sheet)) sheet.remove();

  // What else the page leads to: the same choice in another language; its copies as text and PDF hold everything.
  for (const link of find("header nav a")) link.search = location.search;
  for (const link of find('.acts a:is([href$=".txt"], [href$=".md"], [href$=".pdf"])')) link.remove();
  if (asked.get("with")) tools.before(made("p", tools.dataset.one, "notice"));
})();

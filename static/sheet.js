// Order, own questions and notes on the sheet. What is written stays in this page: it goes into no address, request or store, and
// it is gone when the page is left, also from where "Back" would find it. Text becomes page as text only.
"use strict";

(() => {
  const tools = document.getElementById("sheet-tools");
  const said = document.getElementById("sheet-said");
  const piece = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  const say = (text) => (said.textContent = text);
  const lists = [...document.querySelectorAll("ol.questions")];
  const blank = (list) => list.querySelector(".mine").closest("li");
  const movable = (list) => [...list.children].filter((item) => item !== blank(list));

  const move = (item, by, button) => {
    const list = item.parentElement;
    const items = movable(list);
    const to = Math.min(Math.max(items.indexOf(item) + by, 0), items.length - 1);
    if (by < 0) items[to].before(item);
    else items[to].after(item);
    button.focus();
    say(`${tools.dataset.place} ${to + 1} / ${items.length}`);
  };

  const leaveOut = (item) => {
    const list = item.parentElement;
    const field = list.parentElement.querySelector(".add textarea");
    const next = item.nextElementSibling.querySelector("button") || field;
    // Words of one's own are not lost: they are back where they were written.
    if (item.querySelector(".own-words") && !field.value) field.value = item.querySelector(".own-words").textContent;
    item.remove();
    next.focus();
    say(tools.dataset.out);
  };

  const equip = (item) => {
    const words = item.querySelector("p").textContent;
    const own = piece("sheet-item");
    const acts = { up: (button) => move(item, -1, button), down: (button) => move(item, 1, button), out: () => leaveOut(item) };
    for (const button of own.querySelectorAll("button")) {
      const name = document.createElement("span");
      name.className = "quiet";
      name.textContent = tools.dataset.colon + words;
      button.append(name);
      button.addEventListener("click", () => acts[button.name](button));
    }
    const note = document.createElement("p");
    note.className = "note";
    note.dir = "auto";
    own.querySelector("textarea").addEventListener("input", (event) => (note.textContent = event.target.value));
    item.querySelector("p").after(note, own);
  };

  const add = (list, field) => {
    const text = field.value.trim();
    if (text) {
      const item = document.createElement("li");
      const question = document.createElement("p");
      question.className = "own-words";
      question.dir = "auto";
      question.textContent = text;
      item.append(question, blank(list).querySelector(".lines").cloneNode(true));
      blank(list).before(item);
      equip(item);
      field.value = "";
      say(tools.dataset.added);
    }
    field.focus();
  };

  const equipAll = () => {
    for (const list of lists) {
      movable(list).forEach(equip);
      const adding = piece("sheet-add");
      const field = adding.querySelector("textarea");
      adding.querySelector("button").addEventListener("click", () => add(list, field));
      list.after(adding);
    }
  };

  const first = lists.map((list) => [...list.children]);
  const clear = () => {
    lists.forEach((list, at) => list.replaceChildren(...first[at]));
    for (const field of document.querySelectorAll(".sheet textarea")) field.value = "";
    for (const note of document.querySelectorAll(".note")) note.textContent = "";
  };

  const copy = async () => {
    const parts = document.querySelectorAll(".banner, .also, .study, .whom, .sheet :is(h1, h2):not(.notices *), .questions p:not(.mine, .tool p)");
    const text = [...parts].map((part) => part.innerText.trim()).filter(Boolean);
    try {
      await navigator.clipboard.writeText(text.join("\n\n"));
      say(tools.dataset.copied);
    } catch {
      say(tools.dataset.failed);
    }
  };

  const press = (id, act) => document.getElementById(id).addEventListener("click", act);
  document.getElementById("sheet-change").addEventListener("toggle", (event) => {
    if (!document.querySelector(".add")) equipAll();
    document.querySelector("main").classList.toggle("changing", event.target.open);
  });
  press("sheet-print", () => window.print());
  press("sheet-copy", copy);
  press("sheet-clear", () => {
    clear();
    say(tools.dataset.cleared);
  });
  window.addEventListener("pagehide", clear);
  tools.hidden = false;
})();

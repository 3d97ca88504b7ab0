// How many questions are ticked, and about how many pages that is: what ends a sheet takes the room of half a page of questions.
"use strict";

(() => {
  const told = document.getElementById("page-count");
  const form = told.closest("form");
  const [chosen, pages] = told.querySelectorAll("b");
  const count = () => {
    const ticked = form.querySelectorAll("[name=q]:checked").length || form.querySelectorAll("[name=q]").length;
    const large = form.elements.large.checked ? "large" : "";
    const two = form.querySelector("[name=with]:checked")?.value ? "two" : "";
    const fit = +told.dataset[large + two || "plain"];
    chosen.textContent = ticked;
    pages.textContent = Math.ceil((ticked + 0.55 * fit) / (1.55 * fit));
  };
  form.addEventListener("change", count);
  window.addEventListener("pageshow", count);
  count();
  told.hidden = false;
})();

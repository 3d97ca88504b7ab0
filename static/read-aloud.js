// Reads a page aloud with the browser's own voice. An addition: the button is hidden until this script finds that it can.
"use strict";

(() => {
  const button = document.getElementById("page-aloud");
  const voice = window.speechSynthesis;
  if (!button || !voice) return;

  const words = button.textContent;
  // The notice comes first, as on the page; then what a reader sees, a paragraph at a time, each in its own language.
  const spoken = () =>
    [...document.querySelectorAll(".banner p, main :is(h1, h2, h3, h4, p, li, dt, dd, blockquote)")].filter(
      (node) =>
        node.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) &&
        !node.closest(".acts, .contents, .here, .meanings") &&
        !node.querySelector("p, li"),
    );

  const stop = () => {
    voice.cancel();
    button.textContent = words;
    button.setAttribute("aria-pressed", "false");
  };

  const start = () => {
    const parts = spoken();
    parts.forEach((node, index) => {
      const part = new SpeechSynthesisUtterance(node.innerText);
      part.lang = node.closest("[lang]").lang;
      if (index === parts.length - 1) part.onend = stop;
      voice.speak(part);
    });
    button.textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
  };

  button.hidden = false;
  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop() : start()));
  // A voice that goes on after its page is closed would tell a room what somebody reads.
  window.addEventListener("pagehide", stop);
})();

// A study inside another site: puts a frame where the plain link before this script stands. Its box is as tall as the pasted line
// says, then as tall as the words in the frame, as soon as that moves nothing that the reader sees.
"use strict";

(() => {
  const script = document.currentScript;
  const box = script.parentElement;
  const link = box.querySelector("a");
  const { show, theme = "", size = "" } = script.dataset;
  const address = new URL(show, script.src);
  address.hash = new URLSearchParams({ theme, size, host: location.origin });

  const frame = document.createElement("iframe");
  frame.title = link.textContent;
  frame.lang = link.lang;
  frame.loading = "lazy";
  frame.referrerPolicy = "no-referrer";
  frame.src = address;
  frame.style = "display: block; width: 100%; height: 100%; min-height: 200px; border: 0";
  box.style.height ||= "100vh";
  link.replaceWith(frame);

  // What lies under the box moves with its end: it may while that is below the window, or where the reader does something inside.
  let wanted = 0;
  const fit = () => {
    const { top, bottom } = box.getBoundingClientRect();
    const unseen = Math.min(bottom, top + wanted) >= innerHeight;
    if (wanted && (unseen || document.activeElement === frame)) box.style.height = `${wanted}px`;
  };
  addEventListener("scroll", fit, { capture: true, passive: true });

  // The only message that counts: from this frame and our site, { explainer: 1, height, banner } in whole CSS pixels.
  const pixels = (value) => Number.isInteger(value) && value > 0 && value < 1e5;
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== address.origin || data?.explainer !== 1) return;
    if (!pixels(data.height) || !pixels(data.banner)) return;
    const least = Math.max(data.banner, 200);
    frame.style.minHeight = `${least}px`;
    wanted = Math.max(data.height, least);
    fit();
  });
})();

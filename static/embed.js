// A study inside another site: puts a frame where the plain link before this script stands. The frame is as tall as its
// words, within the height that the pasted line reserves, so that nothing on the page moves; the rest is scrolled in the frame.
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
  box.style.height ||= "min(720px, 80vh)";
  link.replaceWith(frame);

  // The only message that counts: from this frame and our site, { explainer: 1, height, banner } in whole CSS pixels.
  const pixels = (value) => Number.isInteger(value) && value > 0 && value < 1e5;
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== address.origin || data?.explainer !== 1) return;
    if (!pixels(data.height) || !pixels(data.banner)) return;
    frame.style.minHeight = `${Math.max(data.banner, 200)}px`;
    frame.style.height = `min(${data.height}px, 100%)`;
  });
})();

// In a frame: the look that the host asked for, our height for its script, and the notice where the frame can be seen.
"use strict";

(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.hash.slice(1));
  const looks = { theme: ["light", "dark"], size: ["large"] };
  for (const [name, known] of Object.entries(looks))
    if (known.includes(asked.get(name))) root.dataset[name] = asked.get(name);
  if (parent === self) return;

  // Who pasted our line says where it is, and only a page from there gets the message. WordPress gives a word to say instead.
  const origin = (text) => {
    try {
      return new URL(text).origin;
    } catch {
      return "null";
    }
  };
  const host = origin(asked.get("host"));
  const secret = asked.get("secret");
  const tell = (banner) => {
    const height = document.body.offsetHeight;
    if (host !== "null") parent.postMessage({ explainer: 1, height, banner: banner.offsetHeight }, host);
    if (secret) parent.postMessage({ message: "height", value: height, secret }, "*");
  };

  // Where the host page is scrolled or cuts the frame's top off, the notice moves down to the first strip that is in sight.
  // What lies over the frame cannot be told from inside it; the short line at its foot is there for that.
  const COUNT = 20;
  const follow = (banner) => {
    const seen = Array(COUNT).fill(true);
    const strips = seen.map((_, place) => {
      const strip = document.createElement("i");
      strip.className = "strip";
      strip.style.insetBlockStart = `${(place * 100) / COUNT}%`;
      return strip;
    });
    const look = (entries) => {
      for (const { target, intersectionRatio } of entries) seen[strips.indexOf(target)] = intersectionRatio > 0.9;
      banner.style.insetBlockStart = `${(Math.max(seen.indexOf(true), 0) * 100) / COUNT}%`;
    };
    const watch = new IntersectionObserver(look, { threshold: 0.95 });
    for (const strip of strips) {
      document.body.append(strip);
      watch.observe(strip);
    }
  };

  addEventListener("DOMContentLoaded", () => {
    const banner = document.querySelector(".banner");
    const measure = () => {
      root.style.scrollPaddingBlockStart = `${banner.offsetHeight}px`;
      tell(banner);
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(banner);
    sizes.observe(document.body);
    follow(banner);
    if (!secret) return;
    // WordPress asks again once its own script is there. It lets nothing in a frame open a page, but opens one of ours when told.
    addEventListener("message", ({ source, data }) => {
      if (source === parent && data?.message === "ready" && data.secret === secret) tell(banner);
    });
    document.addEventListener("click", ({ target }) => {
      const link = target.closest("a[href]");
      if (link) parent.postMessage({ message: "link", value: link.href, secret }, "*");
    });
  });
})();

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
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (host !== "null") parent.postMessage({ explainer: 1, height, banner: banner.offsetHeight }, host);
    if (secret) parent.postMessage({ message: "height", value: height, secret }, "*");
  };

  // The notice stands at the top of the tallest piece of the frame that can be seen: in the window, cut off by nothing, and under
  // nothing as far as a browser tells. Strips across the frame find it; nobody outside is asked. In a frame of another site Chromium
  // tells only that something lies over it, others tell nothing: then the short line stands in the middle.
  const follow = (banner, line) => {
    let strips = new Map();
    const watches = [];
    const place = () => {
      const inSight = [...strips.values()].filter(({ part }) => part.height);
      const free = inSight.filter(({ covered }) => !covered);
      let [start, end, top, tallest] = [0, -9, 0, 0];
      for (const { part } of free.length ? free : inSight) {
        if (part.top > end + 1) start = part.top;
        end = part.bottom;
        if (end - start > tallest + 1) [top, tallest] = [start, end - start];
      }
      banner.style.insetBlockStart = `${top}px`;
      const hidden = inSight.length && !free.length;
      line.style.position = hidden ? "sticky" : "";
      line.style.insetBlockEnd = hidden ? `${innerHeight - top - tallest / 2}px` : "";
    };
    const watch = (take, options) =>
      watches.push(
        new IntersectionObserver((entries) => {
          for (const entry of entries) if (strips.has(entry.target)) take(strips.get(entry.target), entry);
          place();
        }, options),
      );
    const steps = Array.from({ length: 17 }, (_, step) => step / 16);
    watch((strip, { intersectionRect }) => (strip.part = intersectionRect), { threshold: steps });
    watch((strip, { isIntersecting, isVisible }) => (strip.covered = isIntersecting && isVisible === false), {
      threshold: [0, 1],
      trackVisibility: true,
      delay: 100,
    });
    const lay = () => {
      for (const each of watches) each.disconnect();
      for (const strip of strips.keys()) strip.remove();
      strips = new Map();
      const size = Math.max(24, Math.ceil(innerHeight / 200));
      for (let top = 0; top < innerHeight; top += size) {
        const strip = document.createElement("i");
        strip.className = "strip";
        strip.style.insetBlockStart = `${top}px`;
        strip.style.blockSize = `${Math.min(size, innerHeight - top)}px`;
        strips.set(strip, { part: {} });
        document.body.append(strip);
        for (const each of watches) each.observe(strip);
      }
    };
    addEventListener("resize", lay);
    lay();
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
    follow(banner, document.querySelector(".line"));
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

// `lang` and `dir` fit the text: by its script (Unicode), and by the commonest words of the languages that share a script.
const SCRIPTS = {
  Latin: /\p{Script=Latin}/u,
  Arabic: /\p{Script=Arabic}/u,
  Hebrew: /\p{Script=Hebrew}/u,
  Han: /\p{Script=Han}/u,
  Hiragana: /\p{Script=Hiragana}/u,
  Katakana: /\p{Script=Katakana}/u,
  Hangul: /\p{Script=Hangul}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Bengali: /\p{Script=Bengali}/u,
  Tamil: /\p{Script=Tamil}/u,
  Thai: /\p{Script=Thai}/u,
  Armenian: /\p{Script=Armenian}/u,
  Georgian: /\p{Script=Georgian}/u,
  Ethiopic: /\p{Script=Ethiopic}/u,
};
const WRITTEN_IN = {
  ar: ["Arabic"],
  fa: ["Arabic"],
  ur: ["Arabic"],
  ps: ["Arabic"],
  ckb: ["Arabic"],
  he: ["Hebrew"],
  yi: ["Hebrew"],
  zh: ["Han"],
  yue: ["Han"],
  ja: ["Han", "Hiragana", "Katakana"],
  ko: ["Hangul", "Han"],
  ru: ["Cyrillic"],
  uk: ["Cyrillic"],
  bg: ["Cyrillic"],
  sr: ["Cyrillic", "Latin"],
  el: ["Greek"],
  hi: ["Devanagari"],
  mr: ["Devanagari"],
  ne: ["Devanagari"],
  bn: ["Bengali"],
  ta: ["Tamil"],
  th: ["Thai"],
  hy: ["Armenian"],
  ka: ["Georgian"],
  am: ["Ethiopic"],
  ti: ["Ethiopic"],
};
const RIGHT_TO_LEFT = ["Arabic", "Hebrew"];
const COMMON = {
  en:
    "the of and to in is that for you are with your this not or have may it be from i we do does what when which who how can " +
    "will would was were by on at as an if they there but so my our than a about any more been",
  es: "el la los las de que y en una un por con para no se su es del al como qué si más le",
  fr: "le la les des de du et est une un vous pour que dans pas votre sur par en il",
  de: "der die das und ist nicht ein eine zu den mit von sie für auf dem im wird oder bei",
  pt: "os de que em uma um para com não você do da na por seu se mais das dos ao",
  it: "il la di che un una per non con sono del della lei gli le si da nel alla come più questo",
  vi: "và của có là không cho bạn được các một trong để này với người những khi thể đã từ",
  tl: "ang ng sa na mga at ay ka mo kung hindi para ito ikaw iyong o may isang",
};
const COMMON_WORDS = Object.entries(COMMON).map(([tag, words]) => [tag, new Set(words.split(" "))]);

const tagOf = node => node.closest("[lang]")?.getAttribute("lang") ?? "";
const languageOf = node => tagOf(node).toLowerCase().split("-")[0];
const scriptsOf = node => WRITTEN_IN[languageOf(node)] ?? ["Latin"];

// Runs of letters of a script: an alphabet needs two letters (β and µ are signs), Han is a word each.
function foreign(text, own) {
  for (const [script, pattern] of Object.entries(SCRIPTS)) {
    if (own.includes(script)) continue;
    const least = script === "Han" ? 1 : script === "Latin" ? 24 : 2;
    const run = text.match(new RegExp(`(?:${pattern.source}[\\s\\p{P}\\p{M}]*){${least},}`, "u"))?.[0];
    // Names and units stay in Latin letters in every language; a run of words does not.
    if (run && (script !== "Latin" || run.trim().split(/\s+/).length >= 4)) return [script, run];
  }
  return null;
}

const SPOKEN_ATTRIBUTES = ["aria-label", "alt", "title", "placeholder", "aria-description"];
function pieces() {
  const found = textNodes(document.documentElement).map(text => [text.data, text.parentElement]);
  found.push([document.title, document.documentElement]);
  for (const name of SPOKEN_ATTRIBUTES) for (const node of all(`[${name}]`)) found.push([node.getAttribute(name), node]);
  return found;
}

rules["language-missing"] = () =>
  all("html, [lang]")
    .filter(node => {
      const tag = node.getAttribute("lang")?.trim() ?? "";
      try {
        Intl.getCanonicalLocales(tag);
      } catch {
        return true;
      }
      return !tag || new Intl.DisplayNames("en", { type: "language", fallback: "none" }).of(tag.split("-")[0]) === undefined;
    })
    .map(node => `${told(node)} says lang=${JSON.stringify(node.getAttribute("lang"))}`);

rules["language-script"] = () =>
  pieces().flatMap(([text, node]) => {
    const run = foreign(text, scriptsOf(node));
    return run ? [`${run[0]} text “${folded(run[1]).slice(0, 40)}” is said to be lang=${tagOf(node)}`] : [];
  });

rules["language-words"] = () => {
  const found = [],
    blocks = new Map();
  for (const [text, node] of pieces()) {
    const key = `${languageOf(node)} ${node.closest("[translate=no]") ? "record" : ""}`;
    const place = block(node);
    if (!blocks.has(place)) blocks.set(place, new Map());
    blocks.get(place).set(key, `${blocks.get(place).get(key) ?? ""} ${text}`);
  }
  for (const [place, texts] of blocks)
    for (const [key, text] of texts) {
      const words = text.toLowerCase().match(/\p{L}+/gu) ?? [],
        own = key.split(" ")[0];
      if (words.length < 8) continue;
      const share = Object.fromEntries(
        COMMON_WORDS.map(([tag, common]) => [tag, words.filter(word => common.has(word)).length / words.length]),
      );
      const [best] = Object.keys(share).sort((a, b) => share[b] - share[a]);
      if (best !== own && share[best] >= 0.25 && share[best] > 1.6 * (share[own] ?? 0))
        found.push(`${told(place)} is ${best}, and says lang=${own}`);
    }
  return found;
};

rules["direction"] = () => {
  const found = [];
  for (const node of all("[lang]")) {
    const right = RIGHT_TO_LEFT.includes(scriptsOf(node)[0]) ? "rtl" : "ltr";
    if (style(node).direction !== right) found.push(`${told(node)} is lang=${node.lang} and runs ${style(node).direction}`);
  }
  for (const text of textNodes()) {
    const box = text.parentElement,
      its = style(box);
    const letters = [...text.data].filter(sign => /\p{L}/u.test(sign));
    const back = letters.filter(sign => RIGHT_TO_LEFT.some(script => SCRIPTS[script].test(sign))).length;
    const wanted = back > letters.length / 2 ? "rtl" : "ltr";
    if (letters.length > 1 && its.direction !== wanted) found.push(`${told(box)} runs ${its.direction}`);
    if (its.unicodeBidi.includes("override")) found.push(`${told(box)} is turned round letter by letter`);
    if (its.textAlign === (its.direction === "rtl" ? "left" : "right") && folded(text.data).length > 40)
      found.push(`${told(box)} is set at the far side`);
  }
  return once(found);
};

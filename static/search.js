/* The search for a copy of the site without a server: explainer/show/search*.py again, and one table of cases holds both.
   It runs only where the address asks for something and this page came back all the same: our server answers with another one.
   What is typed never leaves the browser, and text becomes page as text only. Names are those of the Python modules. */
(async () => {
  'use strict';
  const FIELDS = ['q', 'condition', 'age', 'place', 'open'], asked = new URLSearchParams(location.search);
  const given = name => asked.getAll(name).find(Boolean) || '';
  if (!FIELDS.some(given)) return;
  const form = document.querySelector('form.search'), names = document.getElementById('search-names');
  const name = of => names.content.querySelector(`[data-name="${of}"]`).textContent;

  // Words to keys.
  const JOINED = '[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3fffd}]';
  const joined = new RegExp('^' + JOINED, 'u'), LETTER = '[\\p{L}\\p{N}_]', SIGN = '[\\p{L}\\p{N}\\p{M}_]';
  const PIECE = new RegExp(`(?!${JOINED})${LETTER}(?:(?!${JOINED})${SIGN})*(?:['’]s(?!${LETTER}))?|(?=${SIGN})${JOINED}`, 'gu');
  const SPELLED = {ph: 'f', th: 't', ch: 'c', ae: 'e', oe: 'e', ou: 'o', y: 'i', k: 'c', z: 's'};
  const LETTERS = {ς: 'σ', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ى: 'ي', ة: 'ه', ی: 'ي', ک: 'ك'};
  const fold = text => text.normalize('NFKD').toUpperCase().toLowerCase()
    .replace(/[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0640]/g, '')
    .replace(/[ςøłđæœىةیک]/g, sign => LETTERS[sign])
    .replace(/(?!\d)\p{Nd}/gu, sign => { // the ten digits of a script stand in a row
      let before = 0;
      while (/\p{Nd}/u.test(String.fromCodePoint(sign.codePointAt() - before - 1))) before++;
      return before % 10;
    });
  const keyOf = word => {
    let key = fold(word).replace(/['’]s$|[^\p{L}\p{N}\p{M}_]/gu, '');
    if (!/^[a-z]+$/.test(key)) return key.replace(/^(?:[وبفك]?ال|لل)(?=.{3})/, '');
    key = key.replace(/(?<=..)ies$/, 'y').replace(/(?<=..[^sui])s$/, '');
    if (key.length < 5) return key;
    for (const spelled in SPELLED) key = key.replaceAll(spelled, SPELLED[spelled]);
    return key.replace(/(.)\1+/g, '$1');
  };
  const pieces = text => [...text.matchAll(PIECE)].map(({0: word, index: start}, at, all) => {
    if (!joined.test(word)) return {start, end: start + word.length, key: keyOf(word)};
    const next = all[at + 1], pair = next?.index === start + word.length && joined.test(next[0]) ? word + next[0] : word;
    return {start, end: start + pair.length, key: fold(pair)};
  });

  // What is asked for.
  const clean = text => text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  const number = text => /^\p{Nd}{1,3}$/u.test(text) ? +fold(text) : NaN;
  const query = {}, asks = {};
  let cut = false;
  for (const field of ['q', 'condition', 'place']) {
    const typed = clean(given(field));
    query[field] = [...typed].slice(0, 200).join('').trim();
    let end = 0;
    const keys = [...new Set(pieces(query[field]).filter(piece => piece.end > end && (end = piece.end)).map(({key}) => key))];
    cut ||= query[field] !== typed || keys.length > 16;
    asks[field] = keys.slice(0, 16);
  }
  const typedAge = clean(given('age')), age = number(typedAge), page = Math.max(number(given('page')) || 1, 1);
  query.age = age <= 130 ? age : '';
  query.open = /^(yes|no)$/.test(given('open')) ? given('open') : '';
  const filters = FIELDS.slice(1).filter(field => query[field] !== '');
  const oddAge = query.age === '' ? [...typedAge].slice(0, 20).join('') : '', empty = !filters.length && !asks.q.length;

  // The index, and what it has for a key.
  let entries, bits, weights, vocabulary, looksIn;
  // From a folder nothing is fetched, but scripts run.
  const isFile = /^file/.test(location);
  const fromFile = () => new Promise((take, fail) => {
    window.searchIndex = take;
    document.head.append(Object.assign(document.createElement('script'), {src: 'index.js', onerror: fail}));
  });
  const read = data => {
    if (data.version !== 1) throw new Error('index.json has another shape');
    bits = Object.fromEntries(Object.keys(data.parts).map((part, at) => [part, 1 << at]));
    weights = Object.values(data.parts);
    looksIn = {q: -1, condition: bits.condition | bits.title | bits.summary, place: bits.place};
    entries = data.entries;
    for (const entry of entries) {
      entry.keys = new Map();
      for (const [part, text] of entry.texts) for (const {key} of pieces(text)) entry.keys.set(key, entry.keys.get(key) | bits[part]);
    }
    vocabulary = [...new Set(entries.flatMap(({keys}) => [...keys.keys()]))].sort();
  };
  const best = mask => Math.max(...weights.filter((_, at) => mask >> at & 1));
  const holding = (word, mask) => entries.map(({keys}) =>
    Math.max(0, ...word.map(([key, quality]) => keys.get(key) & mask && quality * best(keys.get(key) & mask))));
  const distance = (one, other) => {
    let last, before = [], row = [...other, 0].map((_, j) => j);
    for (let i = 1; i <= one.length; i++) {
      [last, before, row] = [before, row, [i]];
      for (let j = 1; j <= other.length; j++) {
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], last[j - 2] + 1);
      }
    }
    return row[other.length];
  };
  const meant = key => {
    const at = (vocabulary.findIndex(other => other >= key) + 1 || vocabulary.length + 1) - 1, exact = vocabulary[at] === key;
    const longer = joined.test(key) || key.length >= (exact ? 5 : 3) ? vocabulary.slice(at, at + 200).filter(other => other.startsWith(key)) : [];
    const word = (exact ? [key] : []).concat(longer).map(other => [other, other === key ? 4 : 2]);
    const most = /^\p{L}{5,}$/u.test(key) && !joined.test(key) ? key.length < 8 ? 1 : 2 : 0;
    for (let slips = 1; slips <= most && !word.length; slips++) {
      const held = other => entries.filter(({keys}) => keys.has(other)).length;
      const near = vocabulary.filter(other => Math.abs(other.length - key.length) <= slips && distance(key, other) === slips);
      if (near.length) return {word: near.map(other => [other, 1]), likely: near.reduce((one, other) => held(other) > held(one) ? other : one)};
    }
    const alike = other => [...other || '', ' '].findIndex((letter, each) => letter !== key[each]);
    const likely = vocabulary[alike(vocabulary[at]) >= alike(vocabulary[at - 1]) ? at : at - 1];
    return {word, likely: !word.length && alike(likely) >= 4 && alike(likely) * 2 >= key.length && likely};
  };

  // What is found.
  const sum = (list, of) => list.reduce((all, each) => all + of(each), 0);
  const find = () => {
    const [words, condition, place] = ['q', 'condition', 'place'].map(field => asks[field].map(key => meant(key).word));
    const all = words.map(word => ({word, held: holding(word, looksIn.q)}));
    for (const each of all) each.rare = each.held.some(Boolean) && (32 - Math.clz32(entries.length / each.held.filter(Boolean).length)) ** 2;
    const telling = all.some(each => each.rare > 1) ? all.filter(each => each.rare > 1) : all;
    const holdsAll = (words, mask) => {
      const held = words.map(word => holding(word, mask));
      return at => held.length && held.every(each => each[at]);
    };
    const passes = {
      condition: holdsAll(condition, looksIn.condition),
      place: holdsAll(place, looksIn.place),
      age: at => entries[at].ages?.some(([low, high]) => low < query.age + 1 && (high === null || query.age <= high)),
      open: at => entries[at].open === query.open,
    };
    const rows = entries.map((entry, at) => ({
      entry,
      score: sum(telling, ({held, rare}) => held[at] * rare),
      covered: sum(telling, ({held, rare}) => held[at] ? rare : 0),
      failed: filters.filter(field => !passes[field](at)),
    })).filter(({entry}) => !filters.length || entry.kind === 'study');
    const least = Math.max(...entries.map((_, at) => sum(telling, ({held, rare}) => held[at] ? rare : 0)));
    const ranked = words.length ? rows.filter(({covered}) => covered && covered * 2 >= least).sort((a, b) => b.score - a.score)
      : empty ? [] : rows;
    return {
      sure: ranked.filter(({failed}) => !failed.length),
      unsure: ranked.filter(({failed, entry}) => failed.length && failed.every(field => entry.unsaid?.includes(field))),
      lookedFor: [[telling.map(({word}) => word), looksIn.q, 3], [condition, looksIn.condition, 1], [place, looksIn.place, 1]],
    };
  };
  const likelyWords = () => {
    let said = '', from = 0;
    for (const {start, end, key} of pieces(query.q)) {
      const {likely} = asks.q.includes(key) && meant(key);
      if (!likely) continue;
      const text = entries.find(({keys}) => keys.has(likely)).texts.map(([, text]) => text).find(text => pieces(text).some(({key}) => key === likely));
      const first = pieces(text).find(({key}) => key === likely);
      said += query.q.slice(from, start) + text.slice(first.start, first.end);
      from = end;
    }
    return from ? said + query.q.slice(from) : '';
  };

  // Page.
  const make = (tag, className, ...inside) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...inside);
    return node;
  };
  const bitsOf = words => {
    const found = new Map();
    words.forEach((word, at) => word.forEach(([key]) => found.set(key, found.get(key) | 1 << at)));
    return found;
  };
  const phrase = (text, marked) => {
    const found = [];
    let at = 0;
    for (const {start, end, key} of pieces(text)) if (marked.has(key) && end > at) {
      const from = Math.max(at, start);
      found.push(text.slice(at, from), make('mark', '', text.slice(from, end)));
      at = end;
    }
    return [...found, text.slice(at)];
  };
  const because = (part, ...inside) => {
    const said = make('span', '', ...inside);
    if (['condition', 'place', 'age', 'record'].includes(part)) Object.assign(said, {lang: names.dataset.source, dir: 'ltr', translate: false});
    return make('p', 'why-found', make('b', '', name(part)), ...(inside.length ? [': ', said] : []));
  };
  const count = words => words.toString(2).replaceAll('0', '').length;
  const item = (lookedFor, {entry, failed}) => {
    const [[, title]] = entry.texts, shown = new Map();
    for (const [words, mask, most] of lookedFor) {
      const marked = bitsOf(words);
      let seen = 0, left = most;
      entry.texts.filter(([part]) => bits[part] & mask)
        .map(([part, text]) => ({part, text, held: pieces(text).reduce((all, {key}) => all | marked.get(key), 0)}))
        .sort((a, b) => count(b.held) - count(a.held))
        .forEach(({part, text, held}) => {
          if (!(held & ~seen) || !left) return;
          seen |= held;
          left--;
          if (!shown.has(part + text)) shown.set(part + text, {text, why: because(part, ...(part === 'title' ? [] : phrase(text, marked)))});
        });
    }
    const reasons = [...shown.values()].map(({why}) => why);
    if (query.age !== '' && !failed.includes('age')) reasons.push(...entry.ages.slice(0, 3).map(([, , words]) => because('age', words)));
    if (query.open && !failed.includes('open')) reasons.push(because('open-' + query.open));
    if (failed.length) reasons.push(make('p', 'why-found', make('b', '', name('unsaid')), ' ' + failed.map(field => name('unsaid-' + field)).join('; ')));
    const link = make('a', '', ...phrase(title, bitsOf([...lookedFor[0][0], ...lookedFor[1][0]])));
    link.href = '..' + (isFile ? entry.path.replace(/\/(?=#|$)/, '/index.html') : entry.path);
    const lead = entry.texts.find(([part]) => ['summary', 'meaning', 'text'].includes(part))?.[1];
    const told = !lead || [...shown.values()].some(({text}) => text === lead);
    return make('li', '', make('p', 'soft', name(entry.kind)), make('h3', '', link), ...(told ? [] : [make('p', '', lead)]), ...reasons);
  };
  const show = ({sure, unsure, lookedFor}, likely) => {
    const section = document.getElementById('search-found').content.cloneNode(true);
    const some = sure.length > 0, perhaps = unsure.length > 0, more = Math.max(sure.length, unsure.length) > page * 10;
    const says = {
      empty, some, perhaps: perhaps && !some, nothing: !empty && !some && !perhaps, odd_age: oddAge, cut, meant: likely,
      studies_only: filters.length && query.q, no_promise: some || perhaps, unsure: perhaps,
      before: page > 1, more, turn: page > 1 || more, tips: !some && !empty,
    };
    const puts = {total: sure.length, unsure: unsure.length, meant: likely};
    const goes = {meant: {q: likely}, before: {page: page - 1}, more: {page: page + 1}, unfiltered: {condition: '', age: '', place: '', open: ''}};
    const each = (what, run) => section.querySelectorAll(`[data-${what}]`).forEach(node => {
      run(node, node.dataset[what]);
      delete node.dataset[what];
    });
    each('put', (node, of) => node.textContent = puts[of]);
    each('list', (node, of) => node.append(...{sure, unsure}[of].slice((page - 1) * 10, page * 10).map(row => item(lookedFor, row))));
    each('go', (node, of) => {
      const fields = Object.entries({...query, ...goes[of]}).filter(([, value]) => value !== '');
      node.href = `?${new URLSearchParams(fields)}#results`;
    });
    each('if', (node, of) => says[of] || node.remove());
    form.after(section);
    if (location.hash === '#results') document.getElementById('results').scrollIntoView();
  };

  for (const field of FIELDS) form.elements[field].value = query[field];
  if (oddAge) Object.assign(form.elements.age, {value: oddAge, ariaInvalid: 'true'});
  form.querySelector('details').open = filters.length || oddAge;
  try {
    read(await (isFile ? fromFile() : (await fetch('index.json')).json()));
    show(find(), likelyWords());
  } catch {
    form.after(make('p', 'notice', name('failed')));
  }
})();

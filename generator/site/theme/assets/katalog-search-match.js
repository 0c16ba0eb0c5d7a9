// Finds parts and texts by what one types. Knows the index, and nothing of the page.
"use strict";

var katalogMatch = (() => {
  // How well a name fits, best first. Odd is for a looser spelling (å as aa, ø as oe) of the same.
  const EXACT = 0, TYPED_HUMPS = 2, PREFIX = 4, ONE_OF_WORDS = 6, HUMPS = 8;
  const WORD_START = 10, INSIDE = 12, SOME_HUMPS = 14, NEAR = 16;
  const FILLED = TYPED_HUMPS; // a path with something of one's own in its placeholders
  const LOOSE = 1; // also for a title or an alias, which come after a name that fits as well
  const NONE = 255;
  const SEVERAL = 18; // where hits of several words begin; their fits are added
  const ONE_NAME = 2; // several words that are one name come after those that each are a name
  const IN_GROUP = 8; // a word that fits what only gathers a part says less than one of its coordinate
  const ENOUGH = 10; // with fewer hits than this, farther ones are looked for
  const WEIGHTS = 2 ** 23; // more than `weight` gives
  const PARTS = 2 ** 19; // more than a catalogue has
  const REMEMBERED = 40;
  const ENTRY = 1; // the level of entry points: see generator/render/search_columns.py
  const WORD = /[\p{L}\p{N}_]+/gu;
  const ONE_WORD = /^[\p{L}\p{N}_-]+$/u; // with hyphens, as names in web addresses have
  const CALL = /^(?:(\p{L}+)\s+)?(\S+)$/u; // a verb and a path, or one of them
  const PLACEHOLDER = /\{[^{}]*\}/g;
  const SIGN = /^[^\p{L}\p{N}_]/u;
  const SIGNS = /^[^\p{L}\p{N}]+/u;
  const HUMP = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|\p{Lo}+/gu;
  const ENDING = /^(.{3,}?)(?:enes|anes|ene|ane|ens|ers|ets|en|er|et|es|ar|a|e|s)$/;

  // --- letters

  const isAscii = (text) => /^[\x00-\x7f]*$/.test(text);

  /** Lower case without accents: å is a, ø is o, æ is ae. */
  function plain(text) {
    const lower = text.toLowerCase();
    if (isAscii(lower)) return lower;
    const spelt = lower.replace(/ø/g, "o").replace(/æ/g, "ae").replace(/ß/g, "ss");
    return spelt.normalize("NFD").replace(/\p{M}/gu, "");
  }

  /** As `plain`, and what Norwegian letters are also written as: aa is a, oe is o, ae is a. */
  const loose = (folded) => folded.replace(/aa/g, "a").replace(/oe/g, "o").replace(/ae/g, "a");

  /** How names are compared: both spellings, without signs before them. */
  function folded(text) {
    const all = plain(text);
    const bare = all.replace(SIGNS, "") || all;
    return { plain: bare, loose: loose(bare) };
  }

  /** A name or a query as it is compared: its spellings, its humps, the call that it may be. */
  function asked(text) {
    const spelt = folded(text);
    return {
      ...spelt,
      signed: plain(text),
      humps: (text.match(HUMP) || []).map(plain),
      words: words(text),
      bare: spelt.plain.replace(/[^\p{L}\p{N}]+/gu, ""),
      isOneWord: ONE_WORD.test(text),
      hasSlash: text.includes("/"),
      call: call(text),
    };
  }

  /** The verb and the steps of a path, in which it does not count what placeholders are called. */
  function call(text) {
    const [, verb, path] = text.match(CALL) || [];
    if (!path || !(verb || path.includes("/"))) return null;
    const steps = plain(path.replace(/\?.*/, "")).replace(PLACEHOLDER, "{}").split("/");
    return { verb: verb ? plain(verb) : "", steps: steps.filter(Boolean) };
  }

  const words = (text) => (text.match(WORD) || []).map(plain);

  const stem = (word) => (word.match(ENDING) || [word, word])[1];

  // --- one word against one name

  /** Whether `word` is made of beginnings of humps: the first, then each after at most `skips` others. */
  function fitsHumps(word, humps, from, skips) {
    if (!word) return true;
    const last = Math.min(humps.length - 1, from && from + skips);
    for (let at = from; at <= last; at++) {
      for (let taken = sameLetters(word, humps[at]); taken > 0; taken--) {
        if (fitsHumps(word.slice(taken), humps, at + 1, skips)) return true;
      }
    }
    return false;
  }

  function sameLetters(one, other) {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same++;
    return same;
  }

  const startsAtHump = (word, humps) =>
    humps.some((_, from) => from > 0 && humps.slice(from).join("").startsWith(word));

  /** How well what was typed fits a name as a whole, the plain spelling before the loose one. */
  function wholeFit(query, name) {
    if (query.hasSlash && !name.hasSlash) return NONE; // a slash means a path
    if (name.plain === query.plain) return EXACT;
    if (name.loose === query.loose || (query.isOneWord && name.bare === query.bare)) return EXACT + LOOSE;
    if (name.plain.startsWith(query.plain)) return PREFIX;
    return name.loose.startsWith(query.loose) ? PREFIX + LOOSE : NONE;
  }

  /** How well what was typed fits a name that is a verb and a path. */
  function callFit({ call: query }, { call: name }) {
    if (!query || !name || !name.verb || !query.steps.length) return NONE;
    if (query.verb && query.verb !== name.verb) return NONE;
    const isWhole = query.steps.length === name.steps.length;
    if (isWhole && isRun(query.steps, name.steps, 0, isSame)) return EXACT;
    if (isWhole && isRun(query.steps, name.steps, 0, isFilled)) return FILLED;
    const runs = (fits) => name.steps.findIndex((_, from) => isRun(query.steps, name.steps, from, fits));
    const [same, begun] = [runs(isSame), runs(isBegun)];
    if (same === 0) return PREFIX;
    if (begun === 0) return PREFIX + LOOSE;
    if (begun > 0) return same > 0 ? WORD_START : WORD_START + LOOSE;
    return isRun(query.steps, name.steps, 0, isFilled) ? INSIDE : NONE;
  }

  /** Whether steps fit those of a name, from one of them on. */
  const isRun = (steps, name, from, fits) =>
    from + steps.length <= name.length &&
    steps.every((step, at) => fits(step, name[from + at], at === steps.length - 1));

  const isSame = (step, name) => step === name;

  const isBegun = (step, name, isLast) => step === name || (isLast && name.startsWith(step));

  /** Whether the step is the name's, or something in place of its placeholder. */
  function isFilled(step, name) {
    const [before, after] = name.split("{}", 2);
    if (after === undefined) return step === name;
    return step.length >= before.length + after.length && step.startsWith(before) && step.endsWith(after);
  }

  /** How well one word fits a name. */
  function fit(query, name) {
    const found = wholeFit(query, name);
    if (found < PREFIX) return found;
    if (isTypedHumps(query, name)) return TYPED_HUMPS;
    if (found < NONE) return found;
    if (name.words.includes(query.plain)) return ONE_OF_WORDS;
    if (mayBeHumps(query, name) && fitsHumps(query.plain, name.humps, 0, 0)) return HUMPS;
    if (name.plain.includes(query.plain)) return startsAtHump(query.plain, name.humps) ? WORD_START : INSIDE;
    return name.loose.includes(query.loose) ? INSIDE + LOOSE : NONE;
  }

  /** Whether the capitals of the query stand where humps of the name begin: eK, emKo. */
  function isTypedHumps(query, name) {
    if (query.humps.length < 2 || name.humps.length < query.humps.length) return false;
    return query.humps.every((hump, number) => name.humps[number].startsWith(hump));
  }

  const mayBeHumps = (query, name) =>
    query.plain.length > 1 && name.humps.length > 1 && name.plain[0] === query.plain[0];

  /** As `fit`, and if that finds nothing: humps with others between them, or one slip of the finger. */
  function farFit(query, name) {
    const found = fit(query, name);
    if (found < NONE) return found;
    const isShort = query.plain.length <= 8; // who passes humps over types few letters
    if (isShort && mayBeHumps(query, name) && fitsHumps(query.plain, name.humps, 0, 2)) return SOME_HUMPS;
    const isWord = query.plain.length >= 4;
    return isWord && isSlip(query, name) ? NEAR : NONE;
  }

  const isSlip = (query, name) =>
    isNear(query.plain, name.plain) ||
    isNear(query.loose, name.loose) ||
    (name.words.length > 1 && name.words.some((word) => isNear(query.plain, word)));

  /** Whether one letter too many, too few, wrong or swapped with its neighbour parts two words. */
  function isNear(one, other) {
    if (Math.abs(one.length - other.length) > 1 || one === other) return one === other;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start++;
    let [a, b] = [one.length, other.length];
    while (a > start && b > start && one[a - 1] === other[b - 1]) [a, b] = [a - 1, b - 1];
    const [left, right] = [one.slice(start, a), other.slice(start, b)];
    if (left.length <= 1 && right.length <= 1) return true;
    return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
  }

  // --- parts

  /** The parts that `text` finds, best first, as numbers. */
  function symbols(index, text) {
    const typed = text.trim();
    if (!typed) return [];
    const found = ranked(index, typed, fit);
    return found.length < ENOUGH ? ranked(index, typed, farFit) : found;
  }

  function ranked(index, typed, fits) {
    const tokens = typed.match(WORD) || [];
    const isName = tokens[0] === typed;
    const query = asked(typed);
    const whole = column(index, typed, query.isOneWord ? fits : wholeFit);
    const calls = query.call ? column(index, typed, callFit) : null;
    const columns = isName ? [] : tokens.map((token) => column(index, token, fits));
    const joined = tokens.length > 1 ? column(index, tokens.join(""), wholeFit) : null;
    const keys = [];
    for (let part = 0; part < index.name.length; part++) {
      let rank = whole[part];
      if (calls) rank = Math.min(rank, calls[part]);
      if (!isName) rank = Math.min(rank, coordinateFit(query, index.folded[part], fits));
      if (rank > NEAR + LOOSE && columns.length) rank = wordsFit(index, part, columns);
      if (joined && joined[part] <= EXACT + LOOSE) rank = Math.min(rank, SEVERAL + ONE_NAME);
      if (rank < NONE) keys.push(key(index, part, rank));
    }
    return Array.from(Float64Array.from(keys).sort(), (value) => value % PARTS);
  }

  /** How well a word fits each part; the latest words are remembered, for the next letter typed. */
  function column(index, word, fits) {
    const known = `${fits.name} ${word}`;
    if (!index.columns.has(known)) {
      if (index.columns.size >= REMEMBERED) index.columns.clear();
      index.columns.set(known, partFits(index, asked(word), fits));
    }
    return index.columns.get(known);
  }

  /** By its name, else by its title or an alias. */
  function partFits(index, query, fits) {
    const byName = Uint8Array.from(index.names, (name) => fits(query, name));
    const found = Uint8Array.from(index.name, (name) => byName[name]);
    for (const [part, names] of index.others) {
      for (const name of names) found[part] = Math.min(found[part], byName[name] | LOOSE);
    }
    return found;
  }

  /** One number, below 2 to the 53rd, that sorts as fit, level, spelling, weight, place in the spec. */
  function key(index, part, rank) {
    const fit = (rank >> 1) * 4 + level(index.sort[part], rank);
    return ((fit * 2 + (rank & LOOSE)) * WEIGHTS + index.weight[part]) * PARTS + part;
  }

  /** What stands by itself and entry points, then what is in it, then the rest; if exact, in that order. */
  const level = (sort, rank) => (sort.level === ENTRY && rank >= TYPED_HUMPS ? 0 : sort.level);

  function coordinateFit(query, coordinate, fits) {
    const mayBegin = coordinate.plain[0] === query.plain[0]; // true of both spellings, and quickly seen
    const found = mayBegin ? beginningFit(query, coordinate, fits) : NONE;
    return found === NONE && isEnd(query.signed, coordinate.plain) ? WORD_START : found;
  }

  /** Whether `text` ends a coordinate, from a sign on. */
  function isEnd(text, whole) {
    if (!whole.endsWith(text)) return false;
    return SIGN.test(text) || SIGN.test(whole[whole.length - text.length - 1] ?? "");
  }

  function beginningFit(query, coordinate, fits) {
    if (query.hasSlash && !coordinate.plain.includes("/")) return NONE;
    if (coordinate.plain === query.plain) return EXACT;
    if (coordinate.loose === query.loose) return EXACT + LOOSE;
    if (coordinate.plain.startsWith(query.plain)) return PREFIX;
    if (coordinate.loose.startsWith(query.loose)) return PREFIX + LOOSE;
    return fits === farFit && isNear(query.plain, coordinate.plain) ? NEAR : NONE;
  }

  /** How well several words fit; what stands in an entry point that has them all comes after it. */
  function wordsFit(index, part, columns) {
    if (columns.every((column) => column[part] === NONE)) return NONE;
    const [fit, entry] = [severalFit(index, part, columns), index.entry[part]];
    const isAfter = entry >= 0 && columns.every((column) => column[entry] < NONE);
    return isAfter ? Math.max(fit, severalFit(index, entry, columns)) : fit;
  }

  /** Every word must fit the part or what is around it, and at least one the part itself. */
  function severalFit(index, part, columns) {
    let [sum, own] = [0, NONE];
    for (const column of columns) {
      const here = column[part];
      let best = here;
      let [inner, far] = [part, 0];
      for (let outer = index.outer[part]; outer >= 0; outer = index.outer[outer]) {
        if (!index.sort[inner].isNamedByOuter) far = IN_GROUP;
        best = Math.min(best, column[outer] + far);
        inner = outer;
      }
      if (best >= NONE) return NONE;
      sum += best;
      if (here < NONE) own = Math.min(own, here - best);
    }
    return Math.min(SEVERAL + sum + own, NONE - 1);
  }

  // --- texts

  /** Texts as passages, ready to be searched: each different word with the passages it stands in. */
  function readable(passages) {
    const vocabulary = new Map();
    for (const [number, passage] of passages.entries()) {
      for (const word of new Set(words(`${passage.heading || ""} ${passage.text}`))) {
        if (!vocabulary.has(word)) vocabulary.set(word, []);
        vocabulary.get(word).push(number);
      }
    }
    return { passages, vocabulary };
  }

  /** How a word of a text answers a query's word: itself, its beginning, another form of it. */
  function wordFit(query, word) {
    if (word === query) return 0;
    if (word.startsWith(query)) return 1;
    const [one, other] = [stem(query), stem(word)];
    return one === other || one === word || other === query ? 2 : NONE;
  }

  /** The passages in which every word of `text` occurs, best first. */
  function texts(reading, text) {
    const queries = [...new Set(words(text))].filter((word) => word.length > 1);
    if (!queries.length) return [];
    const [first, ...others] = queries.map((query) => passagesWith(reading, query));
    const found = [...first].flatMap(([number, cost]) => {
      const costs = others.map((one) => one.get(number) ?? NONE);
      return costs.includes(NONE) ? [] : [[number, costs.reduce((sum, one) => sum + one, cost)]];
    });
    return found
      .map(([number, cost]) => [textRank(reading.passages[number], queries, cost), number])
      .sort(([a, one], [b, other]) => a - b || one - other)
      .map(([, number]) => reading.passages[number]);
  }

  function passagesWith(reading, query) {
    const costs = new Map();
    for (const [word, numbers] of reading.vocabulary) {
      const cost = wordFit(query, word);
      if (cost === NONE) continue;
      for (const number of numbers) costs.set(number, Math.min(cost, costs.get(number) ?? NONE));
    }
    return costs;
  }

  /** Pages' headings, then whole words and words side by side, then short texts. */
  function textRank(passage, queries, cost) {
    const heading = passage.heading ? words(passage.heading) : [];
    const inHeading = queries.every((query) => heading.some((word) => wordFit(query, word) < NONE));
    const together = plain(passage.text).includes(queries.join(" "));
    const shortness = Math.min(passage.text.length / 20, 30);
    return (inHeading ? 0 : 1000) + cost * 100 + (together ? 0 : 50) + (passage.page ? 0 : 40) + shortness;
  }

  /** Pieces of `text`, `length` letters or so, around the first place of each word: [run, is found]. */
  function snippet(text, query, length) {
    const queries = words(query);
    const fitsAny = (match) => queries.some((word) => wordFit(word, plain(match[0])) < NONE);
    const found = [...text.matchAll(WORD)].filter(fitsAny);
    const runs = [];
    let at = 0;
    for (const [start, end] of windows(text, queries, found, length)) {
      if (start > at) runs.push([at ? " … " : "… ", false]);
      at = start;
      for (const match of found.filter((one) => one.index >= start && one.index + one[0].length <= end)) {
        runs.push([text.slice(at, match.index), false], [match[0], true]);
        at = match.index + match[0].length;
      }
      runs.push([text.slice(at, end), false]);
      at = end;
    }
    if (at < text.length) runs.push([" …", false]);
    return runs.filter(([run]) => run);
  }

  /** Where the pieces begin and end: at spaces, in order, those that touch joined. */
  function windows(text, queries, found, length) {
    const firsts = queries.map((word) => found.find((match) => wordFit(word, plain(match[0])) < NONE));
    const places = firsts.filter(Boolean).map((match) => match.index);
    const room = length / Math.max(places.length, 1);
    const joined = [];
    for (const place of (places.length ? places : [0]).sort((one, other) => one - other)) {
      const start = place < room ? 0 : text.lastIndexOf(" ", place - room / 3) + 1;
      const space = text.indexOf(" ", place + room);
      const end = space < 0 || text.length - space < room / 3 ? text.length : space;
      const before = joined[joined.length - 1];
      if (before && start <= before[1]) before[1] = Math.max(before[1], end);
      else joined.push([start, end]);
    }
    return joined;
  }

  return { ENTRY, asked, folded, readable, symbols, texts, snippet };
})();

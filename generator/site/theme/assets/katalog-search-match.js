// Finds parts and texts by what one types. Knows the index, and nothing of the page.
"use strict";

var katalogMatch = (() => {
  // How well a name fits, best first. Odd is for a looser spelling (å as aa, ø as oe) of the same.
  const EXACT = 0, TYPED_HUMPS = 2, PREFIX = 4, HUMPS = 6;
  const WORD_START = 8, INSIDE = 10, SOME_HUMPS = 12, NEAR = 14;
  const LOOSE = 1;
  const NONE = 255;
  const SEVERAL = 16; // where hits of several words begin; their fits are added
  const ONE_NAME = 2; // several words that are one name come after those that each are a name
  const ENOUGH = 10; // with fewer hits than this, farther ones are looked for
  const WEIGHTS = 2 ** 23; // more than `weight` gives
  const PARTS = 2 ** 19; // more than a catalogue has
  const REMEMBERED = 40;
  const WORD = /[\p{L}\p{N}_]+/gu;
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

  /** A name or a query as it is compared, and its humps. */
  const asked = (text) => ({ ...folded(text), humps: (text.match(HUMP) || []).map(plain) });

  const words = (text) => (text.match(WORD) || []).map(plain);

  const stem = (word) => (word.match(ENDING) || [word, word])[1];

  // --- the index

  /** The symbols, ready to be searched: columns over all parts, and each different name once. */
  function ready(symbols) {
    const index = { apis: [], names: [], columns: new Map(), anchor: new Map(), end: new Map() };
    for (const column of ["api", "name", "outer", "sort", "coordinate", "page"]) index[column] = [];
    const numbers = new Map();
    for (const [number, api] of symbols.apis.entries()) {
      addApi(index, numbers, api, number, symbols.contracts);
    }
    index.weight = index.name.map((_, part) => weight(index, part));
    index.folded = index.coordinate.map(folded);
    return index;
  }

  function addApi(index, numbers, api, apiNumber, contracts) {
    const first = index.name.length;
    const sorts = api.sorts.map(([kind, status, shape, page, depth, entry]) => ({
      kind,
      status,
      contract: contracts[status],
      shape: api.coordinates[shape],
      page: api.pages[page],
      depth,
      entry: entry === 1,
    }));
    const exact = (column) => new Map(api.exact[column].map(([part, value]) => [part + first, value]));
    const [coordinates, pages] = [exact("coordinate"), exact("page")];
    for (const [part, value] of exact("anchor")) index.anchor.set(part, value);
    for (const [part, value] of exact("end")) index.end.set(part, value);
    const local = [];
    const around = []; // the latest part at each depth
    for (const [offset, written] of api.names.entries()) {
      const part = first + offset;
      const name = typeof written === "number" ? local[written] : written;
      if (typeof written !== "number") local.push(written);
      const sort = sorts[api.sort[offset]];
      const outer = sort.depth ? around[sort.depth - 1] : -1;
      around[sort.depth] = part;
      index.api.push(apiNumber);
      index.outer.push(outer);
      index.sort.push(sort);
      index.name.push(nameNumber(index, numbers, name));
      const [coordinate, page] = outer < 0 ? ["", api.page] : [index.coordinate[outer], index.page[outer]];
      index.coordinate.push(coordinates.get(part) ?? filled(sort.shape, name, coordinate));
      index.page.push(pages.get(part) ?? filled(sort.page, name, page));
    }
    index.apis.push({ first, end: index.name.length, page: api.page });
  }

  function nameNumber(index, numbers, name) {
    if (!numbers.has(name)) {
      numbers.set(name, index.names.length);
      index.names.push({ name, ...asked(name) });
    }
    return numbers.get(name);
  }

  const filled = (shape, name, around) => shape.replace(/[*~]/g, (hole) => (hole === "*" ? name : around));

  /** What decides between equally good hits: promise, deprecation, length. */
  function weight(index, part) {
    const length = Math.min(index.names[index.name[part]].name.length, 255);
    const whole = Math.min(index.coordinate[part].length, 1023);
    const promise = Math.min(index.sort[part].contract, 15) * 2 + (index.end.has(part) ? 1 : 0);
    return (promise * 256 + length) * 1024 + whole;
  }

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
    if (name.plain === query.plain) return EXACT;
    if (name.loose === query.loose) return EXACT + LOOSE;
    if (name.plain.startsWith(query.plain)) return PREFIX;
    return name.loose.startsWith(query.loose) ? PREFIX + LOOSE : NONE;
  }

  /** How well one word fits a name. */
  function fit(query, name) {
    const found = wholeFit(query, name);
    if (found < PREFIX) return found;
    if (isTypedHumps(query, name)) return TYPED_HUMPS;
    if (found < NONE) return found;
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
    return isWord && (isNear(query.plain, name.plain) || isNear(query.loose, name.loose)) ? NEAR : NONE;
  }

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
    const whole = column(index, typed, isName ? fits : wholeFit);
    const columns = isName ? [] : tokens.map((token) => column(index, token, fits));
    const joined = tokens.length > 1 ? column(index, tokens.join(""), wholeFit) : null;
    const coordinate = isName ? null : asked(typed);
    const keys = [];
    for (let part = 0; part < index.name.length; part++) {
      let rank = whole[index.name[part]];
      if (coordinate) rank = Math.min(rank, coordinateFit(coordinate, index.folded[part], fits));
      if (rank > NEAR && columns.length) rank = severalFit(index, part, columns);
      if (joined && joined[index.name[part]] <= EXACT + LOOSE) rank = Math.min(rank, SEVERAL + ONE_NAME);
      if (rank < NONE) keys.push(key(index, part, rank));
    }
    return Array.from(Float64Array.from(keys).sort(), (value) => value % PARTS);
  }

  /** How well a word fits each name; the latest words are remembered, for the next letter typed. */
  function column(index, word, fits) {
    const known = `${fits.name} ${word}`;
    if (!index.columns.has(known)) {
      if (index.columns.size >= REMEMBERED) index.columns.clear();
      const query = asked(word);
      index.columns.set(known, index.names.map((name) => fits(query, name)));
    }
    return index.columns.get(known);
  }

  /** One number, below 2 to the 53rd, that sorts as fit, level, spelling, weight, place in the spec. */
  function key(index, part, rank) {
    const fit = (rank >> 1) * 4 + level(index.sort[part], rank);
    return ((fit * 2 + (rank & LOOSE)) * WEIGHTS + index.weight[part]) * PARTS + part;
  }

  /** Types and entry points, then fields, then arguments; of the same name, the type comes first. */
  function level(sort, rank) {
    if (sort.entry && sort.depth) return rank < TYPED_HUMPS ? 1 : 0;
    return sort.depth ? Math.min(sort.depth + 1, 3) : 0;
  }

  function coordinateFit(query, coordinate, fits) {
    if (coordinate.plain[0] !== query.plain[0]) return NONE; // true of both spellings, and quickly seen
    if (coordinate.plain === query.plain) return EXACT;
    if (coordinate.loose === query.loose) return EXACT + LOOSE;
    if (coordinate.plain.startsWith(query.plain)) return PREFIX;
    if (coordinate.loose.startsWith(query.loose)) return PREFIX + LOOSE;
    return fits === farFit && isNear(query.plain, coordinate.plain) ? NEAR : NONE;
  }

  /** Every word must fit the part or what is around it, and at least one the part itself. */
  function severalFit(index, part, columns) {
    let [sum, own] = [0, NONE];
    for (const column of columns) {
      const here = column[index.name[part]];
      let best = here;
      for (let outer = index.outer[part]; outer >= 0; outer = index.outer[outer]) {
        best = Math.min(best, column[index.name[outer]]);
      }
      if (best === NONE) return NONE;
      sum += best;
      if (here < NONE) own = Math.min(own, here - best);
    }
    return own === NONE ? NONE : Math.min(SEVERAL + sum + own, NONE - 1);
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

  return { ready, readable, symbols, texts, snippet };
})();

// Every part by its number, out of the columns in which the index is loaded.
"use strict";

var katalogIndex = (() => {
  /** The symbols, ready to be searched: columns over all parts, and each different name once. */
  function ready(symbols) {
    const index = { apis: [], names: [], columns: new Map(), others: new Map(), title: new Map() };
    for (const column of ["api", "name", "outer", "entry", "sort", "coordinate"]) index[column] = [];
    for (const column of ["address", "anchor", "end", "page"]) index[column] = new Map();
    const numbers = new Map();
    for (const [number, api] of symbols.apis.entries()) {
      addApi(index, numbers, api, number, symbols.contracts);
    }
    index.weight = index.name.map((_, part) => weight(index, part));
    index.folded = index.coordinate.map(katalogMatch.folded);
    return index;
  }

  function addApi(index, numbers, api, apiNumber, contracts) {
    const first = index.name.length;
    index.apis.push({ page: api.page, language: api.language });
    const sorts = api.sorts.map((row) => sortOf(row, api.shapes, contracts));
    const given = new Map(api.exact.coordinate);
    const around = []; // the latest part at each depth
    for (const [offset, name] of spelledOut(api.names).entries()) {
      const part = first + offset;
      const sort = sorts[api.sort[offset]];
      around[sort.depth] = part;
      index.api.push(apiNumber);
      const outer = sort.depth ? around[sort.depth - 1] : -1;
      index.outer.push(outer);
      index.entry.push(outer >= 0 && index.sort[outer].level !== katalogMatch.ENTRY ? index.entry[outer] : outer);
      index.sort.push(sort);
      index.name.push(nameNumber(index, numbers, name));
      index.coordinate.push("");
      index.coordinate[part] = given.get(offset) ?? katalogPlaces.written(sort.coordinate, holes(index, part));
    }
    for (const column of ["address", "anchor", "end", "page"]) {
      for (const [offset, value] of api.exact[column]) index[column].set(first + offset, value);
    }
    addOtherNames(index, numbers, api, first);
  }

  function sortOf([kind, status, depth, level, ...shaped], shapes, contracts) {
    const [coordinate, address, page, anchor] = shaped.map((shape) => shapes[shape]);
    const isNamedByOuter = /^[~^]/.test(coordinate);
    return { kind, status, contract: contracts[status], depth, level, isNamedByOuter, coordinate, address, page, anchor };
  }

  function addOtherNames(index, numbers, api, first) {
    const [titled, titles] = api.titles;
    for (const [at, title] of spelledOut(titles).entries()) index.title.set(first + titled[at], title);
    const also = titled.map((offset) => [offset, [index.title.get(first + offset)]]);
    for (const [offset, names] of [...api.exact.alias, ...also]) {
      const known = index.others.get(first + offset) || [];
      index.others.set(first + offset, [...known, ...names.map((name) => nameNumber(index, numbers, name))]);
    }
  }

  /** Names of which one that came before is only a number. */
  function spelledOut(written) {
    const different = written.filter((one) => typeof one !== "number");
    return written.map((one) => (typeof one === "number" ? different[one] : one));
  }

  function nameNumber(index, numbers, name) {
    if (!numbers.has(name)) {
      numbers.set(name, index.names.length);
      index.names.push({ name, ...katalogMatch.asked(name) });
    }
    return numbers.get(name);
  }

  /** What decides between equally good hits: promise, deprecation, length. */
  function weight(index, part) {
    const length = Math.min(index.names[index.name[part]].name.length, 255);
    const whole = Math.min(index.coordinate[part].length, 1023);
    const promise = Math.min(index.sort[part].contract, 15) * 2 + (index.end.has(part) ? 1 : 0);
    return (promise * 256 + length) * 1024 + whole;
  }

  // --- where a part stands: worked out for those that are shown

  /** What stands in the holes of a part's shapes; `around` is the same of the enclosing part. */
  function holes(index, part, around = coordinateOf) {
    const outer = index.outer[part];
    return {
      "*": () => index.names[index.name[part]].name,
      "~": () => around(index, outer),
      "^": () => addressOf(index, outer),
      "$": () => index.coordinate[part],
      "%": () => katalogPlaces.nameless(index.coordinate[part]),
      "=": () => addressOf(index, part),
      "&": () => index.names[index.others.get(part)[0]].name,
    };
  }

  const coordinateOf = (index, part) => index.coordinate[part];

  function addressOf(index, part) {
    return index.address.get(part) ?? katalogPlaces.written(index.sort[part].address, holes(index, part, addressOf));
  }

  /** The page of a part, from the root of a language's pages. */
  function pageOf(index, part) {
    const around = () => pageAround(index, part);
    return index.page.get(part) ?? katalogPlaces.written(index.sort[part].page, holes(index, part, around));
  }

  function pageAround(index, part) {
    const outer = index.outer[part];
    return outer < 0 ? index.apis[index.api[part]].page : pageOf(index, outer);
  }

  /** The page, and the anchor on it unless the part is what the page is about. */
  function placeOf(index, part) {
    const page = pageOf(index, part);
    if (page !== pageAround(index, part)) return [page, ""];
    return [page, index.anchor.get(part) ?? katalogPlaces.written(index.sort[part].anchor, holes(index, part))];
  }

  return { ready, placeOf };
})();

// The search box: loads the index when it is wanted, draws the hits, listens to the keyboard.
"use strict";

var katalogSearch = (() => {
  const root = document.querySelector("[data-katalog-search]");
  const field = root.querySelector("input");
  const panel = root.querySelector("[data-katalog-panel]");
  const status = root.querySelector("[data-katalog-said]");
  const { index: folder, language } = root.dataset;
  // From the root of a host "" and not "/", lest "//" name another host.
  const pages = root.dataset.pages.replace(/\/{2,}/g, "/").replace(/\/$/, "");
  const PARTS_FIRST = 12;
  const PARTS_AT_ONCE = 40;
  const TEXTS_AT_ONCE = 8;
  const NEAR_NAMES = 8;
  const SNIPPET = 160;
  const SILENCE = 600; // milliseconds without a letter before the number of hits is said
  const WRITTEN_IN = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  const TYPED = /^[\p{L}\p{N}\p{P}\p{S}]$/u;

  const chosen = { contracts: new Set(), apis: new Set() };
  const shown = { parts: PARTS_FIRST, texts: TEXTS_AT_ONCE };
  let cameFrom = null; // where the focus was when a key opened the search
  let symbols = null;
  let reading = null;

  // --- loading: scripts, for a page from disk may not fetch

  function script(name) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = `${folder}/${name}.js`;
      element.onload = resolve;
      element.onerror = () => reject(new Error(element.src));
      document.head.append(element);
    });
  }

  const once = (work) => {
    let result = null;
    return () => (result = result || work());
  };

  /** The names and their words. */
  const load = once(async () => {
    await Promise.all([script("symbols"), script(`words-${language}`)]);
    symbols = katalogIndex.ready(katalogSymbols);
  });

  /** The descriptions and the pages, which come after the names. */
  const loadTexts = once(async () => {
    await load();
    await Promise.all([script("texts"), script(`pages-${language}`)]);
    reading = katalogMatch.readable([...passagesOfPages(), ...passagesOfParts()]);
  });

  function passagesOfPages() {
    return katalogPages.flatMap(([path, title, ...passages]) =>
      passages.map(([anchor, heading, text]) => ({ page: path, title, anchor, heading: heading || title, text })),
    );
  }

  function passagesOfParts() {
    return Object.entries(katalogTexts).flatMap(([spoken, texts]) =>
      texts.map(([text, ...parts]) => ({ parts, text, language: spoken })),
    );
  }

  // --- words

  function say(key, holes = {}) {
    const found = katalogWords.say[key];
    const plural = typeof found === "string" ? "" : new Intl.PluralRules(language).select(holes.n);
    const sentence = plural ? found[plural] || found.other : found;
    return sentence.replace(/\{(\w+)\}/g, (_, hole) => holes[hole]);
  }

  // --- hits

  /** What a part's line says. `href` leads to its own page, or to its place on another's. */
  function hit(part) {
    const { kind, status: standing, contract } = symbols.sort[part];
    const [look, word] = katalogWords.statuses[standing];
    return {
      part, contract, look, href: hrefOf(part),
      coordinate: symbols.coordinate[part],
      title: symbols.title.get(part) || "",
      language: symbols.apis[symbols.api[part]].language,
      kind: katalogWords.kinds[kind],
      status: word,
      api: symbols.api[part],
      apiName: katalogWords.apis[symbols.api[part]],
      end: symbols.end.has(part) ? katalogWords.ends[symbols.end.get(part)] : "",
    };
  }

  const hrefOf = (part) => address(...katalogIndex.placeOf(symbols, part));

  const address = (page, anchor) => `${pages}/${page}${anchor ? `#${anchor}` : ""}`;

  const isIn = (choice, value) => !choice.size || choice.has(value);
  const hasContract = (part) => isIn(chosen.contracts, symbols.sort[part].contract);
  const hasApi = (part) => isIn(chosen.apis, symbols.api[part]);
  const isAllowed = (part) => hasContract(part) && hasApi(part);

  /** The parts that `text` finds, best first; the choices made in the panel do not count. */
  const search = (text, limit) => katalogMatch.symbols(symbols, text).slice(0, limit).map(hit);

  /** The passages that answer `text`; of a text that many parts share, only the parts allowed. */
  function passages(text) {
    const isFiltered = chosen.contracts.size || chosen.apis.size;
    return katalogMatch.texts(reading, text).flatMap((passage) => {
      if (passage.page) return isFiltered ? [] : [passage];
      const parts = passage.parts.filter(isAllowed);
      parts.sort((one, other) => symbols.weight[one] - symbols.weight[other]);
      return parts.length ? [{ ...passage, parts }] : [];
    });
  }

  // --- drawing: text is only ever text

  function element(name, className, ...content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content.filter((piece) => piece !== null));
    return made;
  }

  function link(href, ...content) {
    const made = element("a", "katalog-hit", ...content);
    made.href = href;
    return made;
  }

  const chip = (look, word) => element("span", `chip chip--${look}`, word);

  function facts(found) {
    const pieces = [
      element("span", "kind", found.kind),
      chip(found.look, found.status),
      katalogWords.apis.length > 1 ? element("span", "kind", found.apiName) : null,
      found.end ? element("span", "flag", found.end) : null,
    ];
    return element("span", "katalog-hit__facts", ...pieces.filter(Boolean).flatMap((piece) => [piece, " "]));
  }

  const name = (coordinate) => element("code", "katalog-hit__name", element("bdi", "", coordinate));

  /** What a part's line begins with: its coordinate, and its title in the language of its API. */
  function named(found) {
    const title = element("span", "katalog-hit__title", found.title);
    title.lang = found.language;
    return found.title ? [name(found.coordinate), " ", title, " "] : [name(found.coordinate), " "];
  }

  const partLine = (found) =>
    element("li", "md-search-result__item", link(found.href, ...named(found), facts(found)));

  function textLine(passage, query) {
    const runs = katalogMatch.snippet(passage.text, query, SNIPPET);
    const marked = runs.map(([run, isFound]) => (isFound ? element("mark", "", run) : run));
    const text = element("span", "katalog-hit__text", ...marked);
    return element("li", "md-search-result__item", passage.page ? pageLink(passage, text) : describedLink(passage, text));
  }

  function pageLink({ page, anchor, title, heading }, text) {
    const where = title === heading ? title : `${title} › ${heading}`;
    return link(address(page, anchor), element("strong", "", where), " ", text);
  }

  function describedLink({ parts, language: spoken }, text) {
    const [first, others] = [hit(parts[0]), parts.length - 1];
    text.lang = spoken;
    const more = others ? element("span", "kind", say("same_text", { n: others })) : null;
    return link(first.href, ...named(first), facts(first), text, more);
  }

  function list(lines, limit, more) {
    const items = element("ol", "katalog-hits", ...lines.slice(0, limit));
    items.setAttribute("role", "list");
    if (lines.length <= limit) return [items];
    const button = element("button", "katalog-search__more", say("more"));
    button.type = "button";
    button.addEventListener("click", () => {
      more();
      draw();
      panel.querySelectorAll("a")[limit]?.focus();
    });
    return [items, button];
  }

  /** Buttons that narrow the hits, each with how many it would leave. */
  function choices(label, options, choice) {
    if (options.length < 2) return null;
    const group = element("div", "katalog-search__choices");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label);
    for (const { value, content, count } of options) {
      const number = element("span", "katalog-search__count", String(count));
      const button = element("button", "", content, " ", number);
      button.type = "button";
      button.dataset.choice = `${label} ${value}`;
      button.setAttribute("aria-pressed", String(choice.has(value)));
      button.addEventListener("click", () => choose(choice, value, button.dataset.choice));
      group.append(button);
    }
    return group;
  }

  function choose(choice, value, key) {
    if (!choice.delete(value)) choice.add(value);
    again();
    [...panel.querySelectorAll("button")].find((button) => button.dataset.choice === key)?.focus();
  }

  function filters(found) {
    if (!found.length && !chosen.contracts.size && !chosen.apis.size) return [];
    const inUse = [...new Set(symbols.sort.map((sort) => sort.contract))].sort((a, b) => a - b);
    const contracts = inUse.map((value) => ({
      value,
      content: chip(...katalogWords.contracts[value]),
      count: found.filter((part) => symbols.sort[part].contract === value && hasApi(part)).length,
    }));
    const apis = katalogWords.apis.map((content, value) => ({
      value,
      content,
      count: found.filter((part) => symbols.api[part] === value && hasContract(part)).length,
    }));
    return [
      choices(say("by_contract"), contracts, chosen.contracts),
      choices(say("by_api"), apis, chosen.apis),
    ].filter(Boolean);
  }

  /** The panel for what stands in the field: filters, names, texts. */
  function draw() {
    const query = field.value.trim();
    if (!query) return close();
    open();
    if (!symbols) return;
    const found = katalogMatch.symbols(symbols, query);
    const parts = found.filter(isAllowed);
    const texts = reading ? passages(query) : [];
    const isEmpty = reading && !parts.length && !texts.length;
    const none = found.length ? "none_chosen" : "none";
    const counted = isEmpty ? say(none, { query }) : say("found", { n: parts.length });
    const countedTexts = texts.length ? say("found_texts", { n: texts.length }) : "";
    panel.replaceChildren(...filters(found), ...names(parts, counted), ...inTexts(texts, countedTexts, query));
    announce([counted, countedTexts].filter(Boolean).join(", "));
  }

  function names(parts, counted) {
    const lines = parts.slice(0, shown.parts + 1).map((part) => partLine(hit(part)));
    const hits = list(lines, shown.parts, () => (shown.parts += PARTS_AT_ONCE));
    return [element("p", "katalog-search__said", counted), ...hits];
  }

  function inTexts(texts, counted, query) {
    if (!texts.length) return [];
    const lines = texts.slice(0, shown.texts + 1).map((passage) => textLine(passage, query));
    const hits = list(lines, shown.texts, () => (shown.texts += TEXTS_AT_ONCE));
    return [element("h2", "", say("in_text")), element("p", "katalog-search__said", counted), ...hits];
  }

  let waiting = 0;
  function announce(sentence) {
    clearTimeout(waiting);
    waiting = setTimeout(() => (status.textContent = sentence), SILENCE);
  }

  /** Draws anew from the first hit. */
  function again() {
    [shown.parts, shown.texts] = [PARTS_FIRST, TEXTS_AT_ONCE];
    draw();
    panel.scrollTop = 0;
  }

  const isOpen = () => !panel.hidden;

  function open() {
    panel.hidden = false;
    root.dataset.open = "";
  }

  function close() {
    clearTimeout(waiting);
    status.textContent = "";
    panel.hidden = true;
    delete root.dataset.open;
  }

  /** Loads what is not there yet, and draws anew if someone waits for it. */
  async function prepare() {
    try {
      for (const part of [load, loadTexts]) {
        await part();
        if (isOpen()) keepingFocus(draw);
      }
    } catch {
      for (const [name, hidden] of [["loading", true], ["failed", false], ["az", false]]) {
        document.querySelectorAll(`[data-katalog-${name}]`).forEach((one) => (one.hidden = hidden));
      }
    }
  }

  /** The texts may arrive while someone is already among the names, which stay where they are. */
  function keepingFocus(work) {
    const [at, scrolled] = [links().indexOf(document.activeElement), panel.scrollTop];
    work();
    if (at >= 0) links()[at]?.focus({ preventScroll: true });
    panel.scrollTop = scrolled;
  }

  // --- keyboard

  const links = () => [...panel.querySelectorAll("a")];

  function move(step) {
    const stops = [field, ...links()];
    const at = stops.indexOf(document.activeElement);
    const to = stops[Math.max(0, Math.min(stops.length - 1, (at < 0 ? 0 : at) + step))];
    to.focus();
    if (to === field) panel.scrollTop = 0;
  }

  function away() {
    cameFrom = null;
    close();
  }

  /** Closes, and puts the focus back where a key took it from, else into the field. */
  function leave() {
    const back = cameFrom;
    cameFrom = null;
    close();
    field.focus();
    if (back === document.body) field.blur();
    else if (back && back.isConnected) back.focus();
  }

  const KEYS = {
    ArrowDown: () => (isOpen() ? move(1) : draw()),
    ArrowUp: () => move(-1),
    Escape: leave,
  };

  /** Opens the best hit, even when Enter comes before the index. */
  async function openFirst() {
    await load();
    if (!links().length) draw();
    links()[0]?.click();
  }

  const isCommand = (event) => event.ctrlKey || event.metaKey || event.altKey;

  function onKeyInSearch(event) {
    if (isCommand(event)) return;
    const act = KEYS[event.key];
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      act();
    } else if (event.key === "Enter" && event.target === field) {
      event.preventDefault();
      openFirst();
    } else if (event.target.matches("a") && (event.key === "Backspace" || TYPED.test(event.key))) {
      field.focus();
    }
  }

  function onKeyOnPage(event) {
    if (isCommand(event) || event.key !== "/" || event.target.closest?.(WRITTEN_IN)) return;
    if (__md_get("__shortcut") === false) return;
    event.preventDefault();
    event.stopPropagation();
    cameFrom = document.activeElement;
    field.focus();
    field.select();
    draw();
  }

  // --- the page that was not found

  /** The names most like the end of an address, and like what stands after its `#`. */
  function namesNear(address) {
    const { pathname, hash } = new URL(address);
    const last = pathname.replace(/\/(?:index\.html)?$/, "").split("/").pop();
    const file = decoded(last).replace(/\.html?$/, "");
    const wanted = [decoded(hash.slice(1)), file].filter(Boolean);
    const each = NEAR_NAMES / wanted.length;
    const found = wanted.flatMap((text) => katalogMatch.symbols(symbols, text).slice(0, each));
    return [...new Set(found)].map(hit);
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  async function drawNear(section) {
    await load();
    const found = namesNear(location.href);
    if (!found.length) return;
    section.append(element("ol", "katalog-hits", ...found.map(partLine)));
    section.hidden = false;
  }

  // --- the key that leads to the box can be switched off (WCAG 2.1.4)

  function offerShortcut(line) {
    const box = line.querySelector("input");
    box.checked = __md_get("__shortcut") !== false;
    box.addEventListener("change", () => __md_set("__shortcut", box.checked));
    line.hidden = false;
  }

  // --- start

  root.hidden = false;
  document.querySelectorAll("[data-katalog-az]").forEach((link) => (link.hidden = true));
  document.addEventListener("keydown", onKeyOnPage, true);
  document.addEventListener("pointerdown", (event) => root.contains(event.target) || away());
  root.addEventListener("keydown", onKeyInSearch);
  root.addEventListener("focusout", ({ relatedTarget: to }) => to && !root.contains(to) && away());
  field.addEventListener("focus", prepare);
  field.addEventListener("click", draw);
  field.addEventListener("input", again);
  const notFound = document.querySelector("[data-katalog-near]");
  if (notFound) drawNear(notFound);
  document.querySelectorAll("[data-katalog-shortcut]").forEach(offerShortcut);

  return { load, loadTexts, search, passages, namesNear };
})();

// The level selector: hides what is weaker than the chosen level, and says how much is left.
"use strict";

(() => {
  const chooser = document.querySelector("[data-levels]");
  const parts = document.querySelectorAll("[data-level]");
  if (!chooser || !parts.length) return;

  const NAME = "vis";
  const options = [...chooser.querySelectorAll("input")];
  const weakest = options.length - 1;

  // An API's first level is also that of all stronger contracts.
  const isOf = (id) => (option) => [option.value, ...(option.dataset.also || "").split(" ")].includes(id);
  const numberOf = (id) => (id ? options.findIndex(isOf(id)) : -1);

  function remembered() {
    const inAddress = numberOf(new URLSearchParams(location.search).get(NAME));
    if (inAddress >= 0) return inAddress;
    const stored = numberOf(__md_get("__level"));
    return stored >= 0 ? stored : weakest;
  }

  function show(level) {
    options[level].checked = true;
    for (const part of parts) part.hidden = Number(part.dataset.level) > level;
    for (const line of document.querySelectorAll("[data-above]")) line.hidden = Number(line.dataset.above) <= level;
    for (const count of document.querySelectorAll("[data-counts]")) {
      const upTo = count.dataset.counts.split(" ");
      count.textContent = level === weakest ? upTo[weakest] : `${upTo[level]} / ${upTo[weakest]}`;
    }
    for (const group of document.querySelectorAll("[data-samples]")) showSample(group, level);
  }

  // Of the samples the one for the chosen level, which is the last that asks for no more.
  function showSample(group, level) {
    const samples = [...group.querySelectorAll("[data-sample]")];
    const fitting = samples.filter((sample) => Number(sample.dataset.sample) <= level);
    const chosen = level === weakest ? samples[0] : fitting.pop() || samples[0];
    for (const sample of samples) {
      sample.hidden = level !== weakest && sample !== chosen;
      if (sample.tagName === "DETAILS") sample.open = sample === chosen;
    }
  }

  function remember(level) {
    const id = options[level].value;
    __md_set("__level", id);
    putInAddress(level);
  }

  function putInAddress(level) {
    const address = new URL(location.href);
    if (level === weakest) address.searchParams.delete(NAME);
    else address.searchParams.set(NAME, options[level].value);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  chooser.hidden = false;
  chooser.addEventListener("change", () => {
    const level = options.findIndex((option) => option.checked);
    show(level);
    remember(level);
  });
  const first = remembered();
  show(first);
  putInAddress(first);
  uncover();
  addEventListener("hashchange", uncover);

  // A link to a part that the chosen level hides shows it all the same.
  function uncover() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const hidden = target && target.closest("[data-level][hidden]");
    if (!hidden) return;
    hidden.hidden = false;
    target.scrollIntoView();
  }
})();

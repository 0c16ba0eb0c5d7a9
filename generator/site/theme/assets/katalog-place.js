// Where the reader is: the entry of the contents list, the page's name in the header, and both lists scrolled to it.
"use strict";

(() => {
  const ABOVE_ALL = 1e6;
  const PAST = "md-header__title--active";
  const header = document.querySelector(".md-header");
  const name = document.querySelector("[data-md-component=header-title]");
  const title = document.querySelector("main h1");

  // The entries in their order, each with what it leads to.
  const entries = [...document.querySelectorAll(".md-sidebar--secondary a[href^='#']")]
    .map((link) => ({ link, target: document.getElementById(link.getAttribute("href").slice(1)) }))
    .filter(({ target }) => target);

  function bringIntoView(link) {
    const list = link.closest(".md-sidebar__scrollwrap");
    const [at, around] = [link.getBoundingClientRect(), list.getBoundingClientRect()];
    const isInView = at.top >= around.top + at.height && at.bottom <= around.bottom - at.height;
    if (!isInView) list.scrollTop += at.top - around.top - (list.clientHeight - at.height) / 2;
  }

  let marked = null;
  function mark(link) {
    if (link === marked) return;
    if (marked) {
      marked.classList.remove("md-nav__link--active");
      marked.removeAttribute("aria-current");
    }
    marked = link;
    if (!link) return;
    link.classList.add("md-nav__link--active");
    link.setAttribute("aria-current", "location");
    if (!link.closest(".md-sidebar__scrollwrap").matches(":hover, :focus-within")) bringIntoView(link);
  }

  /** Hears of each of `targets` when its top passes the line that lies `line` below the window's top. */
  function watch(targets, line, heard) {
    const rootMargin = `${ABOVE_ALL}px 0px ${Math.round(line - innerHeight)}px 0px`;
    const observer = new IntersectionObserver(heard, { rootMargin });
    targets.forEach((target) => observer.observe(target));
    return observer;
  }

  function watchEntries() {
    const above = new Set();
    // A link to a heading stops it at one and a half times the header's height.
    return watch(entries.map(({ target }) => target), header.offsetHeight * 1.5 + 4, (changes) => {
      for (const { target, isIntersecting } of changes) above[isIntersecting ? "add" : "delete"](target);
      const reached = entries.filter(({ target }) => above.has(target)).pop();
      mark(reached ? reached.link : null);
    });
  }

  function watchTitle() {
    const rootMargin = `${-header.offsetHeight}px 0px 0px 0px`;
    const observer = new IntersectionObserver(
      ([{ isIntersecting, boundingClientRect }]) => name.classList.toggle(PAST, !isIntersecting && boundingClientRect.top < 0),
      { rootMargin },
    );
    observer.observe(title);
    return observer;
  }

  let observers = [];
  function start() {
    observers.forEach((observer) => observer.disconnect());
    observers = [];
    if (entries.length) observers.push(watchEntries());
    if (title && name) observers.push(watchTitle());
  }

  start();
  addEventListener("resize", start);
  const current = document.querySelector(".md-sidebar--primary [aria-current]");
  if (current) bringIntoView(current);
})();

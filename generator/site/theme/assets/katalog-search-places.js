// Writes out where a part stands from the shapes in the index: see generator/render/search_shapes.py.
"use strict";

var katalogPlaces = (() => {
  const HOLES = /(#?)([*~^$%=&])/g;
  const PLACEHOLDER = /\{[^{}]*\}/g;

  /** The text that a shape gives. `part` has a function for each hole. */
  const written = (shape, part) =>
    shape.replace(HOLES, (_, made, hole) => (made ? slug(part[hole]()) : part[hole]()));

  /** A coordinate in which it does not count what placeholders are called. */
  const nameless = (coordinate) => coordinate.replace(PLACEHOLDER, "{}");

  /** Readable letters of a text, and the first ten digits of its SHA-256: `slug` in model/address.py. */
  function slug(text) {
    const ascii = text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase();
    const letters = trimmed(trimmed(ascii.replace(/[^a-z0-9]+/g, "-")).slice(0, 40));
    return `${letters || "x"}-${sha256(new TextEncoder().encode(text)).slice(0, 10)}`;
  }

  const trimmed = (text) => text.replace(/^-+|-+$/g, "");

  // --- SHA-256 (FIPS 180-4): the browser's own answers later, and from disk not in every browser

  /** The first 32 bits of the fractional part of a positive number. */
  const fraction = (number) => ((number - Math.floor(number)) * 2 ** 32) | 0;

  const primes = [];
  for (let number = 2; primes.length < 64; number++) {
    if (primes.every((prime) => number % prime)) primes.push(number);
  }
  const ROUND = primes.map((prime) => fraction(Math.cbrt(prime)));
  const START = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

  const turned = (word, by) => (word >>> by) | (word << (32 - by));

  function sha256(bytes) {
    const blocks = new DataView(new ArrayBuffer((((bytes.length + 8) >> 6) + 1) << 6));
    bytes.forEach((byte, at) => blocks.setUint8(at, byte));
    blocks.setUint8(bytes.length, 0x80);
    blocks.setUint32(blocks.byteLength - 4, bytes.length * 8);
    let state = START;
    for (let at = 0; at < blocks.byteLength; at += 64) state = mixed(state, spread(blocks, at));
    return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  /** The 64 words that one block is spread over. */
  function spread(blocks, at) {
    const words = Array.from({ length: 16 }, (_, number) => blocks.getInt32(at + number * 4));
    for (let number = 16; number < 64; number++) {
      const [two, fifteen] = [words[number - 2], words[number - 15]];
      const late = turned(two, 17) ^ turned(two, 19) ^ (two >>> 10);
      const early = turned(fifteen, 7) ^ turned(fifteen, 18) ^ (fifteen >>> 3);
      words.push((late + words[number - 7] + early + words[number - 16]) | 0);
    }
    return words;
  }

  function mixed(state, words) {
    let [a, b, c, d, e, f, g, h] = state;
    for (let number = 0; number < 64; number++) {
      const chosen = (e & f) ^ (~e & g);
      const most = (a & b) ^ (a & c) ^ (b & c);
      const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + chosen + ROUND[number] + words[number]) | 0;
      const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + most) | 0;
      [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    return [a, b, c, d, e, f, g, h].map((word, number) => (word + state[number]) | 0);
  }

  return { written, nameless, slug };
})();

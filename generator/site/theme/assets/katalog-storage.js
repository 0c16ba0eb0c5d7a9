// Remembered choices, kept apart for each site, by the names that the theme's own script asks for.
var __md_scope = new URL(document.currentScript.dataset.base.replace(/\/?$/, "/"), location.href);

function __md_hash(text) {
  let hash = 0;
  for (const character of text) hash = ((hash << 5) - hash + character.codePointAt(0)) | 0;
  return hash;
}

function __md_get(key, storage, scope) {
  try {
    return JSON.parse((storage || localStorage).getItem(`${(scope || __md_scope).pathname}.${key}`));
  } catch {
    return null;
  }
}

function __md_set(key, value, storage, scope) {
  try {
    (storage || localStorage).setItem(`${(scope || __md_scope).pathname}.${key}`, JSON.stringify(value));
  } catch {
    // Storage may be switched off: then nothing is remembered.
  }
}

// Words typed and not yet saved, in this tab's session storage: by person, answer and version.
// base.js erases them all at sign-out.
const PREFIX = "draft:";

export function keyOf(person, address, version) {
  return `${PREFIX}${person}:${address}:${version}`;
}

export function keep(key, words) {
  try {
    sessionStorage.setItem(key, words);
  } catch {
    // Storage is full or forbidden: the page goes on saving to the server, and says so when it cannot.
  }
}

function keys(beginning) {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(beginning)).sort();
  } catch {
    return [];
  }
}

// Those of this person on this answer; another person's in the same tab are erased unread.
export function draftsOf(person, address) {
  for (const key of keys(PREFIX)) {
    if (!key.startsWith(`${PREFIX}${person}:`)) sessionStorage.removeItem(key);
  }
  return keys(`${PREFIX}${person}:${address}:`).map((key) => ({
    key, version: key.slice(key.lastIndexOf(":") + 1), words: sessionStorage.getItem(key),
  }));
}

export function forget(person, address) {
  for (const key of keys(`${PREFIX}${person}:${address}:`)) sessionStorage.removeItem(key);
}

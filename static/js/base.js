// Small comforts of every page; each page works without this file.

function focusOnErrors(root) {
  root.querySelector("[data-focus]")?.focus();
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function say(words) {
  const messages = document.getElementById("messages");
  if (!messages) return;
  const line = document.createElement("div");
  line.className = "message mood-error";
  line.append(document.createElement("span"), words);
  messages.replaceChildren(line);
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});

document.addEventListener("htmx:afterSettle", (event) => focusOnErrors(event.detail.elt));
document.addEventListener("htmx:sendError", () => say(document.body.dataset.lost));
document.addEventListener("htmx:responseError", () => say(document.body.dataset.lost));

// A refused form comes back as 4xx with its errors in it: show it like any other answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([400, 409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// What comes in above the place where somebody is must not push it away, under the fold or from under the pointer.
let held = null;
document.addEventListener("htmx:beforeSwap", () => {
  const place = document.activeElement;
  held = place === document.body ? null : { place, top: place.getBoundingClientRect().top };
});
document.addEventListener("htmx:afterSwap", () => {
  if (held?.place.isConnected) {
    window.scrollBy({ top: held.place.getBoundingClientRect().top - held.top, behavior: "instant" });
  }
  held = null;
});

// What a tab keeps (words not saved yet, pages htmx remembers) it keeps only until its person signs out.
document.addEventListener("submit", (event) => {
  if (event.target.action?.endsWith?.("/accounts/logout/")) sessionStorage.clear();
});

focusOnErrors(document);

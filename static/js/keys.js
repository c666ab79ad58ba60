// Links that name a key are followed by it. Without this file they are links.

const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";

function nameOf(event) {
  const key = event.key === forward ? "ArrowRight" : "ArrowLeft";
  return event.shiftKey ? `Shift+${key}` : key;
}

function isBusy(target) {
  return target.closest("input, textarea, select, summary, [contenteditable], .table-frame, table, video, audio");
}

document.addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isBusy(event.target) || !document.getSelection().isCollapsed) return;
  const link = document.querySelector(`a[aria-keyshortcuts="${nameOf(event)}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});

// Arrow keys in the matrix: one tab stop for all cells. Without this file rows and columns are links.

const table = document.querySelector("table.matrix");

function cellAt(row, column) {
  return table.tBodies[0].rows[row]?.cells[column]?.querySelector("a");
}

function nearest(link, rows, columns) {
  const cell = link.closest("td");
  let row = cell.parentElement.sectionRowIndex + rows;
  let column = cell.cellIndex + columns;
  while (row >= 0 && row < table.tBodies[0].rows.length && column > 0 && column < table.tHead.rows[0].cells.length) {
    const found = cellAt(row, column);
    if (found) return found;
    row += rows;
    column += columns;
  }
  return null;
}

function go(to) {
  table.querySelector("td a[tabindex='0']")?.setAttribute("tabindex", "-1");
  to.setAttribute("tabindex", "0");
  to.focus();
}

if (table) {
  table.addEventListener("mouseover", (event) => {
    const cell = event.target.closest("td a, td[class]");
    if (cell) cell.title = cell.textContent;
  });
  table.querySelector("td a")?.setAttribute("tabindex", "0");
  const forward = document.documentElement.dir === "rtl" ? -1 : 1;
  const steps = { ArrowRight: [0, forward], ArrowLeft: [0, -forward], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  table.addEventListener("keydown", (event) => {
    const link = event.target.closest("td a");
    if (!link || !steps[event.key]) return;
    event.preventDefault();
    const to = nearest(link, ...steps[event.key]);
    if (to) go(to);
  });
}

// A search above each long list of ticks: what does not hold the words typed is hidden, what is ticked never is.
const MANY = 12;

for (const group of document.querySelectorAll(".field.choices fieldset")) {
  const choices = [...group.querySelectorAll("label")].filter((label) => label.querySelector("input[type=checkbox]"));
  if (choices.length < MANY) continue;
  const search = document.createElement("input");
  search.type = "search";
  search.setAttribute("aria-label", group.querySelector("legend").textContent.trim());
  search.addEventListener("input", () => {
    const words = search.value.toLocaleLowerCase();
    for (const choice of choices) {
      const holds = choice.textContent.toLocaleLowerCase().includes(words) || choice.querySelector("input").checked;
      choice.parentElement.hidden = !holds;
    }
  });
  group.querySelector("legend").after(search);
}

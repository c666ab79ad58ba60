/* Keeps what is typed into form[data-keep] for this tab, until the server has taken it: a lost line, an expired
   session or a closed page lose nothing. The form works without this file. Files and secrets are never kept. */

const NEVER = new Set(["csrfmiddlewaretoken", "request_id", "version", "upload"]);
const PREFIX = "typed:";

const fieldsOf = (form) => [...form.elements].filter((each) => each.name && !NEVER.has(each.name) && !["file", "hidden", "submit", "button"].includes(each.type));

function read(form) {
  return fieldsOf(form).map((each) => [each.name, each.value, each.type === "checkbox" || each.type === "radio" ? each.checked : null]);
}

function put(form, kept) {
  for (const [name, value, checked] of kept) {
    const fields = fieldsOf(form).filter((each) => each.name === name && (checked === null || each.value === value));
    for (const field of fields) {
      if (checked === null) field.value = value; else field.checked = checked;
    }
  }
}

function store(key, value) {
  try { value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value); } catch { /* no storage: nothing is kept */ }
}

function recall(key) {
  try { return sessionStorage.getItem(key); } catch { return null; }
}

function say(form, words) {
  const line = document.createElement("p");
  line.className = "message";
  line.setAttribute("role", "status");
  line.append(document.createElement("span"), words);
  form.before(line);
}

function keep(form) {
  const key = PREFIX + form.dataset.keep;
  const fresh = JSON.stringify(read(form));
  const kept = recall(key);
  // A form that came back with errors holds what was typed already.
  if (kept && kept !== fresh && !document.querySelector(".error-summary")) {
    put(form, JSON.parse(kept));
    if (JSON.stringify(read(form)) !== fresh) say(form, form.dataset.wordsRestored);
  }
  const save = () => store(key, JSON.stringify(read(form)));
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  form.addEventListener("submit", () => { save(); store("sent", key); });
  for (const link of form.querySelectorAll(".form-actions a")) link.addEventListener("click", () => store(key, null));
}

// Only another page with a success tells that the server has taken it: not an error, nor the form after signing in.
const sent = recall("sent");
const still = [...document.querySelectorAll("form[data-keep]")].some((form) => PREFIX + form.dataset.keep === sent);
if (sent && !still && document.querySelector("#messages .mood-success")) {
  store(sent, null);
  store("sent", null);
}
document.querySelectorAll("form[data-keep]").forEach(keep);

// Saves an answer while it is typed, and says truthfully whether it is kept. The page works without.
// A draft stays in this tab's session storage until the server has said that it holds it.
import { draftsOf, forget, keep, keyOf } from "./drafts.js";

const TYPING_PAUSE = 2000;
const RETRY = [2000, 5000, 10000, 20000, 30000];
const LONGEST_KEEPALIVE = 60000;
const NOT_CONTENT = ["csrfmiddlewaretoken", "expected"];
const OK = 200, SIGNED_OUT = 401, STALE = 403, CONFLICT = 409, REFUSED = 422;

class Autosave {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.answer;
    this.person = form.dataset.person;
    this.kept = this.wordsAtFirst();
    this.running = false;
    this.failures = 0;
    this.timer = 0;
    this.halted = "";
    form.querySelector("[data-save-line]").hidden = false;
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("submit", () => { this.leaving = true; });
    document.addEventListener("visibilitychange", () => document.hidden ? this.leave() : this.comeBack());
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("online", () => this.comeBack());
    window.addEventListener("offline", () => { if (this.isUnsaved()) this.show("offline"); });
    window.addEventListener("beforeunload", (event) => { if (this.failures && this.isUnsaved() && !this.leaving) event.preventDefault(); });
    this.offerDrafts();
    if (this.form.querySelector(".error-summary")) this.kept = "";
    else if (this.isUnsaved() && !this.halted) this.typed();
  }

  // As the server sent it: over a slow line people type before this file has arrived.
  wordsAtFirst() {
    const form = this.form.cloneNode(true);
    form.reset();
    return this.words(form);
  }

  words(form = this.form) {
    const data = new URLSearchParams(new FormData(form));
    for (const name of NOT_CONTENT) data.delete(name);
    return data.toString().replaceAll("%0D%0A", "%0A");
  }

  version() { return this.form.elements.expected.value; }

  isUnsaved() { return this.words() !== this.kept; }

  typed() {
    this.halted = this.halted === "refused" ? "" : this.halted;
    if (!this.isUnsaved()) {
      forget(this.person, this.address);
      return;
    }
    keep(keyOf(this.person, this.address, this.version()), this.words());
    if (this.halted) return;
    if (!this.failures) this.show("unsaved");
    this.later(TYPING_PAUSE);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  leave() {
    if (this.isUnsaved() && !this.halted && !this.leaving) this.save();
  }

  comeBack() {
    if (this.isUnsaved() && (!this.halted || this.halted === "signed-out")) {
      this.halted = "";
      this.later(0);
    }
  }

  async save() {
    if (this.running || !this.isUnsaved()) return;
    clearTimeout(this.timer);
    this.running = true;
    const sent = this.words();
    if (!this.failures) this.show("saving");
    try {
      await this.heard(await this.send(sent), sent);
    } catch {
      this.retry(navigator.onLine ? "not_saved" : "offline");
    }
    this.running = false;
    if (this.isUnsaved() && !this.failures && !this.halted) this.later(TYPING_PAUSE);
  }

  send(sent) {
    const body = new URLSearchParams(sent);
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.set("expected", this.version());
    return fetch(this.address, {
      method: "POST", body, redirect: "manual", credentials: "same-origin",
      headers: { "X-Autosave": "1", "X-Person": this.person, Accept: "application/json" },
      keepalive: body.toString().length < LONGEST_KEEPALIVE,
    });
  }

  async heard(response, sent) {
    if (response.status === OK) return this.saved(await response.json(), sent);
    if (response.status === STALE && !this.freshened) return this.freshen(await response.json());
    if (response.status === SIGNED_OUT) return this.halt("signed-out");
    if (response.status === CONFLICT) return this.conflict(await response.json());
    if (response.status === REFUSED) return this.refused(await response.json());
    throw new Error(`status ${response.status}`);
  }

  saved(answer, sent) {
    this.form.elements.expected.value = answer.version;
    this.kept = sent;
    this.failures = 0;
    this.freshened = false;
    this.notice("");
    document.querySelector("[data-stands]").innerHTML = answer.stands;
    forget(this.person, this.address);
    if (this.isUnsaved()) {
      keep(keyOf(this.person, this.address, answer.version), this.words());
      this.show("unsaved");
    } else {
      this.show("saved", new Date());
    }
  }

  freshen(answer) {
    this.freshened = true;
    if (!answer.token) throw new Error("no token");
    this.form.elements.csrfmiddlewaretoken.value = answer.token;
    this.later(0);
  }

  retry(state) {
    this.show(state);
    this.later(RETRY[Math.min(this.failures, RETRY.length - 1)]);
    this.failures += 1;
  }

  halt(notice) {
    this.halted = notice;
    this.notice(notice);
    this.show("not_saved");
    this.form.querySelector("[data-save-line]").hidden = notice === "signed-out";
    clearTimeout(this.timer);
    if (notice === "signed-out") this.timer = setTimeout(() => this.comeBack(), RETRY.at(-1));
  }

  conflict(answer) {
    if (!("version" in answer)) return this.refused(answer);
    this.halt("conflict");
    this.show("conflict");
  }

  refused(answer) {
    this.halt("refused");
    this.form.querySelector("[data-save-line]").hidden = true;
    const list = this.form.querySelector("[data-errors]");
    list.replaceChildren(...Object.entries(answer.errors || {}).flatMap(([name, errors]) => errors.map((error) => {
      const line = document.createElement("li");
      const link = line.appendChild(document.createElement(name ? "a" : "span"));
      if (name) link.href = `#id_${name}`;
      link.textContent = error;
      return line;
    })));
  }

  notice(name) {
    for (const notice of this.form.querySelectorAll("[data-notice]")) notice.hidden = notice.dataset.notice !== name;
    if (!name) this.form.querySelector("[data-save-line]").hidden = false;
  }

  show(state, at) {
    const line = this.form.querySelector("[data-save-line] .save-state");
    const made = this.form.querySelector(`template[data-state="${state}"]`).content.firstElementChild.cloneNode(true);
    if (at) made.append(` ${at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false })}`);
    line.className = made.className;
    line.replaceChildren(...made.childNodes);
  }

  // What this tab still holds: put back if the answer is as it was; else both texts are offered.
  offerDrafts() {
    const drafts = draftsOf(this.person, this.address).filter((draft) => {
      const same = draft.words === this.kept;
      if (same) sessionStorage.removeItem(draft.key);
      return !same;
    });
    const last = drafts.at(-1);
    if (!last) return;
    if (last.version === this.version()) {
      this.fill(last.words);
      this.later(0);
      return;
    }
    this.notice("draft");
    this.halted = "draft";
    this.form.querySelector("[data-draft=show]").addEventListener("click", () => {
      this.fill(last.words);
      this.form.elements.expected.value = last.version;
      this.leaving = true;
      this.form.requestSubmit();
    });
    this.form.querySelector("[data-draft=drop]").addEventListener("click", () => {
      forget(this.person, this.address);
      this.halted = "";
      this.notice("");
    });
  }

  fill(words) {
    const data = new URLSearchParams(words);
    for (const field of this.form.elements) {
      if (!field.name || NOT_CONTENT.includes(field.name) || field.type === "submit") continue;
      if (["checkbox", "radio"].includes(field.type)) field.checked = data.getAll(field.name).includes(field.value);
      else field.value = data.get(field.name) ?? "";
    }
    this.form.dispatchEvent(new Event("change"));
  }
}

function showWhatTheStatusNeeds(form) {
  const status = new FormData(form).get("status");
  for (const part of form.querySelectorAll("[data-when]")) {
    part.hidden = part.dataset.when !== status && !part.querySelector(".has-error");
  }
}

function countWords(form) {
  const text = form.elements.narrative.value.trim();
  form.querySelector("[data-words]").textContent = text ? text.split(/\s+/).length : 0;
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const refresh = () => { showWhatTheStatusNeeds(form); countWords(form); };
  form.addEventListener("input", refresh);
  form.addEventListener("change", refresh);
  new Autosave(form);
  refresh();
}

// On the page with both texts: the choice ends the draft.
for (const form of document.querySelectorAll("form[data-forget]")) {
  const drop = () => forget(form.dataset.person, form.dataset.forget);
  form.querySelector("[data-forget-link]")?.addEventListener("click", drop);
}

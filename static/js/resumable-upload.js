/* Files sent in pieces that survive a cut line, beside a form that works without this script.

   <form method="post" enctype="multipart/form-data" data-resumable="URL that creates" data-field="upload">
     <input type="file" name="files" multiple>
     <div data-upload-status hidden></div>
   </form>
   Words come from data-words-* attributes of the form, so that they are translated:
   sending, waiting, done, refused, again, remove. %s is the file's name, %p the per cent.
   Each finished file becomes <input type="hidden" name="upload" value="public id">, and the file input is cleared. */

const PIECE = 512 * 1024;
const WAITS = [1, 2, 4, 8, 15, 30];
const VERSION = { "Tus-Resumable": "1.0.0" };

const pause = (seconds) => new Promise((go) => {
  const timer = setTimeout(finish, seconds * 1000);
  function finish() { clearTimeout(timer); removeEventListener("online", finish); go(); }
  addEventListener("online", finish);
});

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const keyOf = (endpoint, file) => `upload:${endpoint}:${file.name}:${file.size}:${file.lastModified}`;

class Refusal extends Error {}

export class Upload {
  constructor(file, { endpoint, token, onProgress = () => {}, onWaiting = () => {}, storage = globalThis.localStorage }) {
    Object.assign(this, { file, endpoint, token, onProgress, onWaiting, storage, key: keyOf(endpoint, file) });
    this.url = this.remembered();
    this.requestId = crypto.randomUUID ? crypto.randomUUID() : null;
  }

  remembered() { try { return this.storage.getItem(this.key); } catch { return null; } }
  remember(url) { try { url ? this.storage.setItem(this.key, url) : this.storage.removeItem(this.key); } catch { /* private window */ } this.url = url; }
  forget() { this.remember(null); }

  /* The whole file, over as many cut lines as there are. Gives the address of the upload. */
  async send() {
    for (let failures = 0; ;) {
      try {
        let offset = await this.offset();
        failures = 0;
        while (offset < this.file.size) {
          this.onProgress(offset, this.file.size);
          offset = await this.piece(offset);
          failures = 0;
        }
        this.onProgress(this.file.size, this.file.size);
        return this.url;
      } catch (failure) {
        if (failure instanceof Refusal || this.stopped) throw failure;
        const wait = WAITS[Math.min(failures++, WAITS.length - 1)];
        this.onWaiting(wait);
        await pause(wait);
      }
    }
  }

  stop() { this.stopped = true; this.forget(); }

  /* Where the server is; an upload it no longer knows is begun anew. */
  async offset() {
    if (!this.url) return this.begin();
    const answer = await this.ask("HEAD", this.url, {});
    if (answer.status === 404 || answer.status === 410) { this.forget(); return this.begin(); }
    return this.offsetOf(answer);
  }

  async begin() {
    const words = [`filename ${base64(this.file.name)}`];
    if (this.requestId) words.push(`request_id ${base64(this.requestId)}`);
    const answer = await this.ask("POST", this.endpoint, { "Upload-Length": this.file.size, "Upload-Metadata": words.join(",") });
    if (answer.status !== 201) await this.refuse(answer);
    this.remember(answer.headers.get("Location"));
    return this.offsetOf(answer);
  }

  async piece(offset) {
    const headers = { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" };
    const answer = await this.ask("PATCH", this.url, headers, this.file.slice(offset, offset + PIECE));
    if (answer.status === 409) return this.offsetOf(answer);
    if (answer.status === 404 || answer.status === 410) { this.forget(); throw new Error("gone"); }
    if (answer.status !== 204) await this.refuse(answer);
    return this.offsetOf(answer);
  }

  ask(method, url, headers, body) {
    return fetch(url, { method, body, credentials: "same-origin", redirect: "manual", headers: { ...VERSION, "X-CSRFToken": this.token, ...headers } });
  }

  offsetOf(answer) {
    const offset = Number.parseInt(answer.headers.get("Upload-Offset") ?? "", 10);
    if (!Number.isInteger(offset)) throw new Error(`no offset: ${answer.status}`);
    return offset;
  }

  /* 5xx and 423 are tried again; everything else is the server's last word, in a sentence. */
  async refuse(answer) {
    if (answer.type === "opaqueredirect" || answer.status >= 500 && answer.status !== 507 || answer.status === 423) throw new Error(String(answer.status));
    this.forget();
    throw new Refusal((await answer.text()).slice(0, 500));
  }
}

const idIn = (url) => url.match(/[0-9a-f]{8}-[0-9a-f-]{27}/i)[0];

function line(form, list, file) {
  const words = (name) => (form.dataset[`words${name}`] ?? `${name.toLowerCase()}: %s`).replace("%s", file.name);
  const item = list.appendChild(document.createElement("li"));
  const text = item.appendChild(document.createElement("span"));
  const bar = item.appendChild(document.createElement("progress"));
  const button = item.appendChild(document.createElement("button"));
  button.type = "button";
  button.className = "button bare";
  button.textContent = form.dataset.wordsRemove ?? "Remove";
  bar.max = file.size;
  text.setAttribute("role", "status");
  bar.setAttribute("aria-label", file.name);
  return {
    item, button,
    progress(done, total) { bar.value = done; text.textContent = words("Sending").replace("%p", Math.floor(100 * done / total)); },
    waiting() { text.textContent = words("Waiting"); },
    done(url) {
      text.textContent = words("Done");
      bar.remove();
      const hidden = item.appendChild(document.createElement("input"));
      Object.assign(hidden, { type: "hidden", name: form.dataset.field ?? "upload", value: idIn(url) });
    },
    refused(reason) { text.textContent = `${words("Refused")} ${reason}`; text.setAttribute("role", "alert"); bar.remove(); },
  };
}

function enhance(form) {
  const input = form.querySelector("input[type=file]");
  const place = form.querySelector("[data-upload-status]");
  if (!input || !place || !globalThis.fetch) return;
  place.hidden = false;
  const list = place.appendChild(document.createElement("ul"));
  list.className = "upload-list";
  const running = new Set();
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  input.addEventListener("change", () => {
    for (const file of input.files) {
      const shown = line(form, list, file);
      const upload = new Upload(file, { endpoint: form.dataset.resumable, token: token(), onProgress: shown.progress, onWaiting: shown.waiting });
      shown.button.addEventListener("click", () => { upload.stop(); running.delete(upload); shown.item.remove(); });
      running.add(upload);
      upload.send().then((url) => { shown.done(url); upload.forget(); }, (reason) => { if (!upload.stopped) shown.refused(reason.message); })
        .finally(() => running.delete(upload));
    }
    input.value = "";
    input.required = false;
  });

  form.addEventListener("submit", (event) => {
    if (!running.size) return;
    event.preventDefault();
    place.scrollIntoView({ block: "nearest" });
    const wait = setInterval(() => { if (!running.size) { clearInterval(wait); form.requestSubmit(event.submitter ?? undefined); } }, 300);
  });

  addEventListener("beforeunload", (event) => { if (running.size) event.preventDefault(); });
}

if (globalThis.document) document.querySelectorAll("form[data-resumable]").forEach(enhance);

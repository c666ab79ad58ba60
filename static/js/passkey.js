// Passkeys: their buttons are shown where the browser can use them, and a failure is said in the page.

if (window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("[data-passkey]")) button.hidden = false;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.querySelector("[data-passkey-failed]");
  document.querySelector("main").append(said);
  said.hidden = false;
});

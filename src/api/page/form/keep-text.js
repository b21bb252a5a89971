// What somebody has written stays in the page, and nowhere else, while the session is locked: the
// same person unlocks it in place, and it is sent. Without this script a locked session leads to
// the page that unlocks it, and what was written must be written again.

const main = document.getElementById("content");

async function whoIs() {
  const response = await fetch("/v1/session", { headers: { accept: "application/json" } });
  return response.ok ? response.json() : undefined;
}

/** Who was shown the page: nobody else sends what is in it. */
const writer = whoIs();

const dialog = document.createElement("dialog");
dialog.setAttribute("aria-labelledby", "unlock-title");
dialog.innerHTML = `<h2 id="unlock-title">Locked</h2>
<p>What you have written is still here. Unlock it, and it is sent.</p>
<form class="sheet"><input type="hidden" name="username" autocomplete="username">
<label for="unlock-password">Password</label>
<input id="unlock-password" type="password" autocomplete="current-password" required>
<label for="unlock-code" hidden>One-time code</label>
<input id="unlock-code" inputmode="numeric" autocomplete="one-time-code" hidden>
<button>Unlock and send</button></form>
<p>By passkey or single sign-on: <a href="/unlock" target="_blank">unlock in another window</a>,
come back, and send it again.</p>
<p role="alert"></p><button type="button" class="second">Not now</button>`;
document.body.append(dialog);
const [unlocking] = dialog.getElementsByTagName("form");
const told = dialog.querySelector("[role=alert]");
const password = dialog.querySelector("#unlock-password");
const code = dialog.querySelector("#unlock-code");
dialog.querySelector("button.second").addEventListener("click", () => dialog.close());

let waiting;

/** Sends the form, or says why it cannot be sent now. */
async function send(form) {
  const [first, now] = await Promise.all([writer, whoIs()]);
  if (now && now.actor.id === first?.actor.id && !now.locked) return form.submit();
  waiting = form;
  const isSame = now?.actor.id === first?.actor.id;
  unlocking.hidden = !isSame;
  password.value = "";
  unlocking.elements.username.value = now?.actor.username ?? "";
  told.textContent = isSame ? "" : gone;
  if (!dialog.open) dialog.showModal();
}

const gone =
  "The session has ended, or somebody else is logged in here. Log in as yourself in another window, " +
  "come back, and send it again: what you have written stays until you leave this page.";

main.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target).catch(() => event.target.submit());
});

unlocking.addEventListener("submit", async (event) => {
  event.preventDefault();
  const given = { password: password.value, ...(code.value && { code: code.value }) };
  const response = await fetch("/v1/session/unlock", {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(given),
  });
  if (response.ok) {
    dialog.close();
    return send(waiting);
  }
  const answer = await response.json();
  if (answer.code === "MFA_REQUIRED") {
    for (const one of dialog.querySelectorAll("[hidden][for=unlock-code], #unlock-code")) {
      one.hidden = false;
    }
  }
  told.textContent = answer.detail ?? answer.title;
});

// What a passkey needs in a browser: logging in with one, proving with one, and adding one. Everything
// else of the pages works without it.

const { browserSupportsWebAuthn, startAuthentication, startRegistration } =
  globalThis.SimpleWebAuthnBrowser;

const told = document.getElementById("passkey-told");
const tell = (text, tone = "bad") => {
  if (!told) return;
  told.className = text ? `callout ${tone}` : "";
  told.textContent = text;
};

/** What the browser and the service say, in words for people. */
const words = {
  NotAllowedError: "The passkey was not used: it was cancelled, or it took too long. Try again.",
  InvalidStateError: "This device holds a passkey of yours already.",
  SecurityError: "Passkeys do not work at this address. Ask whoever looks after the service.",
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: "This device holds a passkey of yours already.",
  LOG_IN_FAILED: "The passkey is not right. Use another one, or your password.",
};

const inWords = (error) =>
  words[error.code] ?? words[error.name] ?? words[error.cause?.name] ?? error.message;

async function ask(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { accept: "application/json", ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = response.status === 204 ? undefined : await response.json();
  if (response.ok) return answer;
  // The session has ended or is locked: the page itself leads on.
  if (response.status === 401 && answer.code !== "LOG_IN_FAILED") location.reload();
  throw Object.assign(new Error(answer.detail ?? answer.title), { code: answer.code });
}

/** One after the other: a second click would break off the first. */
async function once(button, work) {
  if (button.disabled) return;
  button.disabled = true;
  tell("");
  try {
    await work();
  } catch (error) {
    tell(inWords(error));
    button.focus();
  }
  button.disabled = false;
}

/** Passkeys are for one address, and a browser offers none at another. */
function isHere(element) {
  const { origin } = element.dataset;
  if (!browserSupportsWebAuthn()) {
    tell("This browser knows no passkeys, or the service is not reached over https.", "neutral");
    return false;
  }
  if (origin === location.origin) return true;
  tell(`Passkeys work at ${origin} only; this page is at ${location.origin}.`, "neutral");
  return false;
}

const logIn = document.getElementById("passkey-log-in");
if (logIn && isHere(logIn)) {
  logIn.hidden = false;
  logIn.addEventListener("click", () =>
    once(logIn, async () => {
      const { token, options } = await ask("/v1/session/passkey-offer");
      const answer = await startAuthentication({ optionsJSON: options });
      const workstation = document.querySelector("input[name=workstation]")?.value.trim();
      const { warnings } = await ask("/v1/session/passkey", {
        token,
        answer,
        ...(workstation && { workstation }),
      });
      const next = new URL(logIn.dataset.next, location.origin);
      if (warnings.length > 0) next.searchParams.set("elsewhere", "yes");
      location.assign(next);
    }),
  );
}

const prove = document.getElementById("passkey-prove");
if (prove && isHere(prove)) {
  prove.hidden = false;
  prove.addEventListener("click", () =>
    once(prove, async () => {
      const { token, options } = await ask("/v1/session/proof-offer");
      const answer = await startAuthentication({ optionsJSON: options });
      await ask("/v1/session/prove", { token, answer });
      location.assign(prove.dataset.next);
    }),
  );
}

const add = document.getElementById("passkey-add");
if (add && isHere(add)) {
  add.hidden = false;
  add.addEventListener("submit", (event) => {
    event.preventDefault();
    once(add.querySelector("button"), async () => {
      const { token, options } = await ask("/v1/own/passkey-offer");
      const answer = await startRegistration({ optionsJSON: options });
      const label = new FormData(add).get("label").trim() || "Passkey";
      await ask("/v1/own/passkeys", { token, answer, label });
      location.assign("/account?told=passkeyAdded");
    });
  });
}

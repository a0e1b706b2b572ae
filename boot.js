// Starts the app: fetches its configuration beside its code, then hands over. What cannot start says so on the page.
// It runs as soon as it is there, beside the page and its style sheet: what takes time is asked for first.
const here = (path) => new URL(path, document.baseURI).href;
const { js, wasm, inside } = document.querySelector('meta[name="bim-app"]').dataset;

const code = fetch(here(wasm)).then((answer) => {
  if (!answer.ok) throw new Error(`The server answered ${answer.status} for ${wasm}`);
  return answer;
});
code.catch(() => {}); // Awaited below, after the glue.

// What this address begins with, for src/api/ahead.rs: answers under what was asked, each for one taker.
const ahead = new Map();
window.__bimAhead = (request) => {
  const answer = ahead.get(request);
  ahead.delete(request);
  return answer;
};
const ask = (method, url, token, body) => {
  const authorization = `Bearer ${token}`;
  const headers = { accept: "application/json", authorization };
  if (body) headers["content-type"] = "application/json";
  const answer = fetch(url, { method, headers, body: body || undefined, credentials: "omit" })
    .then(async (answer) => new Response(await answer.arrayBuffer(), answer));
  answer.catch(() => {}); // The app asks again.
  ahead.set([method, url, authorization, body].join("\n"), answer);
};

// Whoever was signed in in this tab, or is in another one, will need the rest of the code as well.
const preload = () => {
  if (!inside) return;
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: here(inside) });
  document.head.append(link);
};
let isExpected = false;
try {
  const isHint = (key) => key.startsWith("bim-session:");
  isExpected = Object.keys({ ...sessionStorage, ...localStorage }).some(isHint);
  if (isExpected) preload();
  for (const key of Object.keys(sessionStorage).filter(isHint)) {
    const base = key.slice("bim-session:".length);
    const token = sessionStorage.getItem(key);
    if (/:(by-key|acting)$/.test(base) || !URL.canParse(base)) continue;
    ask("GET", `${base}/bim/rpc/user/current`, token, "");
    const [method, url, at, body] = (sessionStorage.getItem(`bim-ahead:${base}`) ?? "").split("\n");
    if (at === location.href) ask(method, url, token, body);
  }
} catch {
  // Storage is refused: everything is asked for when it is needed.
}

// A promise of the text of config.json, for src/config.rs. It rejects with what an operator should read.
window.__bimConfig = fetch(here("config.json"), { cache: "no-cache" }).then((answer) => {
  if (!answer.ok) throw new Error(`config.json: the server answered ${answer.status}`);
  return answer.text();
});
window.__bimConfig.catch(() => {}); // The app reports it, once it runs.

// Before the first paint, so that nobody sees the other theme flash by (src/ui/theme.rs keeps the choice).
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused: the system's theme holds.
}

const parsed = new Promise((done) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done);
  else done();
});

// The sign-in form is there before the app is, where nobody is expected to be signed in and no link leads elsewhere.
// The app's own takes its place, with what was typed, the focus, and the button that was pressed meanwhile.
async function signInEarly() {
  await parsed;
  const early = document.getElementById("early").content.firstElementChild.cloneNode(true);
  const [username, password] = early.querySelectorAll("input");
  // Whoever starts to sign in will be inside soon.
  early.addEventListener("input", preload, { once: true });
  const nameOf = (button) => button.getAttribute("aria-label") ?? button.textContent;
  const spinner = document.createElement("span");
  spinner.className = "spinner";
  let pressed;
  early.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    pressed = nameOf(button);
    button.setAttribute("aria-busy", "true");
    button.prepend(spinner);
  });
  new MutationObserver((_, observer) => {
    const own = document.getElementById("main");
    if (!own) return;
    observer.disconnect();
    const at = document.activeElement;
    const [start, end] = [at.selectionStart, at.selectionEnd];
    early.remove();
    // Another tab may have signed in meanwhile: then another page takes its place.
    if (!own.closest(".sign-in")) return;
    for (const typed of [username, password]) {
      const field = own.querySelector(`input[name="${typed.name}"]`);
      if (!field) continue;
      field.value = typed.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      if (typed === at) field.focus();
      if (typed === at) field.setSelectionRange(start, end);
    }
    [...own.querySelectorAll("button")].find((button) => nameOf(button) === pressed)?.click();
  }).observe(document.body, { childList: true });
  document.body.prepend(early);
  username.focus();
  const named = (text) => (early.querySelector(".brand span").textContent = JSON.parse(text).title ?? "BIM");
  window.__bimConfig.then(named).catch(() => {}); // The app says what is wrong with it.
  // Drawn before the app takes the browser's time.
  if (!document.hidden) await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
}
let early;
if (!isExpected && !(location.pathname.endsWith("/login") && location.search)) early = signInEarly();

try {
  const glue = import(here(js));
  // The first number that it writes takes a browser 30 ms: better while it waits for code than with the first rows.
  if (isExpected) (1000).toLocaleString();
  const { default: start } = await glue;
  await parsed;
  await early;
  await start({ module_or_path: code });
  document.getElementById("boot").remove();
} catch (error) {
  console.error(error);
  await parsed;
  const what = document.createElement("p");
  what.textContent = "This page could not start. Reload it; if that does not help, tell your administrator:";
  const why = document.createElement("p");
  why.textContent = String(error);
  document.querySelector(".sign-in")?.remove();
  const notice = document.getElementById("boot");
  notice.setAttribute("role", "alert");
  notice.replaceChildren(what, why);
  document.body.append(notice);
}

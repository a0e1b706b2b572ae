// Starts the app: fetches its configuration beside its code, then hands over. What cannot start says so on the page.
// It runs as soon as it is there, beside the page and its style sheet: what takes time is asked for first.
const here = (path) => new URL(path, document.baseURI).href;
// It works where the app does not start: it is no part of it (docs/adr/0014-self-test.md).
const selfTest = () => import(here("self-test/page.js"));
const { js, jsHash = "", wasm, wasmHash = "", inside, others, style = "./inside.css", styleHash = "" } =
  document.querySelector('meta[name="bim-app"]').dataset;

// What this address begins with, for src/api/ahead.rs: answers and their bodies under what was asked, each for one taker.
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
    .then((answer) => Promise.all([answer, answer.arrayBuffer()]));
  answer.catch(() => {}); // The app asks again.
  ahead.set([method, url, authorization, body].join("\n"), answer);
};

const linked = () =>
  new Promise((done) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", integrity: styleHash, href: here(style) });
    Object.assign(link, { onload: () => done(true), onerror: () => done(false) });
    document.head.append(link);
  });
// Once more, as with the code, when the cache holds what the server has now.
const linkedAnew = () => fetch(here(style), { cache: "reload" }).then((answer) => answer.text()).then(linked);
// For src/app/inside.rs: loads the style of what is inside, once; answers whether it is there.
let styled;
window.__bimStyle = () =>
  (styled ??= linked().then((isThere) => isThere || linkedAnew()).catch(() => false).then((isThere) => {
    if (!isThere) styled = undefined;
    return isThere;
  }));
// The list of people has its code inside; every other page needs one file more.
const isList = /^(users|login)?$/.test(location.href.slice(document.baseURI.length).split(/[?#]/)[0]);
const parts = [inside, isList ? "" : others].join(" ").split(" ").filter(Boolean);
// Whoever was signed in in this tab, or is in another one, will need the rest of the code as well.
const preload = () => {
  window.__bimStyle();
  for (const part of parts) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", fetchPriority: "low", href: here(part) });
    document.head.append(link);
  }
};
const askAhead = (base) => {
  const token = sessionStorage.getItem(`bim-session:${base}`);
  if (!token) return;
  ask("GET", `${base}/bim/rpc/user/current`, token, "");
  const [method, url, at, body] = (sessionStorage.getItem(`bim-ahead:${base}`) ?? "").split("\n");
  if (at === location.href) ask(method, url, token, body);
};
// Where this console's API was the last time. No other is sent a token before config.json is there.
const place = `bim-api:${document.baseURI}`;
let [isExpected, lastBase] = [false, null];
try {
  isExpected = Object.keys({ ...sessionStorage, ...localStorage }).some((key) => key.startsWith("bim-session:"));
  lastBase = localStorage.getItem(place);
  askAhead(lastBase);
} catch {
  // Storage is refused: everything is asked for when it is needed.
}

// Asked for once more where it did not arrive, or was refused for not being what its hash says: a cache may hold a file that
// was changed on its way, for as long as its name lives.
const fetchCode = (cache) => fetch(here(wasm), { integrity: wasmHash, cache });
// Compiled as it comes; as what it came, where the server does not say that it is code: the glue knows what to do then.
const code = () => fetchCode("default").catch(() => fetchCode("reload")).then(
  (answer) => {
    if (!answer.ok) throw new Error(`The server answered ${answer.status} for ${wasm}`);
    const isCode = answer.headers.get("content-type") === "application/wasm";
    return isCode ? WebAssembly.compileStreaming(answer) : answer;
  },
  () => {
    throw new Error(`${wasm} did not arrive, or is not the file of this version`);
  },
);
// What calls the code: a module, checked where a browser does so.
async function glue() {
  const link = document.createElement("link");
  if (link.relList.supports("modulepreload")) {
    await new Promise((done, failed) => {
      const gone = () => failed(new Error(`${js} did not arrive, or is not the file of this version`));
      Object.assign(link, { rel: "modulepreload", integrity: jsHash, href: here(js), onload: done, onerror: gone });
      document.head.append(link);
    });
  }
  return import(here(js));
}

// What config.json says, its API's address made absolute; it rejects where the file cannot be read so far.
const config = fetch(here("config.json"), { cache: "no-cache" }).then(async (answer) => {
  if (!answer.ok) throw new Error(`config.json: the server answered ${answer.status}`);
  const config = await answer.json();
  if (Array.isArray(config)) throw new Error("config.json: a list");
  const { apiBase = "", locale = "", supportUrl = "" } = config;
  Intl.getCanonicalLocales(locale || []); // It throws at a tag that no language has.
  // Anything else than a text is for src/config.rs to notice.
  if (typeof apiBase !== "string") return config;
  const url = new URL(apiBase || ".", document.baseURI);
  const isRight = url.href === url.origin + url.pathname && /^(https?:|mailto:|$)/.test(supportUrl);
  if (!isRight) throw new Error("config.json: an address");
  const base = url.href.replace(/\/+$/, "");
  if (base !== lastBase) {
    ahead.clear();
    try {
      localStorage.setItem(place, base);
      askAhead(base);
    } catch {
      // As above.
    }
  }
  return { ...config, apiBase: base };
});
// For src/app.rs: the text of config.json, and the page that says what is wrong with it.
window.__bimConfig = () => config.then(JSON.stringify);
let explained;
window.__bimExplain = () => (explained ??= selfTest().then(({ explain }) => explain()));

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
    if (!own.contains(document.activeElement)) own.querySelector("[name=username]")?.focus();
    [...own.querySelectorAll("button")].find((button) => nameOf(button) === pressed)?.click();
  }).observe(document.body, { childList: true });
  document.body.prepend(early);
  username.focus();
  const dress = ({ title = "BIM", logo, supportUrl }) => {
    early.querySelector(".brand span").textContent = title;
    if (logo) {
      const picture = Object.assign(new Image(), { className: "brand-mark", alt: "", src: here(logo) });
      early.querySelector(".brand-mark").replaceWith(picture);
    }
    if (supportUrl) {
      const help = Object.assign(document.createElement("a"), { href: supportUrl, textContent: "Get help" });
      early.appendChild(document.createElement("footer")).append(help);
    }
  };
  config.then(dress).catch(() => {}); // Told below.
  // Drawn before the app takes the browser's time.
  if (!document.hidden) await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
}
let early;
const isSelfTest = location.pathname === new URL("about", document.baseURI).pathname;
if (!isSelfTest && !isExpected && !(location.pathname.endsWith("/login") && location.search)) early = signInEarly();

if (isSelfTest) parsed.then(selfTest).then(({ about }) => about());
else config.catch(() => parsed.then(window.__bimExplain));
if (!isSelfTest) try {
  // To take the code in costs a browser as long as to draw the sign-in form: that stands first.
  await early;
  const compiled = code();
  compiled.catch(() => {}); // Awaited below, after the glue.
  const calling = glue();
  if (isExpected) preload();
  const { default: start, compileAhead } = await calling;
  if (isExpected) compileAhead?.(parts);
  await parsed;
  await start({ module_or_path: compiled });
  // What nobody has taken by then is old when somebody asks.
  setTimeout(() => ahead.clear(), 5000);
  document.getElementById("boot")?.remove();
} catch (error) {
  console.error(error);
  await parsed;
  const line = (tag, textContent) => Object.assign(document.createElement(tag), { textContent });
  const what = line("h1", "This page could not start");
  const how = line("p", "Reload it; if that does not help, tell your administrator:");
  const why = line("p", String(error));
  why.setAttribute("role", "alert");
  document.querySelector(".sign-in")?.remove();
  const notice = document.getElementById("boot");
  notice.setAttribute("role", "main");
  const test = line("p", "");
  test.append(Object.assign(line("a", "What this console needs"), { href: "about" }));
  notice.replaceChildren(what, how, why, test);
  document.body.append(notice);
}

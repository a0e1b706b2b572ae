// Starts the app: fetches its configuration beside its code, then hands over. What cannot start says so on the page.
// It runs as soon as it is there, beside the page and its style sheet: what takes time is asked for first.
const here = (path) => new URL(path, document.baseURI).href;
const { js, wasm, inside } = document.querySelector('meta[name="bim-app"]').dataset;

const code = fetch(here(wasm)).then((answer) => {
  if (!answer.ok) throw new Error(`The server answered ${answer.status} for ${wasm}`);
  return answer;
});
code.catch(() => {}); // Awaited below, after the glue.

// Whoever was signed in in this tab, or is in another one, will need the rest of the code as well.
try {
  const isHint = (key) => key.startsWith("bim-session:");
  if (inside && Object.keys({ ...sessionStorage, ...localStorage }).some(isHint)) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: here(inside) });
    document.head.append(link);
  }
} catch {
  // Storage is refused: the code is asked for when it is needed.
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

try {
  const { default: start } = await import(here(js));
  await parsed;
  await start({ module_or_path: code });
  document.getElementById("boot").remove();
} catch (error) {
  console.error(error);
  await parsed;
  const what = document.createElement("p");
  what.textContent = "This page could not start. Reload it; if that does not help, tell your administrator:";
  const why = document.createElement("p");
  why.textContent = String(error);
  const notice = document.getElementById("boot");
  notice.setAttribute("role", "alert");
  notice.replaceChildren(what, why);
  document.body.append(notice);
}

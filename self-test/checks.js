// What is asked of this console's server and of its API, and what the answers mean. Everything is asked without a
// credential; whatever is asked changes nothing.

import { examine } from "./config.js";
import * as snippets from "./snippets.js";

const here = (path) => new URL(path, document.baseURI).href;
const isPage = (text) => text.includes('name="bim-app"');
const ok = (found) => ({ state: "ok", found });
const info = (found, remedy) => ({ state: "info", found, remedy });
const warning = (found, remedy, snippet) => ({ state: "warning", found, remedy, snippet });
const wrong = (found, remedy, snippet) => ({ state: "wrong", found, remedy, snippet });

/** Asks; an answer that never came has the status 0 and says why. */
async function ask(url, { accept = "*/*", method = "GET", headers = {} } = {}) {
  const sent = { method, headers: { accept, ...headers }, credentials: "omit", cache: "no-store", redirect: "follow" };
  try {
    const answer = await fetch(url, sent);
    const kind = (answer.headers.get("content-type") ?? "").split(";")[0];
    const text = await answer.text();
    return { status: answer.status, kind, text, get: (name) => answer.headers.get(name), isPage: isPage(text) };
  } catch (error) {
    return { status: 0, kind: "", text: "", get: () => null, isPage: false, error: error.message };
  }
}

const isJson = ({ kind, text }) => {
  try {
    return (kind.endsWith("json") || kind === "") && JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
};

/** What every check may need: the configuration, where the API is, and the page as the server gives it. */
export async function look() {
  const examined = await examine();
  const { apiBase = "" } = examined.config ?? {};
  const isText = typeof apiBase === "string" && URL.canParse(apiBase || ".", document.baseURI);
  const api = new URL(isText && apiBase ? apiBase : ".", document.baseURI);
  const { dataset } = document.querySelector('meta[name="bim-app"]');
  const [page, version] = await Promise.all([
    ask(document.baseURI, { accept: "text/html" }),
    ask(here("version.json")).then(({ text }) => JSON.parse(text)).catch(() => ({})),
  ]);
  return { ...examined, api: api.href.replace(/\/+$/, ""), isElsewhere: api.origin !== location.origin, dataset, page, version };
}

async function configuration({ mistakes }) {
  if (mistakes.length === 0) return ok("config.json can be read, and holds what it may.");
  const where = ({ field, line, column }) => (line ? `Line ${line}, column ${column}${field ? `, ${field}` : ""}: ` : "");
  return wrong(mistakes.map((mistake) => where(mistake) + mistake.message).join("\n"), "Correct config.json; nothing has to be built anew.");
}

async function build({ dataset, version, page }) {
  if (!version.build) return warning("The server has no version.json.", "Copy it with the other files: open tabs notice by it that a new version was installed.");
  const now = /data-build="([^"]*)"/.exec(page.text)?.[1];
  if (now !== version.build) return wrong("index.html and version.json are of different builds.", "Copy all files of one version, and let no cache keep index.html.", snippets.caching);
  if (dataset.build !== version.build) return info("A newer build was installed since this page was loaded.", "Reload the page.");
  return ok("index.html and version.json are of the same build.");
}

async function address() {
  const base = new URL(document.baseURI);
  const isRight = location.origin === base.origin && location.pathname.startsWith(base.pathname);
  if (isRight && base.pathname.endsWith("/")) return ok(`The console lives under ${base.pathname}.`);
  const path = location.pathname.replace(/[^/]*$/, "");
  return wrong(`The page is at ${location.pathname}, and index.html says ${base.pathname}.`, "Write the path, with a slash at both ends, into this line of index.html.", snippets.base(path));
}

async function secure() {
  if (!isSecureContext) return warning(`This page came over ${location.protocol}//.`, "Serve it over https: passwords and tokens pass here, and browsers refuse the clipboard without.");
  const [entry] = performance.getEntriesByType("navigation");
  const protocol = entry?.nextHopProtocol;
  const spoken = { h2: "HTTP/2", h3: "HTTP/3", "http/1.1": "HTTP/1.1" }[protocol] ?? protocol;
  if (protocol === "http/1.1" && location.protocol === "https:") return info("HTTP/1.1", "With HTTP/2 the files of the first visit come side by side.", { nginx: "listen 443 ssl http2;" });
  return ok([location.protocol === "https:" ? "https" : "this machine", spoken].filter(Boolean).join(", "));
}

async function listing({ api, isElsewhere }) {
  const answer = await ask(`${api}/bim/iam`, { accept: "application/json" });
  if (answer.status === 0) {
    const remedy = isElsewhere
      ? "The API is down, does not allow this origin, or the Content-Security-Policy does not name it."
      : "The service behind the proxy may be down.";
    return wrong(`No answer: ${answer.error}`, remedy, isElsewhere ? snippets.cors(location.origin) : undefined);
  }
  if (answer.isPage) return wrong("The console's own page is answered in the API's place.", "Pass /bim/ on to the API before anything else.", snippets.routes);
  if (!isJson(answer)) return wrong(`${answer.status}, ${answer.kind || "no type"}: this is no answer of the BIM API.`, "Pass /bim/ on to the API, and look at what answers there.", snippets.routes);
  if (answer.status === 401) return info("401: the API lists its providers to nobody who is not signed in.", "The sign-in page asks for the provider's name instead.");
  if (answer.status !== 200) return wrong(`${answer.status}`, "The API is there but refuses its public list of providers; its log says why.");
  return ok("The API answers.");
}

async function sync({ api }) {
  // No row answers to this: the API says so in its own way, a page's server does not.
  const answer = await ask(`${api}/iam/`, { accept: "application/json" });
  if (answer.status === 0) return wrong(`No answer: ${answer.error}`, "Synchronising providers goes through /iam/: pass it on as well.", snippets.routes);
  if (answer.isPage || answer.kind === "text/html") return wrong("A page is answered in the API's place.", "Synchronising providers goes through /iam/, outside /bim/: pass both on.", snippets.routes);
  return isJson(answer) ? ok("The API answers.") : info(`${answer.status}: whether the API answered cannot be told.`, "Try a sync with Preview; it changes nothing.");
}

async function pages() {
  const names = ["users/self-test/deep", "bimonthly", "iamanaddress"];
  const answers = await Promise.all(names.map((name) => ask(here(name), { accept: "text/html,*/*;q=0.8" })));
  const lost = names.filter((_, index) => !answers[index].isPage);
  if (lost.length === 0) return ok("Every address of the console is answered with its page.");
  if (lost.length < names.length) return wrong(`${lost.map((name) => `/${name}`).join(", ")} goes elsewhere.`, "Pass on exactly /bim/ and /iam/, with the slash at the end, and answer all else with the page.", snippets.routes);
  return wrong("A deep link is not answered with the console's page.", "Answer every address that is no file with index.html.", snippets.fallback);
}

async function missing() {
  const answers = await Promise.all(["missing-0123456789abcdef.js", "missing-0123456789abcdef_bg.wasm"].map((name) => ask(here(name))));
  if (answers.every(({ status }) => status === 404)) return ok("A file that is not there is answered with 404.");
  return wrong("A file that is not there is answered with a page.", "After an update an open tab would read a page as code. Answer with the page only where a browser goes.", snippets.fallback);
}

async function policy({ page, api, isElsewhere }) {
  const origin = isElsewhere ? new URL(api).origin : "";
  const remedy = "This header keeps foreign code away from the session's token.";
  const text = page.get("content-security-policy");
  if (!text) return wrong("There is no Content-Security-Policy.", remedy, snippets.policy(origin));
  const rules = new Map(text.split(";").map((rule) => rule.trim().split(/\s+/)).map(([name, ...values]) => [name, values]));
  const holds = (name, value) => (rules.get(name) ?? rules.get("default-src") ?? []).includes(value);
  const lacks = [
    [holds("script-src", "'unsafe-inline'") || holds("script-src", "'unsafe-eval'"), "it allows inline scripts or eval"],
    [!rules.has("default-src"), "it has no default-src"],
    [!(rules.get("frame-ancestors") ?? []).includes("'none'"), "other sites may frame the console"],
    [!rules.has("base-uri"), "it has no base-uri"],
    [!holds("script-src", "'wasm-unsafe-eval'"), "script-src has no 'wasm-unsafe-eval', and the console does not start"],
    [isElsewhere && !holds("connect-src", origin), `connect-src does not name ${origin}`],
  ];
  const found = lacks.filter(([is]) => is).map(([, what]) => what);
  return found.length === 0 ? ok("It is strict, and lets the console work.") : wrong(`${found.join("; ")}.`, remedy, snippets.policy(origin));
}

async function headers({ page }) {
  const found = [
    [page.get("x-content-type-options") !== "nosniff", "X-Content-Type-Options is not nosniff"],
    [!/no-referrer|same-origin|strict-origin/.test(page.get("referrer-policy") ?? ""), "Referrer-Policy is not set"],
    [location.protocol === "https:" && !page.get("strict-transport-security"), "Strict-Transport-Security is not set"],
  ].filter(([is]) => is).map(([, what]) => what);
  return found.length === 0 ? ok("They are set.") : warning(`${found.join("; ")}.`, "Set them for every answer.", snippets.headers);
}

async function compression({ dataset }) {
  const [code, glue] = await Promise.all([dataset.wasm, dataset.js].map((path) => ask(here(path))));
  if (code.status !== 200 || glue.status !== 200) return wrong("The console's code cannot be loaded.", "Copy all files of one version, and reload.");
  if (code.kind !== "application/wasm" || !/javascript/.test(glue.kind)) return wrong(`The code comes as ${code.kind} and ${glue.kind}.`, "Browsers refuse code of another type.", snippets.types);
  const encoding = code.get("content-encoding");
  if (!encoding) return warning("The code comes uncompressed, three times as large.", "The files are compressed already: have the server send .br and .gz.", snippets.compression);
  return encoding === "br" ? ok("Brotli") : info(encoding, "Brotli is a fifth smaller.", snippets.compression);
}

async function caching({ page, dataset }) {
  const [code, config] = await Promise.all([ask(here(dataset.js)), ask(here("config.json"))]);
  const kept = code.get("cache-control") ?? "";
  const [fresh, set] = [page, config].map((answer) => /no-cache|no-store|max-age=0/.test(answer.get("cache-control") ?? ""));
  if (!fresh || !set) return wrong("index.html or config.json may be kept by a cache.", "A new version, or a change of config.json, would reach people late.", snippets.caching);
  if (!/immutable|max-age=\d{6,}/.test(kept)) return warning("Files whose names never come again are asked for on every visit.", "Let them be kept for a year.", snippets.caching);
  return ok("Files with a hash in their name are kept, all others are asked for.");
}

async function cors({ api, isElsewhere }) {
  if (!isElsewhere) return ok("Not needed: the API is on the console's own origin.");
  // With the header that every call carries, so that the browser asks for leave first.
  const answer = await ask(`${api}/bim/rpc/user/current`, { accept: "application/json", headers: { authorization: "Bearer none" } });
  if (answer.status === 0) return wrong(`The browser lets no call through: ${answer.error}`, "Allow exactly this origin on the API's side.", snippets.cors(location.origin));
  const hidden = ["x-request-id"].filter((name) => !answer.get(name));
  if (hidden.length > 0) return warning("The API's answers do not show X-Request-Id.", "Expose it and Retry-After: people are told which request to ask about, and how long to wait.", snippets.cors(location.origin));
  return ok("Calls with a credential are let through.");
}

async function clock({ page }) {
  const told = Date.parse(page.get("date") ?? "");
  if (Number.isNaN(told)) return info("The server does not say what time it is.");
  const seconds = Math.round(Math.abs(Date.now() - told) / 1000);
  if (seconds <= 60) return ok("This browser and the server agree.");
  return warning(`This browser and the server differ by ${seconds} seconds.`, "When a session ends is told wrongly. Set the clock of the machine that is wrong.");
}

async function deletion({ api }) {
  // Nobody has this name, and nobody may delete without a credential: only whether the row is there is learnt.
  const name = `self-test-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  const { status } = await ask(`${api}/bim/iam/bim/user/${name}`, { method: "DELETE", accept: "application/json" });
  if (status === 401 || status === 403) return ok("The API deletes people.");
  return info(status === 0 ? "It could not be asked." : `The API does not delete people (${status}).`, "The console offers to disable them instead.");
}

async function extensions({ api }) {
  const answer = await ask(`${api}/bim/ext`, { accept: "application/json" });
  const named = isJson(answer) && answer.status === 200 ? JSON.parse(answer.text).extensions : undefined;
  if (!Array.isArray(named)) return info("None.", "The console does without: nothing else depends on them.");
  const has = (name) => named.includes(name);
  return ok(`${named.join(", ")}. ${has("audit") ? "Writes are kept in an audit log." : "There is no audit log."}`);
}

/** All of it, in the order in which somebody sets a console up. */
export const groups = [
  ["The files", [
    ["config.json", configuration],
    ["Version", build],
    ["Path", address],
    ["Compression and types", compression],
    ["Caching", caching],
    ["Missing files", missing],
    ["Addresses of pages", pages],
  ]],
  ["The way to the API", [
    ["/bim/", listing],
    ["/iam/", sync],
    ["Other origin (CORS)", cors],
    ["Clock", clock],
  ]],
  ["Protection", [
    ["Connection", secure],
    ["Content-Security-Policy", policy],
    ["Other headers", headers],
  ]],
  ["What the API can do", [
    ["Delete a user", deletion],
    ["Extensions", extensions],
  ]],
];

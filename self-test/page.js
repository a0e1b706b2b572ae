// The page that says what this console needs and has, and the one that says what is wrong with config.json. They work
// signed out, and where the app does not start. Nothing here holds or shows a credential.

import { examine } from "./config.js";
import { groups, look } from "./checks.js";

const words = {
  about: "About this console",
  intro: "What it is, where its API is, and whether its server is set up as it should be. Nothing here is secret.",
  broken: "This console is not set up correctly",
  brokenIntro: "Whoever runs it finds here what to correct. Everybody else: try again later.",
  mended: "config.json is as it should be now.",
  back: "Open the console",
  again: "Check again",
  test: "Check everything",
  copy: "Copy",
  copied: "Copied",
  checking: "Checking",
  states: { ok: "All right", info: "To know", warning: "To improve", wrong: "Wrong" },
};
const tones = { ok: "success", info: "info", warning: "warning", wrong: "danger" };

/** An element with attributes and children; texts are texts, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== undefined && child !== ""));
  return element;
}

function button(label, press, variant = "secondary") {
  const made = make("button", { class: "button", type: "button", "data-variant": variant }, make("span", {}, label));
  made.addEventListener("click", () => press(made));
  return made;
}

const link = (label, href) => make("a", { class: "button", "data-variant": "primary", href }, make("span", {}, label));

async function copy(text, pressed) {
  await navigator.clipboard.writeText(text).catch(() => {
    // Without https there is no clipboard: the text is selected, to be copied by hand.
    getSelection().selectAllChildren(pressed.parentElement.querySelector("code"));
  });
  pressed.firstChild.textContent = words.copied;
}

/** A page with one heading, in the place of whatever is there. */
function page(title, intro, ...parts) {
  const style = make("link", { rel: "stylesheet", href: new URL("self-test/style.css", document.baseURI).href });
  if (!document.querySelector('link[href$="self-test/style.css"]')) document.head.append(style);
  document.title = title;
  const heading = make("h1", { tabindex: "-1" }, title);
  const main = make("main", { class: "self-test", id: "main" }, make("header", {}, heading, make("p", { class: "muted" }, intro)), ...parts);
  document.body.replaceChildren(main);
  heading.focus();
}

const snippet = (code) => make("div", { class: "self-test-snippets" }, ...Object.entries(code).map(([name, text]) =>
  make("figure", {}, make("figcaption", {}, name), make("pre", { tabindex: "0" }, make("code", {}, text)), button(words.copy, (pressed) => copy(text, pressed)))));

function result(row, { state, found, remedy, snippet: code }) {
  row.dataset.state = state;
  row.querySelector(".badge").replaceWith(make("span", { class: "badge", "data-tone": tones[state] }, words.states[state]));
  const said = found.split("\n").map((line) => make("p", { dir: "auto" }, line));
  row.querySelector("dd").replaceChildren(...said, ...(remedy ? [make("p", { class: "muted" }, remedy)] : []), ...(code ? [snippet(code)] : []));
}

function facts({ version, dataset, api }) {
  const told = [
    ["Version", version.version ?? "unknown"],
    ["Build", dataset.build ?? "unknown"],
    ["Console", document.baseURI],
    ["API", api],
    ["Browser", navigator.userAgent],
  ];
  const rows = told.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, make("div", { class: "mono" }, value))));
  return make("dl", { class: "fact-list" }, ...rows);
}

/** What this console needs, and whether it has it. */
export async function about() {
  const summary = make("p", { role: "status" }, words.checking);
  const actions = () => make("p", { class: "cluster" }, link(words.back, "./"), button(words.again, about));
  page(words.about, words.intro, actions(), summary);
  const seen = await look();
  const states = [];
  const running = [];
  const sections = groups.map(([title, checks]) => {
    const rows = checks.map(([name, check]) => {
      const row = make("div", {}, make("dt", {}, name, make("span", { class: "badge" }, words.checking)), make("dd"));
      const failed = (error) => ({ state: "warning", found: `It could not be checked: ${error.message}` });
      running.push(check(seen).catch(failed).then((told) => {
        states.push(told.state);
        result(row, told);
      }));
      return row;
    });
    return make("section", {}, make("h2", {}, title), make("dl", {}, ...rows));
  });
  document.querySelector("main").append(facts(seen), ...sections);
  await Promise.all(running);
  const count = (state) => states.filter((other) => other === state).length;
  const told = [[count("wrong"), "wrong"], [count("warning"), "to improve"]].filter(([number]) => number > 0);
  const found = told.length > 0 ? told.map((one) => one.join(" ")).join(", ") : "nothing wrong, nothing to improve";
  summary.textContent = `${states.length} checks: ${found}.`;
  document.querySelector("main").dataset.state = "done";
}

/** What is wrong with config.json, and where. */
export async function explain() {
  const { mistakes } = await examine();
  const actions = make("p", { class: "cluster" }, button(words.again, () => location.reload(), "primary"), make("a", { class: "button", href: "about" }, make("span", {}, words.test)));
  const told = mistakes.map(({ field, line, column, message, excerpt }) => {
    const place = ["config.json", line && `line ${line}, column ${column}`, field].filter(Boolean).join(" · ");
    const shown = excerpt && make("pre", { tabindex: "0", "aria-label": place }, make("code", {}, `${excerpt}\n${" ".repeat(column - 1)}^`));
    return make("li", {}, make("strong", {}, place), make("p", { dir: "auto" }, message), shown || "");
  });
  const body = told.length === 0 ? make("p", {}, words.mended) : make("div", { role: "alert" }, make("ul", { class: "self-test-mistakes" }, ...told));
  page(words.broken, words.brokenIntro, body, actions);
}

// Finds what a person would: by role and accessible name, only what can be seen and reached.
// Arguments: role, name (or null; "Ada…" is any name that begins with "Ada"). Answers the elements.
const [role, name] = arguments;
const implicit = {
  alert: "",
  button: "button, summary, input[type=submit], input[type=button], input[type=reset]",
  cell: "td",
  checkbox: "input[type=checkbox]:not([role])",
  columnheader: "th[scope=col], thead th",
  combobox: "select:not([multiple]):not([size]), input[list]",
  dialog: "dialog[open]",
  heading: "h1, h2, h3, h4, h5, h6",
  link: "a[href]",
  main: "main",
  navigation: "nav",
  radio: "input[type=radio]",
  row: "tbody tr",
  searchbox: "input[type=search]",
  status: "output",
  tab: ".tabs a[href]",
  table: "table",
  textbox: "textarea, input:not([type]), input[type=text], input[type=email], input[type=password], input[type=tel], input[type=url]",
};
const fromContent = new Set(["alert", "button", "cell", "columnheader", "heading", "link", "menuitem", "option", "row", "status", "switch", "tab"]);
const plain = (text) => (text ?? "").replace(/\s+/g, " ").trim();

// Text as a screen reader gets it: hidden parts left out, pictures by their name.
function content(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") return "";
  if (node.getAttribute("aria-label")) return ` ${node.getAttribute("aria-label")} `;
  if (node.tagName === "IMG") return node.alt;
  const style = getComputedStyle(node);
  if (style.display === "none" || style.visibility === "hidden") return "";
  const text = [...node.childNodes].map(content).join("");
  return style.display.startsWith("inline") ? text : ` ${text} `;
}

function accessibleName(element) {
  const labelled = element.getAttribute("aria-labelledby");
  if (labelled) return plain(labelled.split(/\s+/).map((id) => content(document.getElementById(id) ?? document.createTextNode(""))).join(" "));
  if (element.getAttribute("aria-label")) return plain(element.getAttribute("aria-label"));
  if (element.labels?.length) return plain([...element.labels].map((label) => [...label.childNodes].map((part) => (part.contains(element) && part !== element && part.nodeType === 1 && part.querySelector("select, input, textarea") ? "" : part === element ? "" : content(part))).join("")).join(" "));
  if (element.tagName === "INPUT" && /^(submit|button|reset)$/.test(element.type)) return plain(element.value);
  if (element.tagName === "TABLE" && element.caption) return plain(content(element.caption));
  if (fromContent.has(role)) return plain([...element.childNodes].map(content).join("")) || plain(element.title);
  return plain(element.title || element.placeholder);
}

const candidates = `[role="${role}"]` + (implicit[role] ? `, :is(${implicit[role]}):not([role])` : "");
const fits = (own) => (name.endsWith("…") ? own.startsWith(name.slice(0, -1)) : own === name);
const modal = [...document.querySelectorAll("dialog:modal")].pop();
return [...(modal?.parentNode ?? document).querySelectorAll(candidates)].filter(
  (element) =>
    (!modal || modal.contains(element)) &&
    !element.closest("[inert], [aria-hidden=true]") &&
    element.checkVisibility({ visibilityProperty: true }) &&
    (name === null || fits(accessibleName(element))),
);

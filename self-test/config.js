// What is wrong with config.json, and where: the text is read here once more, since browsers do not agree on how to
// name the place of a mistake, and held against config.schema.json.

const here = (path) => new URL(path, document.baseURI).href;

/** A mistake: what, and at which character of the text (undefined where it is the file as a whole). */
class Mistake extends Error {
  constructor(message, at) {
    super(message);
    this.at = at;
  }
}

/** Reads JSON. Answers the value, and under the path of each value ("", ".hide", ".hide[0]") where it begins. */
export function read(text) {
  const places = new Map();
  let at = 0;
  const blank = () => (at += /^[ \t\r\n]*/.exec(text.slice(at))[0].length);
  const fail = (wanted) => {
    const found = at < text.length ? `“${text[at]}”` : "the end of the file";
    throw new Mistake(`Here stands ${found}; ${wanted} was expected.`, at);
  };
  const take = (mark) => {
    blank();
    if (text[at] !== mark) fail(`“${mark}”`);
    at += 1;
  };
  const scalar = (pattern, wanted) => {
    const [found] = pattern.exec(text.slice(at)) ?? [];
    if (found === undefined) fail(wanted);
    try {
      const value = JSON.parse(found);
      at += found.length;
      return value;
    } catch {
      throw new Mistake("This text has a character or a backslash that JSON does not allow.", at);
    }
  };
  const string = () => scalar(/^"(?:[^"\\]|\\.)*"/s, "a text in double quotes");
  // The parts of a list or an object, up to its closing mark.
  const parts = (end, part) => {
    at += 1;
    blank();
    for (let first = true; text[at] !== end; first = false) {
      if (!first) take(",");
      blank();
      part();
      blank();
      if (text[at] !== end && text[at] !== ",") fail(`“,” or “${end}”`);
    }
    at += 1;
  };
  const value = (path) => {
    blank();
    places.set(path, at);
    if (text[at] === "{") {
      const object = {};
      parts("}", () => {
        const from = at;
        const key = string();
        if (Object.hasOwn(object, key)) throw new Mistake(`“${key}” stands here for the second time.`, from);
        take(":");
        object[key] = value(`${path}.${key}`);
        // An unknown key is shown where it stands, not where its value does.
        places.set(`${path}.${key}:`, from);
      });
      return object;
    }
    if (text[at] === "[") {
      const list = [];
      parts("]", () => list.push(value(`${path}[${list.length}]`)));
      return list;
    }
    if (text[at] === '"') return string();
    return scalar(/^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/, "a value");
  };
  const whole = value("");
  blank();
  if (at < text.length) fail("the end of the file");
  return { value: whole, places };
}

const kinds = {
  object: ["an object in braces", (value) => typeof value === "object" && value !== null && !Array.isArray(value)],
  array: ["a list in brackets", Array.isArray],
  string: ["a text in double quotes", (value) => typeof value === "string"],
  integer: ["a whole number", Number.isInteger],
};

/** What a value is not, by the part of JSON Schema that config.schema.json uses: `[path, message]` pairs. */
export function problems(schema, value, path = "") {
  const [name, fits] = kinds[schema.type];
  if (!fits(value)) return [[path, `This must be ${name}.`]];
  const named = (list) => list.map((item) => JSON.stringify(item)).join(", ");
  const rules = [
    [schema.enum && !schema.enum.includes(value), () => `This must be one of ${named(schema.enum)}.`],
    [schema.minimum !== undefined && value < schema.minimum, () => `This must be at least ${schema.minimum}.`],
    [schema.maximum !== undefined && value > schema.maximum, () => `This must be at most ${schema.maximum}.`],
    [schema.minLength && [...value].length < schema.minLength, () => "This must not be empty."],
    [schema.maxLength && [...value].length > schema.maxLength, () => `This must have at most ${schema.maxLength} characters.`],
    [schema.pattern && !new RegExp(schema.pattern, "u").test(value), () => `This is not as it must be: ${schema.description}`],
    [schema.uniqueItems && new Set(value).size < value.length, () => "Something stands here twice."],
  ];
  const own = rules.filter(([is]) => is).map(([, message]) => [path, message()]);
  const inner = schema.type === "object" ? Object.entries(value).flatMap(([key, part]) => {
    const known = Object.hasOwn(schema.properties, key);
    if (known) return problems(schema.properties[key], part, `${path}.${key}`);
    return [[`${path}.${key}:`, `There is no such key. There are ${Object.keys(schema.properties).join(", ")}.`]];
  }) : [];
  const items = schema.items ? value.flatMap((item, index) => problems(schema.items, item, `${path}[${index}]`)) : [];
  return [...own, ...inner, ...items];
}

/** Line and column, from 1. */
export function position(text, at) {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: [...before.at(-1)].length + 1 };
}

/** Whether the browser knows this language tag. */
const isLocale = (tag) => {
  try {
    return tag === "" || Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

/** What the file says, where it can be read, and what is wrong with it: `{ field, line, column, message, excerpt }`. */
export async function examine() {
  const answer = await fetch(here("config.json"), { cache: "no-store" }).catch((error) => ({ error }));
  if (answer.error) return { mistakes: [{ message: `The file could not be fetched: ${answer.error.message}` }] };
  if (!answer.ok) {
    const message = `The server answers ${answer.status} in its place. The file belongs beside index.html; {} is enough.`;
    return { mistakes: [{ message }] };
  }
  const text = await answer.text();
  if (/^\s*</.test(text)) {
    const message = "The server answers with a page in its place: the file is not there, or cannot be read.";
    return { mistakes: [{ message }] };
  }
  const told = (message, at, path = "") => ({
    message,
    field: path.replace(/^\.|:$/g, ""),
    ...position(text, at),
    excerpt: text.split("\n")[position(text, at).line - 1],
  });
  try {
    const { value, places } = read(text);
    const schema = await fetch(here("config.schema.json"), { cache: "no-cache" }).then((found) => found.json());
    const found = problems(schema, value);
    if (found.length === 0 && !isLocale(value.locale ?? "")) {
      found.push([".locale", "No language has this tag. Write it like de-CH or en-GB."]);
    }
    return { config: value, mistakes: found.map(([path, message]) => told(message, places.get(path), path)) };
  } catch (error) {
    if (error instanceof Mistake) return { mistakes: [told(error.message, error.at)] };
    return { mistakes: [{ message: `It could not be checked: ${error.message}` }] };
  }
}

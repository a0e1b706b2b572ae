// The list of people as somebody who is signed in: one more letter in the search, the next page, another sorting.
// What must appear is read from the page beforehand, by doing the same once. Arguments: username, password.
const FIRST = 'tbody tr:first-child a.row-link';
const SEARCH = 'input[type=search]';
let stored;

export async function prepare({ context, url, args }) {
  if (!stored) {
    const page = await context.newPage();
    await page.goto(new URL('login', url).href);
    await page.getByLabel('Username', { exact: true }).fill(args.username);
    await page.getByLabel('Password', { exact: true }).fill(args.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator(FIRST).waitFor();
    stored = await page.evaluate(() => [Object.entries(sessionStorage), Object.entries(localStorage)]);
    await page.close();
    await context.clearCookies();
  }
  // A tab that has a session has been here before: it knows where the API is.
  await context.addInitScript((stored) => {
    [sessionStorage, localStorage].forEach((storage, at) => stored[at].forEach(([key, value]) => storage.setItem(key, value)));
  }, stored);
}

const first = (page) => page.locator(FIRST).textContent();

// Waits until the first row is another one than `before`, and the page has come to rest.
async function changes(page, what, before) {
  for (let tries = 0; (await first(page)) === before; tries++) {
    if (tries > 100) throw new Error(`${what}: the first row does not change`);
    await page.waitForTimeout(100);
  }
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(500);
}

// Does it once, reads what comes, and goes back to where it was.
async function rehearse(step, page, act, undo) {
  const before = await first(page);
  await act();
  await changes(page, step.name, before);
  const after = await first(page);
  await undo();
  await changes(page, step.name, after);
  step.ready = { selector: FIRST, text: after };
}

const typed = {
  name: 'keystroke',
  async before({ page }) {
    const before = await first(page);
    await page.locator(SEARCH).fill('ma');
    await changes(page, 'search', before);
    const field = page.locator(SEARCH);
    await rehearse(this, page, () => field.press('r'), () => field.press('Backspace'));
    await field.focus();
  },
  act: ({ page }) => page.keyboard.press('r'),
};

const paged = {
  name: 'page',
  async before({ page }) {
    const before = await first(page);
    await page.locator(SEARCH).fill('');
    await changes(page, 'no search', before);
    await rehearse(this, page, () => page.getByRole('link', { name: 'Next page' }).click(), () => page.goBack());
  },
  act: ({ page }) => page.getByRole('link', { name: 'Next page' }).click(),
};

const sorted = {
  name: 'sort',
  async before({ page }) {
    const before = await first(page);
    await page.goBack();
    await changes(page, 'back', before);
    const header = page.getByRole('columnheader', { name: 'Email' }).getByRole('button');
    await rehearse(this, page, () => header.click(), () => page.goBack());
  },
  act: ({ page }) => page.getByRole('columnheader', { name: 'Email' }).getByRole('button').click(),
};

export const steps = [typed, paged, sorted];

// The list of people as somebody who is signed in: one more letter in the search, the next page, another sorting.
// What must appear is read from the page beforehand, by doing the same once. Arguments: username, password.
const FIRST = 'tbody tr:first-child a.row-link';
const SEARCH = 'input[type=search]';
let session;

export async function prepare({ context, url, args }) {
  if (!session) {
    const page = await context.newPage();
    await page.goto(new URL('login', url).href);
    await page.getByLabel('Username', { exact: true }).fill(args.username);
    await page.getByLabel('Password', { exact: true }).fill(args.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator(FIRST).waitFor();
    session = await page.evaluate(() => Object.entries(sessionStorage));
    await page.close();
    await context.clearCookies();
  }
  await context.addInitScript((entries) => entries.forEach(([key, value]) => sessionStorage.setItem(key, value)), session);
}

const first = (page) => page.locator(FIRST).textContent();
const settled = (page) => page.waitForLoadState('networkidle').then(() => page.waitForTimeout(300));

// Does it once, reads what comes, and goes back to where it was.
async function rehearse(step, page, act, undo) {
  const before = await first(page);
  await act();
  await settled(page);
  const after = await first(page);
  await undo();
  await settled(page);
  if (before === after) throw new Error(`${step.name}: the first row does not change`);
  step.ready = { selector: FIRST, text: after };
}

const typed = {
  name: 'keystroke',
  async before({ page }) {
    await page.locator(SEARCH).fill('ma');
    await settled(page);
    const field = page.locator(SEARCH);
    await rehearse(this, page, () => field.press('r'), () => field.press('Backspace'));
    await field.focus();
  },
  act: ({ page }) => page.keyboard.press('r'),
};

const paged = {
  name: 'page',
  async before({ page }) {
    await page.locator(SEARCH).fill('');
    await settled(page);
    await rehearse(this, page, () => page.getByRole('link', { name: 'Next page' }).click(), () => page.goBack());
  },
  act: ({ page }) => page.getByRole('link', { name: 'Next page' }).click(),
};

const sorted = {
  name: 'sort',
  async before({ page }) {
    await page.goBack();
    await settled(page);
    const header = page.getByRole('columnheader', { name: 'Email' }).getByRole('button');
    await rehearse(this, page, () => header.click(), () => page.goBack());
  },
  act: ({ page }) => page.getByRole('columnheader', { name: 'Email' }).getByRole('button').click(),
};

export const steps = [typed, paged, sorted];

// Everybody selected, and an attribute planned for all: from the press on Preview until what would change is on screen,
// reading everybody anew included, and the longest task meanwhile. Nothing is sent. Arguments: username, password.
import { prepare } from './users.mjs';

export { prepare };

// Selects everybody and says which attribute they are to be given. Answers how many they are, as the page writes it.
export async function chooses(page, value) {
  const total = (await page.locator('.page-count').textContent()).trim();
  await page.getByRole('checkbox', { name: 'Select this page' }).check();
  await page.getByRole('button', { name: /^Select all/ }).click();
  await page.locator('.bulk-bar strong').filter({ hasText: `${total} selected` }).waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Attributes/ }).click();
  await page.getByLabel('Attribute', { exact: true }).fill('Bench');
  await page.getByLabel('Value', { exact: true }).fill(value);
  await page.waitForLoadState('networkidle');
  return total;
}

export const preview = (page) => page.getByRole('button', { name: 'Preview', exact: true }).click();

// What planning looks like once it is done.
export const PLANNED = { selector: 'dialog .bulk-lines tbody tr', min: 20 };

const planned = {
  name: 'plan',
  ready: PLANNED,
  async before({ page }) {
    await chooses(page, 'Planned');
    await page.evaluate(() => { window.__perf.longTasks.length = 0; });
  },
  act: ({ page }) => preview(page),
  read: ({ page }) => page.evaluate(() => ({ longestTask: window.__perf.report().longestTask })),
};

export const steps = [planned];

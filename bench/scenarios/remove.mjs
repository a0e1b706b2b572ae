// An attribute that everybody holds is removed everywhere: until who loses it is told, and from the press until it is
// gone; and the longest task meanwhile. Run after job.mjs, which gives it to them. Arguments: username, password.
import { prepare } from './users.mjs';

export { prepare };

const longest = ({ page }) => page.evaluate(() => ({ longestTask: window.__perf.report().longestTask }));
const forget = ({ page }) => page.evaluate(() => { window.__perf.longTasks.length = 0; });
const COUNT = 'Number of holders';

const told = {
  name: 'told',
  ready: { selector: 'dialog[open] .loss-list li' },
  async before({ page }) {
    await page.locator('nav a[href$="attributes"]').click();
    await page.locator('.page-notice .note').filter({ hasText: 'Complete when read' }).waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Actions for Bench', exact: true }).click();
    await forget({ page });
  },
  act: ({ page }) => page.getByRole('menuitem', { name: 'Remove everywhere…' }).click(),
  read: longest,
};

const removed = {
  name: 'remove',
  ready: { selector: '.toast', text: 'was removed everywhere' },
  async before({ page }) {
    const field = page.getByLabel(COUNT);
    const asks = await page.locator('dialog[open]').textContent();
    await field.fill(/type how many lose it: *(\d+)/.exec(asks)[1]);
    await forget({ page });
  },
  act: ({ page }) => page.getByRole('button', { name: 'Remove everywhere', exact: true }).click(),
  read: longest,
};

export const steps = [told, removed];

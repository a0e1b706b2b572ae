// The catalogue of attributes: gathered from everybody, searched, and a value's holders shown; and the longest task
// meanwhile. Arguments: username, password.
import { prepare } from './users.mjs';

export { prepare };

const TREE = 'main table tbody tr';
const longest = ({ page }) => page.evaluate(() => ({ longestTask: window.__perf.report().longestTask }));
const forget = ({ page }) => page.evaluate(() => { window.__perf.longTasks.length = 0; });

const gathered = {
  name: 'gather',
  ready: { selector: '.page-notice .note', text: 'Complete when read' },
  before: forget,
  act: ({ page }) => page.locator('nav a[href$="attributes"]').click(),
  read: longest,
};

const found = {
  name: 'search',
  // Of what "sec" finds, "secr" leaves one key and one value.
  ready: { selector: TREE, min: 2, max: 2 },
  async before({ page }) {
    await page.locator('input[type=search]').fill('sec');
    await page.locator(TREE).filter({ hasText: 'Country' }).waitFor({ state: 'detached' });
    await page.locator('input[type=search]').press('End');
    await forget({ page });
  },
  act: ({ page }) => page.keyboard.press('r'),
  read: longest,
};

const named = {
  name: 'holders',
  ready: { selector: '.tree-holders .holder', min: 20 },
  before: forget,
  act: ({ page }) => page.locator('button.tree-opener').filter({ hasText: 'Secret' }).click(),
  read: longest,
};

export const steps = [gathered, found, named];

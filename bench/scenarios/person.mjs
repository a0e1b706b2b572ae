// From the list of people to one of them, and a change of the profile. Arguments: username, password.
import { prepare } from './users.mjs';

export { prepare };

const opened = {
  name: 'open',
  // The form with what it holds, not the skeleton that stands in for it.
  ready: { selector: '.form-section input', min: 8 },
  act: ({ page }) => page.locator('tbody tr:nth-child(5) a.row-link').click(),
};

const saved = {
  name: 'save',
  ready: { selector: '.toast', text: 'The profile is saved.' },
  async before({ page }) {
    await page.getByLabel('Phone', { exact: true }).fill(String(Date.now()));
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
  },
  act: ({ page }) => page.getByRole('button', { name: 'Save', exact: true }).click(),
};

export const steps = [opened, saved];

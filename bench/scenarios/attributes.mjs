// The catalogue of attributes, gathered from everybody, and what that keeps waiting. Arguments: username, password.
import { prepare } from './users.mjs';

export { prepare };

// A message to oneself is heard as soon as nothing else runs: the longest pause between two is the longest task.
function listen() {
  const { port1, port2 } = new MessageChannel();
  let last = performance.now();
  globalThis.longestTask = 0;
  port1.onmessage = () => {
    const now = performance.now();
    globalThis.longestTask = Math.max(globalThis.longestTask, now - last);
    last = now;
    port2.postMessage(null);
  };
  port2.postMessage(null);
}

const gathered = {
  name: 'gather',
  ready: { selector: '.page-notice .note', text: 'Complete when read' },
  before: ({ page }) => page.evaluate(listen),
  act: ({ page }) => page.locator('nav.sidebar a[href$="attributes"]').click(),
  read: ({ page }) => page.evaluate(() => ({ longestTask: globalThis.longestTask })),
};

export const steps = [gathered];

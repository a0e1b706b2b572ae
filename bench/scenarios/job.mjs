// Everybody is given an attribute: from the press on Apply until the job says that it is over, how many that are in a
// second, the longest task meanwhile, the most memory that the page held, and how many the browser itself would send.
// Arguments: username, password.
import { prepare } from './users.mjs';
import { PLANNED, chooses, preview } from './plan.mjs';

export { prepare };

// The heap of JavaScript holds what nobody uses any more, too, until the browser collects it.
async function watchHeap(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  let most = 0;
  const look = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    most = Math.max(most, metrics.find((metric) => metric.name === 'JSHeapUsedSize').value);
  };
  const timer = setInterval(() => look().catch(() => {}), 250);
  return () => {
    clearInterval(timer);
    return most;
  };
}

// The same calls by nothing but the browser's fetch, as many at once as a job has where each is a request
// (src/stores/jobs/pace.rs): how many in a second.
const bare = async () => {
  const [, token] = Object.entries(sessionStorage).find(([key]) => key.startsWith('bim-session:'));
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  const body = JSON.stringify({ size: 1000 });
  const search = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
  const { hits } = await (await fetch('bim/user/search', search)).json();
  const value = `bare ${Date.now()}`;
  let next = 0;
  const work = async () => {
    while (next < hits.length) {
      const { iamid, userid } = hits[next++];
      const path = [iamid, 'user', userid, 'authorizations', 'Bench', value].map(encodeURIComponent).join('/');
      const answer = await fetch(`bim/iam/${path}`, { method: 'PUT', headers });
      if (!answer.ok) throw new Error(`the API answered ${answer.status}`);
      await answer.arrayBuffer();
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: 5 }, work));
  return hits.length / ((performance.now() - begun) / 1000);
};

let heap;
let total;
const done = {
  name: 'job',
  ready: { selector: '.job-dock-line[data-over] [role=status]', text: 'Done.' },
  async before({ page }) {
    // Each run changes everybody anew.
    total = await chooses(page, `at ${Date.now()}`);
    await preview(page);
    await page.locator(PLANNED.selector).first().waitFor({ timeout: 120_000 });
    await page.evaluate(() => { window.__perf.longTasks.length = 0; });
    heap = await watchHeap(page);
  },
  act: ({ page }) => page.getByRole('button', { name: /^Apply to/ }).click(),
  async read({ page }) {
    const jsHeapPeak = heap();
    const { longestTask, t0, painted, wasmMemory } = await page.evaluate(() => window.__perf.report());
    const items = Number(total.replace(/\D/g, ''));
    const barePerSecond = await page.evaluate(bare);
    return { items, barePerSecond, perSecond: items / ((painted - t0) / 1000), longestTask, jsHeapPeak, memory: jsHeapPeak + wasmMemory };
  },
};

export const steps = [done];

// Everybody selected, and scrolling through one page of them: which share of the frames is dropped. Arguments: username, password.
import { prepare } from './users.mjs';

export { prepare };

// Scrolls the list to its end and back, four screens a second, and looks at the time between frames.
const scroll = () =>
  new Promise((done) => {
    const inner = document.querySelector('.table-scroll');
    const list = inner && inner.scrollHeight > inner.clientHeight ? inner : document.scrollingElement;
    const end = list.scrollHeight - list.clientHeight;
    const pace = list.clientHeight / 250;
    const gaps = [];
    let [start, last] = [null, null];
    requestAnimationFrame(function frame(now) {
      start ??= now;
      if (last !== null) gaps.push(now - last);
      last = now;
      const way = (now - start) * pace;
      list.scrollTop = way < end ? way : 2 * end - way;
      if (way < 2 * end) requestAnimationFrame(frame);
      else done(gaps);
    });
  });

const selected = {
  name: 'select',
  ready: { selector: '.bulk-bar strong', text: '10,0' },
  async before({ page }) {
    await page.getByRole('checkbox', { name: 'Select this page' }).check();
    await page.getByRole('button', { name: /^Select all/ }).waitFor();
  },
  act: ({ page }) => page.getByRole('button', { name: /^Select all/ }).click(),
  async read({ page }) {
    const gaps = await page.evaluate(scroll);
    const usual = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
    const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / usual) - 1), 0);
    return { frames: gaps.length, frameMs: usual, droppedPercent: (100 * dropped) / (gaps.length + dropped) };
  },
};

export const steps = [selected];

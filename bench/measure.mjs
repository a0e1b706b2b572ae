#!/usr/bin/env node
// Measures a page in headless Chromium and prints one JSON object.
//
//   node measure.mjs URL [options]
//     --ready SELECTOR      "usable" = this element is on screen and enabled (default: body)
//     --count N             ... and at least N elements match (default 1)
//     --text STR            ... and the first one contains STR
//     --expr JS             ... or: this expression is truthy (instead of a selector)
//     --runs K              measured runs, after one discarded run (default 5)
//     --throttle N          CPU slow-down factor (default 1)
//     --net PROFILE         none | fast4g | slow4g (default none)
//     --scenario FILE       module exporting prepare() and/or steps (see bench/scenarios)
//     --arg K=V             passed to the scenario; may be repeated
//     --warm                repeat view: same context, HTTP cache filled by an unmeasured load
//     --bytes               also list what was transferred with raw / gzip -9 / brotli -11 sizes
//     --settle MS           quiet time after ready before metrics are read (default 500)
//     --timeout MS          per wait (default 60000)
//     --limit S             for everything; ended then, and it is said where it stood (default 300)
//     --once                one measured run, and none to be discarded
//     --all                 print every run, not only min / median / max
//     --shot FILE.png       screenshot at the end of the last run
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync, brotliCompressSync, constants as Z } from 'node:zlib';
import { loadavg } from 'node:os';
import { createRequire } from 'node:module';

// Installed by xtask, which says where.
const { chromium } = createRequire(`${process.env.BIM_BENCH_MODULES}/`)('playwright-core');

const HERE = dirname(fileURLToPath(import.meta.url));
const PROBE = readFileSync(join(HERE, 'lib', 'probe.js'), 'utf8');

const MBIT = 1e6 / 8;
export const NETS = {
  none: null,
  fast4g: { offline: false, latency: 150, downloadThroughput: 9 * MBIT, uploadThroughput: 1.5 * MBIT },
  slow4g: { offline: false, latency: 562, downloadThroughput: 1.6 * MBIT, uploadThroughput: 0.75 * MBIT },
};
const CHROME_ARGS = [
  '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-default-apps',
  '--disable-extensions', '--disable-sync', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows', '--no-first-run', '--no-default-browser-check', '--mute-audio',
  '--disable-features=Translate,OptimizationHints,MediaRouter', '--disable-dev-shm-usage',
];

const { values: o, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ready: { type: 'string', default: 'body' }, count: { type: 'string', default: '1' }, text: { type: 'string' },
    expr: { type: 'string' }, runs: { type: 'string', default: '5' }, throttle: { type: 'string', default: '1' },
    net: { type: 'string', default: 'none' }, scenario: { type: 'string' }, arg: { type: 'string', multiple: true },
    warm: { type: 'boolean' }, bytes: { type: 'boolean' }, settle: { type: 'string', default: '500' },
    timeout: { type: 'string', default: '60000' }, limit: { type: 'string', default: '300' }, once: { type: 'boolean' }, all: { type: 'boolean' }, shot: { type: 'string' },
  },
});
const URL0 = positionals[0];
if (!URL0 || !(o.net in NETS)) {
  console.error(readFileSync(fileURLToPath(import.meta.url), 'utf8').split('\n').slice(1, 26).join('\n'));
  process.exit(2);
}
const TIMEOUT = +o.timeout;
const RUNS = o.once ? 1 : +o.runs;
// Where it stands, for whoever ends it.
let stage = 'the start of the browser';
setTimeout(() => {
  console.error(`ended after its limit of ${o.limit} s, in ${stage}`);
  process.exit(3);
}, +o.limit * 1000).unref();
const ARGS = Object.fromEntries((o.arg || []).map((s) => [s.slice(0, s.indexOf('=')), s.slice(s.indexOf('=') + 1)]));
const scenario = o.scenario ? await import(pathToFileURL(resolve(o.scenario))) : {};

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const round = (x) => (typeof x === 'number' ? Math.round(x * 10) / 10 : x);
export const stats = (xs) => {
  const v = xs.filter((x) => typeof x === 'number' && Number.isFinite(x)).sort((a, b) => a - b);
  if (!v.length) return null;
  const med = v.length % 2 ? v[(v.length - 1) / 2] : (v[v.length / 2 - 1] + v[v.length / 2]) / 2;
  return { min: round(v[0]), med: round(med), max: round(v[v.length - 1]) };
};
/** [{a:1,b:{c:2}}, ...] -> {a:{min,med,max}, b:{c:{min,med,max}}} */
function summarise(rows) {
  const out = {};
  for (const k of new Set(rows.flatMap((r) => Object.keys(r || {})))) {
    const vals = rows.map((r) => r?.[k]).filter((v) => v !== undefined && v !== null);
    if (!vals.length) continue;
    out[k] = typeof vals[0] === 'object' ? summarise(vals) : typeof vals[0] === 'number' ? stats(vals) : vals[0];
  }
  return out;
}

const kindOf = (url, mime, type) => {
  if (/wasm/.test(mime) || /\.wasm(\.gz|\.br)?(\?|$)/.test(url)) return 'wasm';
  if (/javascript|ecmascript/.test(mime) || type === 'Script') return 'js';
  if (/css/.test(mime)) return 'css';
  if (/font/.test(mime) || type === 'Font') return 'font';
  if (/html/.test(mime)) return 'html';
  if (/^image/.test(mime)) return 'image';
  return type === 'XHR' || type === 'Fetch' || /json/.test(mime) ? 'api' : 'other';
};

/** Records requests of a page; `wire` is what came over the network, headers included. */
function recordNetwork(cdp, keepBodies) {
  const reqs = new Map();
  const bodies = [];
  cdp.on('Network.requestWillBeSent', (e) => reqs.set(e.requestId, { url: e.request.url, type: e.type, t: e.timestamp }));
  cdp.on('Network.responseReceived', (e) => {
    const r = reqs.get(e.requestId);
    if (r) Object.assign(r, { status: e.response.status, mime: e.response.mimeType, type: e.type,
      encoding: e.response.headers['content-encoding'] || e.response.headers['Content-Encoding'] || '',
      cached: e.response.fromDiskCache || e.response.fromPrefetchCache });
  });
  cdp.on('Network.requestServedFromCache', (e) => { const r = reqs.get(e.requestId); if (r) r.cached = true; });
  cdp.on('Network.loadingFinished', (e) => {
    const r = reqs.get(e.requestId);
    if (!r) return;
    r.wire = r.cached ? 0 : e.encodedDataLength;
    r.done = true;
    if (keepBodies && r.url.startsWith('http')) {
      bodies.push(cdp.send('Network.getResponseBody', { requestId: e.requestId })
        .then(({ body, base64Encoded }) => { r.body = Buffer.from(body, base64Encoded ? 'base64' : 'utf8'); })
        .catch((err) => { r.bodyError = String(err.message || err); }));
    }
  });
  cdp.on('Network.loadingFailed', (e) => { const r = reqs.get(e.requestId); if (r) { r.failed = e.errorText; r.done = true; } });
  const list = () => [...reqs.values()].filter((r) => r.url.startsWith('http'));
  return {
    list,
    pending: () => list().filter((r) => !r.done).length,
    bodies: () => Promise.all(bodies),
    totals: () => ({
      requests: list().length,
      cachedRequests: list().filter((r) => r.cached).length,
      failedRequests: list().filter((r) => r.failed || r.status >= 400).length,
      wireBytes: list().reduce((n, r) => n + (r.wire || 0), 0),
    }),
  };
}

async function cdpMetrics(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const m = Object.fromEntries(metrics.map((x) => [x.name, x.value]));
  return {
    scriptMs: m.ScriptDuration * 1e3, taskMs: m.TaskDuration * 1e3, layoutMs: m.LayoutDuration * 1e3,
    styleMs: m.RecalcStyleDuration * 1e3, v8CompileMs: (m.V8CompileDuration || 0) * 1e3,
    layouts: m.LayoutCount, nodes: m.Nodes, jsHeap: m.JSHeapUsedSize,
  };
}
/** CPU ms of each renderer process so far; all threads, so background WASM compilation counts. */
async function rendererCpu(browserCdp) {
  const { processInfo } = await browserCdp.send('SystemInfo.getProcessInfo');
  return new Map(processInfo.filter((p) => p.type === 'renderer').map((p) => [p.id, p.cpuTime * 1e3]));
}
/** The page's renderer is taken to be the one that worked most. */
const cpuSince = (a, b) => Math.max(0, ...[...b].map(([id, ms]) => ms - (a.get(id) || 0)));

/**
 * Answers when the probe says so. Nothing is asked of the page before: the driver's own script takes it as long to compile as
 * a small page takes to load, and would come in the middle of a larger one.
 */
async function painted(page, label, act) {
  const told = page.waitForEvent('console', { predicate: (m) => m.text() === '__perf painted', timeout: TIMEOUT });
  told.catch(() => {}); // Awaited below.
  await act();
  await told.catch(() => { throw new Error(`timed out waiting for ${label}`); });
  return page.evaluate(() => window.__perf.report());
}
async function waitQuiet(net, page) {
  const end = Date.now() + Math.min(TIMEOUT, 15000);
  while (net.pending() && Date.now() < end) await sleep(50);
  await sleep(+o.settle);
  await page.evaluate(() => new Promise((r) => requestAnimationFrame(() => setTimeout(r))));
}

/** How busy the machine is: the 1-minute load, and a fixed piece of arithmetic (compare with a quiet machine). */
function machine() {
  const once = () => { const t = performance.now(); let x = 1; for (let i = 0; i < 3e7; i++) x = (x * 1103515245 + 12345) | 0; return x === 0.5 ? 0 : performance.now() - t; };
  return { load1: round(loadavg()[0]), calibMs: stats([once(), once(), once(), once(), once()]).med };
}

const readySpec = () => ({
  selector: o.ready, min: +o.count, ...(o.text && { text: o.text }), ...(o.expr && { expr: o.expr }),
  ...(scenario.ready || {}),
});

let runs = 0;
async function oneRun(browser, { bytes = false, shot = null } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    stage = `run ${++runs}, preparing`;
    await scenario.prepare?.({ context, url: URL0, args: ARGS });
    if (o.warm) {
      const p = await context.newPage();
      await p.goto(URL0, { waitUntil: 'networkidle' });
      await p.close();
    }
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const bcdp = await browser.newBrowserCDPSession();
    await cdp.send('Network.enable', { maxResourceBufferSize: 2e8, maxTotalBufferSize: 4e8 });
    await cdp.send('Performance.enable', { timeDomain: 'timeTicks' });
    const errors = [];
    page.on('pageerror', (e) => errors.push(String(e).slice(0, 200)));
    page.on('console', (m) => m.type() === 'error' && errors.push(m.text().slice(0, 200)));
    if (+o.throttle > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: +o.throttle });
    if (NETS[o.net]) await cdp.send('Network.emulateNetworkConditions', NETS[o.net]);
    await page.addInitScript(PROBE);
    await page.addInitScript(`window.__perf.arm(${JSON.stringify({ ...readySpec(), max: undefined })})`);
    const net = recordNetwork(cdp, bytes);
    const cpu0 = await rendererCpu(bcdp);

    stage = `run ${runs}, loading`;
    await painted(page, 'ready', () => page.goto(URL0, { waitUntil: 'commit', timeout: TIMEOUT })).catch(async (e) => {
      if (o.shot) await page.screenshot({ path: o.shot });
      throw new Error(`${e.message}; page errors: ${errors.join(' | ')}`);
    });
    await waitQuiet(net, page);
    const rep = await page.evaluate(() => window.__perf.report());
    const m = await cdpMetrics(cdp);
    const cpu1 = await rendererCpu(bcdp);
    const row = {
      load: { fcp: rep.fcp, lcp: rep.lcp, ready: rep.painted, readyDom: rep.dom, tbt: rep.tbt, longTasks: rep.longTasks,
        longestTask: rep.longestTask, cls: rep.cls, wasmInstantiateMs: rep.wasmInstantiateMs, ...m,
        rendererCpuMs: cpuSince(cpu0, cpu1), domNodes: rep.domNodes, wasmMemory: rep.wasmMemory, ...net.totals() },
    };
    if (bytes) { await net.bodies(); row.files = net.list(); }

    for (const step of scenario.steps || []) {
      stage = `run ${runs}, before ${step.name}`;
      await step.before?.({ page, args: ARGS });
      const before = await cdpMetrics(cdp);
      await page.evaluate(([s, a]) => window.__perf.arm(s, { afterInput: a }), [step.ready, step.afterInput !== false]);
      stage = `run ${runs}, ${step.name}`;
      const r = await painted(page, step.name, () => step.act({ page, args: ARGS }));
      await waitQuiet(net, page);
      const end = await page.evaluate(() => window.__perf.report());
      const after = await cdpMetrics(cdp);
      stage = `run ${runs}, reading ${step.name}`;
      row[step.name] = { ready: r.painted - r.t0, worstEvent: end.worstEvent, scriptMs: after.scriptMs - before.scriptMs,
        taskMs: after.taskMs - before.taskMs, layoutMs: after.layoutMs - before.layoutMs + after.styleMs - before.styleMs,
        domNodes: end.domNodes, jsHeap: after.jsHeap, wasmMemory: end.wasmMemory, ...(await step.read?.({ page })) };
    }
    await cdp.send('HeapProfiler.collectGarbage').catch(() => {});
    row.load.jsHeapAfterGc = (await cdpMetrics(cdp)).jsHeap;
    if (shot) await page.screenshot({ path: shot });
    if (errors.length) row.errors = [...new Set(errors)].slice(0, 5);
    return row;
  } finally {
    await context.close();
  }
}

function byteTable(files) {
  const rows = [];
  for (const f of files) {
    const raw = f.body?.length ?? 0;
    rows.push({ kind: kindOf(f.url, f.mime || '', f.type), url: f.url.replace(/^https?:\/\/[^/]+/, ''), status: f.status ?? f.failed,
      encoding: f.encoding, wire: f.wire || 0, raw,
      gzip9: raw ? gzipSync(f.body, { level: 9 }).length : 0,
      br11: raw ? brotliCompressSync(f.body, { params: { [Z.BROTLI_PARAM_QUALITY]: 11, [Z.BROTLI_PARAM_SIZE_HINT]: raw } }).length : 0,
      ...(f.bodyError && { bodyError: f.bodyError }) });
  }
  const byKind = {};
  for (const r of rows) {
    const k = (byKind[r.kind] ||= { n: 0, wire: 0, raw: 0, gzip9: 0, br11: 0 });
    k.n++;
    for (const c of ['wire', 'raw', 'gzip9', 'br11']) k[c] += r[c];
  }
  byKind.total = Object.values(byKind).reduce((a, k) => { for (const c in k) a[c] = (a[c] || 0) + k[c]; return a; }, {});
  return { byKind, files: rows };
}

const before = machine();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, args: CHROME_ARGS });
try {
  // Discarded: warms the browser process and the page cache.
  const first = o.once ? {} : await oneRun(browser, { bytes: !!o.bytes });
  const bytes = first.files ? byteTable(first.files) : undefined;
  const rows = [];
  for (let i = 0; i < RUNS; i++) rows.push(await oneRun(browser, { shot: i === RUNS - 1 ? o.shot : null }));
  const errors = rows.flatMap((r) => r.errors || []);
  rows.forEach((r) => delete r.errors);
  console.log(JSON.stringify({
    url: URL0, runs: RUNS, throttle: +o.throttle, net: o.net, warm: !!o.warm,
    chromium: browser.version(), machine: { before, after: machine() }, ready: readySpec(), summary: summarise(rows),
    ...(bytes && { bytes }), ...(errors.length && { errors: [...new Set(errors)] }), ...(o.all && { rows }),
  }, null, 1));
} finally {
  await browser.close();
}

#!/usr/bin/env node
// How long others wait while one thing is done; prints JSON.
//   node waits.mjs ORIGIN --token T --read PATH --write PATH [--seconds S] METHOD PATH [BODY]
// Two clients ask one after the other, one reading and one writing (a profile), while METHOD PATH is asked: once, or
// again and again for S seconds.
import http from 'node:http';
import { parseArgs } from 'node:util';

const { values: o, positionals: [origin, method, path, body] } = parseArgs({ allowPositionals: true, options: {
  token: { type: 'string' }, read: { type: 'string' }, write: { type: 'string' }, seconds: { type: 'string', default: '0' } } });
const ask = (agent, verb, target, text) => new Promise((resolve, reject) => {
  const headers = { authorization: `Bearer ${o.token}`, ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }) };
  const begin = performance.now();
  const request = http.request(origin + target, { agent, method: verb, headers }, (answer) => {
    answer.resume();
    answer.on('end', () => resolve({ ms: performance.now() - begin, status: answer.statusCode }));
  });
  request.on('error', reject);
  request.end(text);
});
const client = () => new http.Agent({ keepAlive: true, maxSockets: 1 });
let isOver = false;
const others = async (next) => {
  const agent = client(), waits = [];
  for (let n = 0; !isOver || n === 0; n++) {
    const { ms, status } = await ask(agent, ...next(n));
    if (status >= 300) throw new Error(`${next(n).slice(0, 2).join(' ')}: ${status}`);
    waits.push(ms);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  waits.sort((a, b) => a - b);
  agent.destroy();
  const at = (part) => +waits[Math.min(waits.length - 1, Math.floor(waits.length * part))].toFixed(1);
  return { count: waits.length, p50: at(0.5), p99: at(0.99), max: at(1) };
};
const done = async () => {
  const agent = client(), end = performance.now() + 1e3 * o.seconds, times = [];
  do {
    const { ms, status } = await ask(agent, method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status}`);
    times.push(ms);
  } while (performance.now() < end);
  isOver = true;
  agent.destroy();
  return { times: times.length, ms: +Math.max(...times).toFixed(1) };
};
const mark = Date.now();
const reading = others(() => ['GET', o.read]);
const writing = others((n) => ['PUT', o.write, `{"about":"waits ${mark} ${n}"}`]);
const [took, reads, writes] = await Promise.all([done(), reading, writing]);
console.log(JSON.stringify({ done: took, reads, writes }));

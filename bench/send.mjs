#!/usr/bin/env node
// Sends so many writes to a loopback service as a native client does, each to another person, and prints JSON: how many
// were answered in a second. wrk would do it, but never ends before its time.
//   node send.mjs URL --token T --people FILE --count N [--abreast 32] (--give VALUE | --join GROUP)
//     --give     row 10: the attribute Held with this value
//     --join     row 24: a member of this group
// FILE lists paths of people.
import http from 'node:http';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values: o, positionals: [url] } = parseArgs({ allowPositionals: true, options: {
  token: { type: 'string' }, people: { type: 'string' }, count: { type: 'string' }, abreast: { type: 'string', default: '32' },
  give: { type: 'string' }, join: { type: 'string' } } });
if (!/^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\]):/.test(url || '')) throw new Error('loopback URLs only');

const people = readFileSync(o.people, 'utf8').trim().split('\n');
const agent = new http.Agent({ keepAlive: true, maxSockets: +o.abreast });
const headers = { Authorization: `Bearer ${o.token}` };

function request(person) {
  if (o.join === undefined) return ['PUT', `${person}/authorizations/Held/${encodeURIComponent(o.give)}`, undefined];
  const [, iamid, userid] = /^\/bim\/iam\/([^/]+)\/user\/(.+)$/.exec(person).map(decodeURIComponent);
  return ['POST', `/bim/group/${o.join}/user`, JSON.stringify({ iamid, userid })];
}

const send = ([method, path, body]) => new Promise((answered, failed) => {
  const all = body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' };
  const sent = http.request(new URL(path, url), { method, agent, headers: all }, (answer) => {
    answer.resume().on('end', () => {
      if (answer.statusCode < 300) answered();
      else failed(new Error(`${method} ${path}: ${answer.statusCode}`));
    });
  });
  sent.on('error', failed).end(body);
});

const count = +o.count;
const start = performance.now();
let begun = 0;
await Promise.all(Array.from({ length: +o.abreast }, async () => {
  while (begun < count) await send(request(people[begun++ % people.length]));
}));
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ count, seconds, perSecond: count / seconds }));
process.exit(0);

// A `ws` client: node client.mjs '{"url":…,"protocols":[…],"steps":[…], …options of ws, "caFile", "certFile", "keyFile"}'
// Steps, one after another: {"text":…} {"hex":…} {"fragments":[…]} {"repeat":N,"size":N} send; {"await":"message"|"ping"|"pong"|"close"} waits for that event;
// {"ping":HEX} {"close":[CODE,REASON]} {"terminate":true}.
// Reports events as JSON lines; ends after the close event, or with its standard input.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import WebSocket from 'ws';

const { url, protocols = [], steps = [], caFile, certFile, keyFile, ...options } = JSON.parse(process.argv[2]);
const report = (event, values = {}) => console.log(JSON.stringify({ event, ...values }));
const read = (path) => path && readFileSync(path);
process.stdin.resume().on('end', () => process.exit(0));

const ws = new WebSocket(url, protocols, { ca: read(caFile), cert: read(certFile), key: read(keyFile), ...options });

const seen = { message: 0, ping: 0, pong: 0, close: 0 };
const waiting = {};
const happened = (event, values) => {
  seen[event]++;
  report(event, values);
  waiting[event]?.();
};
const next = async (event) => {
  while (seen[event] === 0) await new Promise((resolve) => { waiting[event] = resolve; });
  seen[event]--;
};

const run = async (step) => {
  if ('text' in step) ws.send(step.text);
  else if ('hex' in step) ws.send(Buffer.from(step.hex, 'hex'));
  else if ('fragments' in step) step.fragments.forEach((part, i, all) => ws.send(part, { fin: i === all.length - 1 }));
  else if ('repeat' in step) for (let i = 0; i < step.repeat; i++) ws.send(Buffer.alloc(step.size, i % 256));
  else if ('ping' in step) ws.ping(Buffer.from(step.ping, 'hex'));
  else if ('close' in step) ws.close(...step.close);
  else if ('terminate' in step) ws.terminate();
  else if ('await' in step) await next(step.await);
};

ws.on('upgrade', (response) => report('upgrade', { status: response.statusCode, headers: response.headers }));
ws.on('open', async () => {
  report('open', { protocol: ws.protocol, extensions: ws.extensions });
  for (const step of steps) await run(step);
});
ws.on('message', (data, binary) => happened('message', {
  binary,
  length: data.length,
  sha256: createHash('sha256').update(data).digest('hex'),
  ...(binary ? { hex: data.subarray(0, 64).toString('hex') } : { text: data.toString().slice(0, 256) }),
}));
ws.on('ping', (data) => happened('ping', { hex: data.toString('hex') }));
ws.on('pong', (data) => happened('pong', { hex: data.toString('hex') }));
ws.on('unexpected-response', (_, response) => {
  let body = '';
  response.on('data', (chunk) => { body += chunk; });
  response.on('end', () => { report('refused', { status: response.statusCode, headers: response.headers, body }); process.exit(0); });
});
ws.on('error', (error) => report('error', { message: error.message }));
ws.on('close', (code, reason) => {
  happened('close', { code, reason: reason.toString() });
  process.exit(0);
});

// A `ws` server: node server.mjs '{"perMessageDeflate":false,"protocols":["a"],"tls":{"cert":…,"key":…,"ca":…}}'
// Echoes every message in its kind, but for these texts:
//   close CODE REASON · close (no code) · terminate · ping HEX · fragments TEXT (one per character) · push N SIZE (N binary messages)
// Reports events as JSON lines; ends with its standard input.
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { readFileSync } from 'node:fs';
import { WebSocketServer } from 'ws';

const { tls, protocols, ...options } = JSON.parse(process.argv[2] ?? '{}');
const report = (event, values = {}) => console.log(JSON.stringify({ event, ...values }));
process.stdin.resume().on('end', () => process.exit(0));

const read = (path) => path && readFileSync(path);
const http = tls
  ? createHttps({ cert: read(tls.cert), key: read(tls.key), ca: read(tls.ca), requestCert: !!tls.ca, rejectUnauthorized: !!tls.ca })
  : createHttp();
const server = new WebSocketServer({
  server: http,
  handleProtocols: (offered) => protocols?.find((protocol) => offered.has(protocol)) ?? false,
  ...options,
});

const told = {
  close: (ws, [code, ...reason]) => (code ? ws.close(Number(code), reason.join(' ')) : ws.close()),
  terminate: (ws) => ws.terminate(),
  ping: (ws, [hex]) => ws.ping(Buffer.from(hex ?? '', 'hex')),
  fragments: (ws, words) => {
    const characters = [...words.join(' ')];
    characters.forEach((character, i) => ws.send(character, { binary: false, fin: i === characters.length - 1 }));
  },
  push: (ws, [count, size]) => {
    for (let i = 0; i < Number(count); i++) ws.send(Buffer.alloc(Number(size), i % 256));
  },
};

server.on('connection', (ws, request) => {
  report('connection', {
    url: request.url, headers: request.headers, protocol: ws.protocol, extensions: ws.extensions,
    client: request.socket.getPeerCertificate?.()?.subject?.CN ?? null,
  });
  ws.on('message', (data, binary) => {
    report('message', { binary, length: data.length });
    const [word, ...rest] = binary ? [] : data.toString().split(' ');
    if (word in told) told[word](ws, rest);
    else ws.send(data, { binary });
  });
  ws.on('ping', (data) => report('ping', { hex: data.toString('hex') }));
  ws.on('pong', (data) => report('pong', { hex: data.toString('hex') }));
  ws.on('error', (error) => report('error', { message: error.message, code: error.code }));
  ws.on('close', (code, reason) => report('close', { code, reason: reason.toString() }));
});
http.on('tlsClientError', (error) => report('tlsError', { message: error.message }));
http.listen(0, '127.0.0.1', () => report('listening', { port: http.address().port }));

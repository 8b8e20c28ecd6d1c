// Many `ws` clients in one process: node swarm.mjs '{"url":…,"count":8000}'
// Reports "held" when all are open; for each line "ask" on standard input every client sends a text of its own and "answered" counts those that got it back;
// "told" counts the clients that got any other message, "closed" those closed with 1001.
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

const { url, count } = JSON.parse(process.argv[2]);
const report = (event, values = {}) => console.log(JSON.stringify({ event, ...values }));

const clients = [];
let answered = 0, told = 0, closed = 0, round = 0;

const open = (id) => new Promise((done, fail) => {
  const ws = new WebSocket(url, { perMessageDeflate: false });
  ws.on('open', () => done(ws));
  ws.on('error', fail);
  ws.on('message', (data) => {
    if (data.toString() === `${id} in round ${round}`) {
      if (++answered === count) report('answered', { count: answered });
    } else if (++told === count) report('told', { count: told });
  });
  ws.on('close', (code) => {
    if (code === 1001 && ++closed === count) report('closed', { count: closed });
    else if (code !== 1001) report('error', { id, code });
  });
});

// Two hundred handshakes at a time, as many as a listener's backlog takes.
let next = 0;
const opening = async () => { while (next < count) { const id = next++; clients[id] = await open(id); } };
await Promise.all(Array.from({ length: 200 }, opening));
report('held', { count: clients.length });

createInterface({ input: process.stdin })
  .on('line', () => {
    answered = 0;
    round++;
    clients.forEach((ws, id) => ws.send(`${id} in round ${round}`));
  })
  .on('close', () => process.exit(0));

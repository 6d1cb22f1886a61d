/**
 * A policy that does wrong what its script says, and else moves a little, the same for the same episode and step. Speaks
 * policy protocol 1 (docs/policy-protocol.md) and is started by the harness: `process@node policy.js --script faults.yaml`.
 */
import { createHash } from 'node:crypto';
import { closeSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { parseArgs } from 'node:util';
import { type WebSocket, WebSocketServer } from 'ws';
import { decodeMessage, encodeMessage } from '../simulator/codec.ts';
import { readScript } from './faults.ts';
import { type Death, type Fields, misbehave } from './misdeeds.ts';
import { Trap } from './trap.ts';

const ROWS = 10;
const COLUMNS = 7;
const MOST_M = 0.01;

/** Takes no picture: it is there to break, not to see. */
const MAP = { images: {}, instruction: 'prompt', action: { space: 'ee_delta' }, horizon: ROWS };

const death: Death = {
  exit: (code) => {
    writeSync(2, `the script says: exit ${code}\n`);
    process.exit(code);
  },
  signal: (name) => void process.kill(process.pid, name),
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { script: { type: 'string' } } });
  const trap = new Trap(readScript(values.script!).policy, `${values.script}.policy`);
  const early = trap.spring({ op: 'start', stepsDone: 0 });
  if (early?.kind === 'exit') death.exit(early.code);
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  http.on('upgrade', (request, wire, head) => {
    const fault = trap.spring({ op: 'connect', stepsDone: 0 });
    if (fault?.kind === 'refuse') wire.destroy();
    else if (fault?.kind !== 'mute') sockets.handleUpgrade(request, wire, head, (client) => serve(client, wire, trap));
  });
  const socket = process.env.VLA_POLICY_SOCKET!;
  await new Promise<void>((resolve, reject) => void http.once('error', reject).listen(socket, resolve));
  process.stdin
    .on('close', () => process.exit(0))
    .on('end', () => process.exit(0))
    .resume();
  if (early?.kind === 'silent') return;
  const descriptor = Number(process.env.VLA_POLICY_READY_FD);
  writeSync(descriptor, `${JSON.stringify({ socket })}\n`);
  closeSync(descriptor);
}

function serve(client: WebSocket, wire: Duplex, trap: Trap): void {
  let answers = 0;
  client.on('error', () => client.terminate());
  client.on('message', (data) => {
    const request = decodeMessage(data as Buffer);
    const op = String(request.op);
    if (op === 'begin') answers = 0;
    const fault = trap.spring({ op, stepsDone: answers });
    if (op === 'infer') answers++;
    const reply = { id: request.id, ...replyTo(request) };
    if (fault) misbehave(fault, { client, wire, request, reply }, death);
    else client.send(encodeMessage(reply));
  });
}

function replyTo({ op, episodeId, step }: Fields): Fields {
  if (op === 'hello') return { protocol: 1, policy: { name: 'chaos', version: 1 }, map: MAP };
  if (op !== 'infer') return {};
  return {
    episodeId,
    step,
    actions: { dtype: 'float64', shape: [ROWS, COLUMNS], data: motion(`${episodeId} ${step}`) },
  };
}

/** Rows of a small displacement, no turn, an open hand; little-endian. */
function motion(words: string): Uint8Array {
  const drawn = createHash('sha512').update(words).digest();
  const data = Buffer.alloc(ROWS * COLUMNS * 8);
  for (let row = 0; row < ROWS; row++) {
    for (let axis = 0; axis < 3; axis++) {
      data.writeDoubleLE(MOST_M * (drawn[3 * row + axis]! / 127.5 - 1), 8 * (row * COLUMNS + axis));
    }
    data.writeDoubleLE(1, 8 * (row * COLUMNS + COLUMNS - 1));
  }
  return data;
}

await main();

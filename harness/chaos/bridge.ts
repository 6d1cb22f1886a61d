/**
 * A bridge that does wrong what its script says and is sound otherwise: it stands before a real one, whose command follows
 * `--`. As the command of a local bridge: ready line on the descriptor, ends with its standard input or by SIGTERM.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, rmSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { type WebSocket, WebSocketServer } from 'ws';
import { privateFolder, sweepPrivate } from '../private-folder.ts';
import { socketAddress } from '../simulator/address.ts';
import { readyLine } from '../simulator/ready-line.ts';
import { openSocket } from '../simulator/socket.ts';
import { isWorldFault, readScript, type Script, type WorldFault } from './faults.ts';
import { type Death, misbehave } from './misdeeds.ts';
import { Relay } from './relay.ts';
import { Trap } from './trap.ts';

const PRIVATE = 'chaos-';
const CONNECT_MS = 10_000;
const CLOSE_MS = 1_500;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { script: { type: 'string' }, 'ready-fd': { type: 'string', default: '3' } },
    allowPositionals: true,
  });
  const script = readScript(values.script!);
  const worldFaults = script.bridge.filter(isWorldFault);
  const trap = trapOf(script, values.script!);
  sweepPrivate(tmpdir(), PRIVATE);
  const folder = privateFolder(tmpdir(), PRIVATE);
  const inner = startInner(positionals as [string, ...string[]], folder);
  const death = deathWith(inner);
  endWith(inner, folder);
  const early = trap.spring({ op: 'start', stepsDone: 0 });
  if (early) misbehave(early, NOBODY, death);
  if (early?.kind === 'silent') return;
  const behind = await readyLine(inner.stdio[3] as Readable);
  const socket = join(folder, 'socket');
  await listen(socket, (client, wire) => relay(client, wire, { behind, worldFaults, trap, death }), trap);
  announce(Number(values['ready-fd']), socket);
}

/** Before anybody has connected, a fault has nobody to answer. */
const NOBODY = { client: { send: () => {} }, wire: { destroy: () => {} }, request: {}, reply: {} } as never;

const trapOf = ({ bridge }: Script, file: string): Trap =>
  new Trap(
    bridge.filter((fault) => !isWorldFault(fault)),
    `${file}.bridge`,
  );

/** In our own process group, with its private folder inside of ours: both go whatever kills us. */
function startInner([program, ...args]: [string, ...string[]], folder: string): ChildProcess {
  return spawn(program, args, {
    stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
    env: { ...process.env, TMPDIR: folder },
  });
}

function deathWith(inner: ChildProcess): Death {
  return {
    exit: (code) => {
      writeSync(2, `the script says: exit ${code}\n`);
      process.exit(code);
    },
    signal: (name) => {
      inner.kill(name);
      process.kill(process.pid, name);
    },
  };
}

function endWith(inner: ChildProcess, folder: string): void {
  const end = (): void => {
    inner.stdin?.end();
    setTimeout(() => inner.kill('SIGKILL'), CLOSE_MS).unref();
  };
  inner.stdin?.on('error', () => {});
  inner.once('error', () => process.exit(1));
  inner.once('exit', (code) => process.exit(code ?? 1));
  process.on('exit', () => {
    inner.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
  process.stdin.on('close', end).on('end', end).resume();
}

async function listen(path: string, serve: (client: WebSocket, wire: Duplex) => void, trap: Trap): Promise<void> {
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  http.on('upgrade', (request, wire, head) => {
    const fault = trap.spring({ op: 'connect', stepsDone: 0 });
    if (fault?.kind === 'refuse') wire.destroy();
    else if (fault?.kind !== 'mute') sockets.handleUpgrade(request, wire, head, (client) => serve(client, wire));
  });
  await new Promise<void>((resolve, reject) => void http.once('error', reject).listen(path, resolve));
}

interface Behind {
  readonly behind: string;
  readonly worldFaults: readonly WorldFault[];
  readonly trap: Trap;
  readonly death: Death;
}

/** One connection of the harness is one of ours to the bridge behind. */
function relay(client: WebSocket, wire: Duplex, { behind, ...parts }: Behind): void {
  const opening = openSocket(socketAddress(behind), CONNECT_MS);
  const session = new Relay({ client, wire, behind: opening, ...parts });
  client.on('error', () => client.terminate());
  client.on('message', (data) => void session.serve(data as Buffer).catch(() => client.terminate()));
  client.on('close', () => void opening.then((socket) => socket.terminate()).catch(() => {}));
}

function announce(descriptor: number, socket: string): void {
  writeSync(descriptor, `${JSON.stringify({ socket, pid: process.pid })}\n`);
  closeSync(descriptor);
}

await main();

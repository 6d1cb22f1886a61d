/** The other side of `pair.ts`: a thread that draws its rows of each picture, and sleeps in between. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Renderer } from '../../render/renderer.ts';
import { AssetKeeper } from '../asset-post.ts';
import { type Canvas, pictureOn } from '../canvas.ts';
import { handAt, PARTNER } from './hands.ts';
import type { Mail, Welcome, Word } from './mail.ts';
import { readOrder } from './order.ts';
import { DONE, FAILED, LAID, TURN, tell } from './signals.ts';

const { desk } = workerData as Welcome;
const { signals } = desk;
const assets = new AssetKeeper();
let renderer: Renderer | null = null;
let poses = new Float64Array(0);
let canvas: Canvas | null = null;
let turn = 0;
const hand = handAt(desk, PARTNER, () => turn);

say({ kind: 'ready' });
// Until the thread is ended: nothing else wants it.
for (;;) {
  Atomics.wait(signals, TURN, turn);
  turn = Atomics.load(signals, TURN);
  try {
    for (let mail = next(); mail; mail = next()) read(mail);
    draw();
  } catch (error) {
    say({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    tell(signals, FAILED, turn);
    tell(signals, LAID[PARTNER], turn);
  }
  tell(signals, DONE, turn);
}

function say(word: Word): void {
  parentPort!.postMessage(word);
}

function next(): Mail | undefined {
  return receiveMessageOnPort(parentPort!)?.message as Mail | undefined;
}

function read(mail: Mail): void {
  if (mail.kind === 'canvas') {
    canvas = mail.canvas;
    return;
  }
  assets.keep(mail.fresh);
  poses = mail.poses as typeof poses;
  renderer = new Renderer({ ...mail.stage, assets: assets.named(mail.stage.visuals) }, hand);
}

function draw(): void {
  const order = readOrder(desk.order);
  if (order) renderer!.paint(order, poses, pictureOn(canvas!, order));
}

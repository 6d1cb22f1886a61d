import t from 'tap';
import { GROUNDING_DEFAULTS, groundingOptions } from '../../agents/grounding/options.ts';
import { GroundedPolicy } from '../../agents/grounding/policy.ts';
import { GOAL_WORDS } from '../../agents/grounding/wording.ts';
import { policySource } from '../../agents/index.ts';
import { maskOf } from '../../agents/reasoners/mask.ts';
import { surroundingsOf } from '../../harness/commands/knowledge.ts';
import { HarnessError } from '../../harness/errors.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import type { ActionChunk, CameraImage, Observation } from '../../harness/types.ts';
import { type Block, tablePicture } from '../builders/table-picture.ts';
import { ScriptedReasoner } from '../fakes/scripted-reasoner.ts';

const CUBE: Block = { at: [0.45, 0.15], sizeM: [0.042, 0.042, 0.042] };
const BIN: Block = { at: [0.45, -0.2], sizeM: [0.16, 0.18, 0.06] };
const image = tablePicture([CUBE, BIN]);
const PUT = 'Put the cube in the bin.';
const TAKE = 'Pick up the cube.';

const tagged = (output: unknown): string => `<think>Because.</think> <output>${JSON.stringify(output)}</output>`;
const CUBE_BOX = tagged(maskOf(image, 0)!.box);
const BIN_BOX = tagged(maskOf(image, 1)!.box);

interface Hand {
  /** How far the fingers are when they should hold something. */
  readonly closed: number;
}

const HOLDS: Hand = { closed: 0.5 };
const EMPTY: Hand = { closed: 0 };

/** A policy in front of pictures that never change, and a hand that always does what it is told. */
class Session {
  readonly reasoner: ScriptedReasoner;
  readonly policy: GroundedPolicy;
  readonly chunks: ActionChunk[] = [];
  private opening = 1;
  private tcp = [0.31, 0, 0.48, 1, 0, 0, 0];
  private sighted = true;

  constructor(options: Partial<Record<keyof typeof GROUNDING_DEFAULTS, string>>, ...texts: string[]) {
    this.reasoner = new ScriptedReasoner(...texts);
    const spec = {
      name: 'scripted',
      fingerprint: 'f',
      privileged: false,
      language: true,
      cameras: [],
      state: [],
      mode: 'ee_pose' as const,
      executionHorizon: 0,
    };
    this.policy = new GroundedPolicy(
      spec,
      this.reasoner,
      groundingOptions({ ...GROUNDING_DEFAULTS, ...options }, 'fraction'),
      surroundingsOf(loadLibrary()).grippers,
    );
  }

  /** Until it stops by itself, or for `calls` calls. */
  async run(instruction: string, hand: Hand, calls = 60): Promise<ActionChunk> {
    const context = { episodeId: 's/nominal/0', seed: 7, instruction, controlHz: 20, maxSteps: 240, robot: 'panda' };
    await this.policy.reset({ ...context, privileged: null });
    for (let call = 0; call < calls; call++) {
      const chunk = await this.policy.act(this.observation(instruction));
      this.chunks.push(chunk);
      if (chunk.declares || chunk.gaveUp) return chunk;
      this.obey(chunk, hand);
    }
    return this.chunks.at(-1)!;
  }

  get stages(): (string | undefined)[] {
    return this.chunks.map(({ stage }) => stage);
  }

  private observation(instruction: string): Observation {
    const cameras: Record<string, CameraImage> = this.sighted ? { front: image } : {};
    const state = { tcpPose: Float64Array.from(this.tcp), gripperOpening: Float64Array.of(this.opening) };
    const reading = { cameras, state, visibility: [], framesRendered: 0, poses: null };
    return { step: this.chunks.length, timeSec: 0, instruction, reading, worldState: null };
  }

  private obey({ actions, blind }: ActionChunk, hand: Hand): void {
    const last = actions.at(-1)!;
    this.tcp = last.slice(0, 7);
    this.opening = last[7] === 0 ? hand.closed : 1;
    this.sighted = !blind;
  }
}

const GRASP = ['approach', 'descend', 'grasp', 'lift'];
const PLACE = ['transport', 'lower', 'release', 'retreat'];

t.test('takes a thing, holds it, and is done; one question, one picture', async (t) => {
  const session = new Session({}, CUBE_BOX);
  const end = await session.run(TAKE, HOLDS);
  t.equal(end.declares, 'done');
  t.same(session.stages.slice(0, 5), [...GRASP, 'wait']);
  t.equal(session.reasoner.questions.length, 1);
  t.ok(
    session.chunks.slice(0, -1).every(({ blind }) => blind),
    'nobody has to draw between the questions',
  );
  t.equal(session.policy.instructionSent(), TAKE);
});

t.test('brings a thing: looks and asks for the place, puts it down, looks whether it is there', async (t) => {
  const session = new Session({}, CUBE_BOX, BIN_BOX, BIN_BOX);
  const end = await session.run(PUT, HOLDS);
  t.match(end, { declares: 'done', query: { notes: ['it is where it should be'] } });
  t.same(session.stages.slice(0, -1), [...GRASP, 'look', ...PLACE, 'look']);
  t.same(
    session.reasoner.questions.map(({ about }) => about),
    ['target', 'goal', 'target'],
  );
  t.same(
    session.reasoner.questions.map(({ index }) => index),
    [0, 1, 2],
  );
  t.equal(session.reasoner.questions[1]!.instruction, GOAL_WORDS + PUT);
  t.equal(session.policy.instructionSent(), PUT);
  t.same(
    session.chunks.filter(({ blind }) => !blind).map(({ stage }) => stage),
    ['look', 'look', undefined],
  );
});

t.test('every query is kept: prompt, answer, box, hash of the picture, and how it led to motion', async (t) => {
  const session = new Session({}, CUBE_BOX);
  await session.run(TAKE, HOLDS, 1);
  t.match(session.chunks[0], {
    text: 'Because.',
    query: {
      kind: 'affordance',
      camera: 'front',
      prompt: `${TAKE} ?`,
      answer: CUBE_BOX,
      imageHash: /^[0-9a-f]{64}$/,
      wellFormed: true,
      problem: null,
      notes: [/42 mm seen/, /^grasp from above at \(0.4/],
    },
  });
});

t.test('a missed grasp is asked for again, no more often than maxQueries', async (t) => {
  const session = new Session({ maxQueries: '2' }, CUBE_BOX);
  const end = await session.run(PUT, EMPTY);
  t.equal(end.declares, 'done');
  t.same(session.stages.slice(0, -1), [...GRASP, 'look', ...GRASP]);
  t.equal(session.reasoner.questions.length, 2);
});

t.test('what slips away on the way is gone for again', async (t) => {
  const session = new Session({}, CUBE_BOX, BIN_BOX, CUBE_BOX);
  let calls = 0;
  const hand = {
    get closed() {
      return calls++ < 3 ? 0.5 : 0;
    },
  };
  await session.run(PUT, hand, 9);
  t.same(session.stages, [...GRASP, 'look', 'transport', 'look', ...GRASP.slice(0, 2)]);
});

t.test('an open loop looks once: a box for the thing and one for the place, or one path for both', async (t) => {
  const boxes = new Session({ loop: 'open' }, CUBE_BOX, BIN_BOX);
  t.equal((await boxes.run(PUT, HOLDS)).declares, 'done');
  t.same(boxes.stages.slice(0, -1), [...GRASP, ...PLACE]);
  t.equal(boxes.reasoner.questions[0]!.image, boxes.reasoner.questions[1]!.image);
  const middle = maskOf(image, 0)!.middle;
  const path = tagged([middle, [0.5, 0.7], maskOf(image, 1)!.middle]);
  const line = new Session({ loop: 'open', mode: 'trajectory' }, path);
  t.equal((await line.run(PUT, HOLDS)).declares, 'done');
  t.equal(line.reasoner.questions.length, 1);
  t.same(line.stages.slice(0, -1), [...GRASP, 'transport', ...PLACE]);
});

t.test('a path is followed at carry height and ends over the place', async (t) => {
  const middle = maskOf(image, 0)!.middle;
  const path = tagged([middle, [0.5, 0.7], maskOf(image, 1)!.middle]);
  const session = new Session({ mode: 'trajectory' }, path);
  await session.run(PUT, HOLDS, 8);
  const transports = session.chunks.filter(({ stage }) => stage === 'transport');
  t.ok(transports.length === 2 && transports.every(({ actions }) => actions.every((row) => row[2]! > 0.24)));
  const [x, y] = transports.at(-1)!.actions.at(-1)!;
  t.ok(Math.hypot(x! - 0.45, y! + 0.2) < 0.02);
});

t.test('an answer that says absent is declared; what nobody can use gives up, and says why', async (t) => {
  const absent = await new Session({}, tagged({})).run(TAKE, HOLDS);
  t.match(absent, { declares: 'target_absent', actions: [] });
  const nowhere = await new Session({}, CUBE_BOX, tagged({})).run(PUT, HOLDS);
  t.match(nowhere, { gaveUp: 'unreachable', query: { absent: true } }, 'a thing in the hand, and no place for it');
  const gone = await new Session({}, CUBE_BOX, tagged({})).run(TAKE, EMPTY);
  t.match(gone, { declares: 'done' }, 'it was there, so it is not absent');
  const cases: readonly [text: string, gaveUp: string, why: object][] = [
    ['I would rather not.', 'unparseable', { problem: /expected JSON/ }],
    ['', 'unparseable', {}],
    ['<output>{"x": NaN, "y": 0.5, "width": 0.1, "height": 0.1}</output>', 'unparseable', {}],
    [tagged({ x: 'NaN', y: 0.5, width: 0.1, height: 0.1 }), 'unparseable', { problem: /finite/ }],
    [tagged({ x: 7, y: 7, width: 0.1, height: 0.1 }), 'unparseable', {}],
    [tagged([[0.5, 0.5]]), 'unparseable', {}],
    ['<html><body>502 Bad Gateway</body></html>', 'unparseable', {}],
    [tagged({ x: 0.2, y: 0.9, width: 0.05, height: 0.05 }), 'unreachable', { notes: ['nothing stands there'] }],
    [BIN_BOX, 'unreachable', { notes: [/too wide/] }],
  ];
  for (const [text, gaveUp, why] of cases) {
    const end = await new Session({}, text).run(TAKE, HOLDS);
    t.match(end, { gaveUp, actions: [], query: { answer: text, ...why } }, text.slice(0, 60));
  }
});

t.test('strict takes no answer without the format', async (t) => {
  const bare = JSON.stringify(maskOf(image, 0)!.box);
  t.equal((await new Session({}, bare).run(TAKE, HOLDS, 1)).stage, 'approach');
  t.equal((await new Session({ format: 'strict' }, bare).run(TAKE, HOLDS, 1)).gaveUp, 'unparseable');
});

t.test('any answer leads to finite rows or an end; no more than 64 KiB of it are kept', async (t) => {
  const many = Array.from({ length: 10_000 }, (_, i) => [Math.abs(Math.sin(i)), Math.abs(Math.cos(i * i))]);
  const edges = [0, 1, -0.4, 1.4].flatMap((x) => [0, 1].map((y) => tagged({ x, y, width: 0.9, height: 2 })));
  for (const text of [tagged(many), ...edges, `${'ä'.repeat(200_000)}${CUBE_BOX}`]) {
    const session = new Session({ mode: text.includes('[[') ? 'trajectory' : 'affordance' }, text);
    await session.run(PUT, HOLDS, 12);
    t.ok(session.chunks.every(({ actions }) => actions.flat().every(Number.isFinite)));
    t.ok(session.chunks.every(({ query }) => Buffer.byteLength(query?.answer ?? '') <= 65_536));
  }
});

t.test('what a reasoner’s server does wrong is not the policy’s failure; closing closes the reasoner', async (t) => {
  const session = new Session({}, CUBE_BOX);
  session.reasoner.answer = async () => {
    throw new HarnessError('E_POLICY_SERVER', 'expected JSON, got 500');
  };
  await t.rejects(session.run(TAKE, HOLDS), { code: 'E_POLICY_SERVER' });
  await session.policy.close();
  t.ok(session.reasoner.closed);
});

t.test('options are checked by name, and make another policy', async (t) => {
  const knowledge = () => {
    throw new Error('not asked for');
  };
  const source = (address: string) => policySource(address, { knowledge, grippers: {} });
  for (const [address, message] of [
    ['baseline?mode=boxes', /mode: expected one of affordance, trajectory, got 'boxes'/],
    ['baseline?size=640', /size: expected WIDTHxHEIGHT/],
    ['baseline?maxQueries=0', /maxQueries: expected a whole number of at least 1, got '0'/],
    ['baseline?speed=9', /no option 'speed'/],
  ] as const) {
    await t.rejects(source(address), { code: 'E_POLICY', message });
  }
  const [plain, path, oracle] = await Promise.all(
    ['baseline', 'baseline?mode=trajectory', 'oracle-grounding?loop=open&size=320x240'].map(source),
  );
  t.not(plain!.spec.fingerprint, path!.spec.fingerprint);
  t.match(plain!.spec, { privileged: false, language: true, mode: 'ee_pose', executionHorizon: 0 });
  t.same(plain!.spec.cameras, [
    { name: 'front', widthPx: 640, heightPx: 480, depth: true, segmentation: false, when: 'each' },
  ]);
  t.match(oracle!.spec, { privileged: true, cameras: [{ widthPx: 320, segmentation: true, when: 'first' }] });
});

/** A made-up year of nightly runs: what happens to a real one, so that pages, tests and measurements meet all of it. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../harness/types.ts';
import type { Verdict } from '../../reports/schema/gate.ts';
import { writeGate } from './gate-file.ts';
import { type MadeEpisode, writeRun } from './run-folder.ts';

const DAY_MS = 86_400_000;
const FIRST_MS = Date.UTC(2026, 8, 20, 1, 30);
const SCENARIOS = ['ood_pick', 'ood_place', 'ood_region'];
const CONDITIONS = [
  ...['object=new_color', 'object=new_category', 'position=outside_5cm', 'position=outside_10cm'],
  ...['instruction=paraphrase', 'instruction=german', 'lighting=dim', 'camera=far', 'distractors=five'],
  ...['occlusion=half', 'latency=200ms'],
];
/** How much of a policy's skill a factor takes. */
const HARD: Readonly<Record<string, number>> = {
  position: 0.12,
  instruction: 0.1,
  lighting: 0.06,
  camera: 0.2,
  distractors: 0.15,
  occlusion: 0.22,
  latency: 0.08,
};

interface Actor {
  readonly policy: string;
  readonly skill: (night: number) => number;
  readonly from: number;
  readonly fingerprint: (night: number) => string;
}

const ACTORS: readonly Actor[] = [
  { policy: 'baseline', skill: () => 0.9, from: 0, fingerprint: () => 'b1' },
  {
    policy: 'vla-r1@http://gpu:8000?mode=trajectory',
    skill: (night) => (night >= 52 && night < 54 ? 0.42 : night >= 32 ? 0.83 : 0.66),
    from: 3,
    fingerprint: (night) => (night >= 52 && night < 54 ? 'r2-broken' : night >= 32 ? 'r2' : 'r1'),
  },
  { policy: 'openai@http://gpu:8001/v1?model=other', skill: () => 0.62, from: 36, fingerprint: () => 'o1' },
];

/** Writes the runs of so many nights, three policies at most a night, and returns their folders. */
export function writeNights(home: string, nights: number, replicates = 4): string[] {
  mkdirSync(home, { recursive: true });
  return Array.from({ length: nights }, (_, night) => night)
    .filter((night) => night < 25 || night > 27)
    .flatMap((night) =>
      ACTORS.filter(({ from }) => night >= from).map((actor, i) => writeNight(home, night, actor, i, replicates)),
    );
}

function writeNight(home: string, night: number, actor: Actor, order: number, replicates: number): string {
  const startMs = FIRST_MS + night * DAY_MS + order * 2_700_000;
  const createdAt = new Date(startMs).toISOString();
  const stamp = createdAt.replace(/[-:]|\.\d+/g, '');
  const name = actor.policy.split(/[@?]/)[0]!;
  const runId = `${stamp}-ood-${name}`;
  const plan = night >= 45 ? 'plan-2' : 'plan-1';
  const fingerprint = actor.fingerprint(night);
  const path = writeRun(join(home, runId), {
    policy: name,
    replicates,
    scenarios: SCENARIOS,
    conditions: CONDITIONS,
    outcome: (episode) => outcomeOf(episode, actor, night),
    row: (episode) => ({ startedAt: new Date(startMs + 1000 * (1 + episode.replicate)).toISOString() }),
    spec: (episode) => ({ digest: `${plan} ${JSON.stringify(episode)}` }),
    simulator: { version: night >= 45 ? '3.2.8' : '3.2.7' },
    request: {
      suite: 'ood',
      policy: actor.policy,
      policyFingerprint: fingerprint,
      planDigest: hash(plan),
      episodes: null,
    },
    manifest: {
      runId,
      createdAt,
      policy: { name, fingerprint, privileged: false, mode: 'ee_pose' },
      versions: { harness: night >= 20 ? '0.2.0' : '0.1.0', node: 'v20', bridge: '0.1.0' },
    },
  });
  if (order < 2) {
    const [verdict, reason] = verdictOn(actor, night);
    writeGate(join(path, 'gate.json'), verdict, reason, {
      runId,
      suite: 'ood',
      policy: { name, fingerprint, privileged: false },
    });
  }
  return path;
}

function verdictOn({ policy }: Actor, night: number): [Verdict, string] {
  if (isDown(policy, night)) return ['invalid', 'no episode has a valid outcome'];
  if (policy === 'baseline' || night < 52 || night >= 54) return ['pass', 'every rule is shown to hold'];
  return ['regression', 'nominal: 42 pp lost, and the loss may be the margin of 10 pp or more'];
}

/** The model's server was unreachable for a night. */
const isDown = (policy: string, night: number): boolean => policy.startsWith('vla-r1') && night === 40;

function outcomeOf(episode: MadeEpisode, { policy, skill }: Actor, night: number): Outcome {
  if (isDown(policy, night)) return 'infra_error';
  const luck = share(`${JSON.stringify(episode)} ${night >= 45}`);
  const own = share(`${policy} ${night} ${JSON.stringify(episode)}`);
  if (own > 0.995) return 'infra_error';
  const factor = episode.conditionId.split('=')[0]!;
  const wobble = policy === 'baseline' ? 0 : (own - 0.5) * 0.35;
  return luck < skill(night) - (HARD[factor] ?? 0) + wobble ? 'success' : 'failure';
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const share = (text: string): number => Number.parseInt(hash(text).slice(0, 8), 16) / 2 ** 32;

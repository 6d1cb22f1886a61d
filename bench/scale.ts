/** `npm run bench:scale`: a plan of a million episodes, drawn and gone on with, by the command line and PyBullet. */
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RunFolder } from '../harness/record/folder.ts';
import { PlanFile } from '../harness/record/plan-file.ts';
import { opened, sealed } from '../harness/record/sealed-line.ts';
import type { EpisodeRecord } from '../harness/types.ts';
import { type Measurement, measured, told } from './measurement.ts';
import { untilThen, type Watched } from './process-watch.ts';
import { report } from './report.ts';

const EPISODES = 1_000_000;
const RECORDED = EPISODES / 2;
const CONDITIONS = 5;
const LIMIT_SEC = 600;
const SUITE = `task: pick_and_place
instruction: Put the {target} in the {receptacle}.
robot: panda
look: oak
objects:
  target: { model: cube, place: { region: left } }
  receptacle: { model: bowl, place: { region: right } }
factors:
  object:
    new_color: { objects.target.color: purple }
  lighting:
    dim: { light.ambient: 0.25 }
  instruction:
    polite: { instruction: "Could you put the {target} in the {receptacle}, please?" }
  latency:
    late: { latencyMs: 100 }
`;

async function scale(): Promise<Measurement[]> {
  const home = mkdtempSync(join(tmpdir(), 'bench-scale-'));
  try {
    const suite = join(home, 'large.yaml');
    writeFileSync(suite, SUITE);
    const folder = new RunFolder(join(home, 'run'));
    const choice = ['--suite', suite, '--episodes', String(EPISODES / CONDITIONS), '--policy', 'oracle'];
    const args = ['run', ...choice, '--floors', 'none', '--workers', '1', '--out', folder.path];
    const bytes = () => (existsSync(folder.episodesFile) ? statSync(folder.episodesFile).size : 0);
    const planned = await untilThen(args, () => bytes() > 0, LIMIT_SEC);
    await makeRecords(folder);
    const before = bytes();
    const resumed = await untilThen(args, () => bytes() > before, LIMIT_SEC);
    const planMb = statSync(folder.planFile).size / 1e6;
    return [...rowsOf('planned', planned), ...rowsOf('gone on with', resumed), told('plan.jsonl', planMb, 'MB')];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function rowsOf(what: string, { sec, cpuSec, peakMb }: Watched): Measurement[] {
  const name = `${EPISODES.toLocaleString('en')} episodes ${what}`;
  return [
    measured(`${name}, until the first has run`, sec, 's', '<=', 60),
    told(`${name}: CPU of the harness`, cpuSec, 's'),
    measured(`${name}: peak memory of the harness`, peakMb, 'MB', '<=', 500),
  ];
}

/** Rows like the first one, for the first half of the plan. */
async function makeRecords({ planFile, episodesFile }: RunFolder): Promise<void> {
  const [first] = readFileSync(episodesFile, 'utf8').split('\n');
  const like = JSON.parse(opened(first!).text) as EpisodeRecord;
  const plan = await PlanFile.open(planFile);
  const rows = function* (): Iterable<string> {
    yield `${first}\n`;
    for (let place = 1; place < RECORDED; place++) {
      const { episodeId, scenarioId, conditionId, replicate, seed, digest } = plan.at(place);
      yield `${sealed({ ...like, episodeId, scenarioId, conditionId, replicate, seed, digest })}\n`;
    }
  };
  await pipeline(rows, createWriteStream(episodesFile)).finally(() => plan.close());
}

await report({ scale });

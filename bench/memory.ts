import { readdirSync, readFileSync } from 'node:fs';
import { type Measurement, measured } from './measurement.ts';
import { RecordedPolicy } from './recorded-policy.ts';
import { runHarness, workload } from './setting.ts';

const EPISODES = 1000;
const WARM = 100;
const STEPS = 8;
const PAGE_BYTES = 4096;

/** Resident memory of the harness, which draws what the policy sees, and its bridge after 1,000 short episodes against after 100. */
export async function memory(): Promise<Measurement[]> {
  const { episode, rows } = await workload(STEPS);
  const episodes = Array.from({ length: EPISODES }, (_, i) => ({
    ...episode,
    episodeId: episode.episodeId.replace(/\d+$/, String(i)),
  }));
  const seen: number[] = [];
  await runHarness({
    episodes,
    workers: 1,
    renderer: 'harness',
    policy: () => new RecordedPolicy({ rows, horizon: 8, camera: true }),
    ended: () => seen.push(residentBytes()),
  });
  // The mean of the episodes around each end: one reading is at the mercy of the last garbage collection.
  const around = (at: number) => seen.slice(at - 50, at).reduce((sum, bytes) => sum + bytes, 0) / 50;
  const [early, late] = [around(WARM), around(EPISODES)];
  process.stderr.write(
    `  ${(early / 1e6).toFixed(0)} MB after ${WARM}, ${(late / 1e6).toFixed(0)} MB after ${EPISODES}\n`,
  );
  return [
    measured(
      'growth of memory from episode 100 to 1,000, bridge and drawing included',
      100 * (late / early - 1),
      '%',
      '<=',
      5,
    ),
  ];
}

/** Of this process and its children (Linux). */
function residentBytes(): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === process.pid);
  return [String(process.pid), ...children].reduce((sum, pid) => sum + pagesOf(pid) * PAGE_BYTES, 0);
}

const parentOf = (pid: string): number =>
  Number(
    read(`/proc/${pid}/stat`)
      .replace(/.*\) \S /, '')
      .split(' ')[0],
  );
const pagesOf = (pid: string): number => Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0);

/** Empty for a process that ended in between. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

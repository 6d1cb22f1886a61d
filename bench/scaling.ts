import { type Measurement, measured, median } from './measurement.ts';
import { bareRate } from './rates.ts';
import { RecordedPolicy } from './recorded-policy.ts';
import { runHarness, type Workload, workload } from './setting.ts';

const PAIRS = 3;
const EPISODES = 8;

/** Two workers against one, and, on the same machine in the same minute, two bare loops at once against one. */
export async function scaling(): Promise<Measurement[]> {
  const work = await workload(160);
  const ratios: number[] = [];
  for (let i = 0; i < PAIRS; i++) ratios.push((await seconds(work, 1)) / (await seconds(work, 2)));
  const bare = await workload(1600);
  const alone = (await bareRate(bare, false)).stepsPerSec;
  const both = await Promise.all([bareRate(bare, false), bareRate(bare, false)]);
  const ideal = both.reduce((sum, { stepsPerSec }) => sum + stepsPerSec, 0) / alone;
  process.stderr.write(`  two bare loops reach ${ideal.toFixed(2)} x one on this machine\n`);
  return [measured(`2 workers / 1 worker (two bare loops: ${ideal.toFixed(2)} x)`, median(ratios), 'x', '>=', 1.8)];
}

/** From the first question to the last, so that starting bridges is not counted. */
export async function seconds(
  { episode, rows }: Workload,
  workers: number,
  { horizon = 8, renderer }: { readonly horizon?: number; readonly renderer?: string } = {},
): Promise<number> {
  const episodes = Array.from({ length: EPISODES }, (_, i) => ({
    ...episode,
    episodeId: episode.episodeId.replace(/\d+$/, String(i)),
  }));
  const policies: RecordedPolicy[] = [];
  await runHarness({
    episodes,
    workers,
    renderer,
    policy: () => {
      const policy = new RecordedPolicy({ rows, horizon, camera: true });
      policies.push(policy);
      return policy;
    },
  });
  const asked = policies.flatMap((policy) => policy.asked.map(({ ms }) => ms));
  return (Math.max(...asked) - Math.min(...asked)) / 1000;
}

import { type Measurement, measured, told } from '../measurement.ts';
import { runHarness, workload } from '../setting.ts';
import { withServed } from './served.ts';

const WIRES = ['openpi', 'vla-eval', 'gr00t'] as const;
const STEPS = 240;

/** The whole loop with PyBullet and pictures by the harness: what a person sees who runs a policy that answers at once. */
export async function looped(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const wire of WIRES) {
    for (const cameras of [1, 2] as const) {
      for (const horizon of [1, 8]) measurements.push(...(await loop(wire, cameras, horizon)));
    }
  }
  return measurements;
}

async function loop(wire: string, cameras: 1 | 2, horizon: number): Promise<Measurement[]> {
  const { episode } = await workload(STEPS);
  return withServed(wire, { cameras, horizon }, async (source) => {
    const policy = await source.open();
    const cpu = process.cpuUsage();
    const [record] = await runHarness({ episodes: [episode], policy: () => policy, workers: 1, renderer: 'harness' });
    const { user, system } = process.cpuUsage(cpu);
    if (record?.outcome !== 'failure')
      throw new Error(`the measured episode ended as ${record?.outcome} ${record?.end}`);
    const name = `${wire}, ${cameras} x 256x256, ${horizon === 1 ? 'asked each step' : `asked every ${horizon} steps`}`;
    const beyond = record.framesRendered - cameras * record.policyCalls;
    return [
      told(`${name}: control steps a second`, STEPS / record.wallTimeSec, '/s'),
      told('CPU of the harness for one, pictures drawn included', (user + system) / 1000 / STEPS, 'ms'),
      measured('pictures drawn beyond those asked for', beyond, '', '<=', 0),
    ];
  });
}

import type { PolicySource } from '../../agents/index.ts';
import { goldenMoment } from '../../harness/commands/doctor/policy-section.ts';
import { drawnHosts } from '../../harness/commands/hosts.ts';
import type { GoldenMoment } from '../../harness/doctor/policy.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import { type Measurement, measured, told } from '../measurement.ts';
import { withServed } from './served.ts';

const WIRES = ['openpi', 'vla-eval', 'starvla', 'gr00t', 'process'] as const;
/** Those that the goal was set for. */
const HELD: readonly string[] = ['openpi', 'vla-eval'];
const WARM_UP = 500;
const QUESTIONS = 2000;

/** Questions a second over each wire, with nothing behind it, and what one costs the harness: pictures laid out, sent, answered, converted. */
export async function asked(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const wire of WIRES) {
    for (const cameras of [1, 2] as const) {
      const { perSec, cpuMs } = await withServed(wire, { cameras, horizon: 8 }, questions);
      const what = `${wire}, ${cameras === 1 ? 'one camera' : 'two cameras'} of 256x256, raw`;
      const name = `${what}: questions a second`;
      const held = HELD.includes(wire) && cameras === 2;
      measurements.push(held ? measured(name, perSec, '/s', '>=', 900) : told(name, perSec, '/s'));
      measurements.push(measured('CPU of the harness for one', cpuMs, 'ms', '<=', 1));
    }
  }
  return measurements;
}

async function questions(source: PolicySource): Promise<{ perSec: number; cpuMs: number }> {
  const golden = await moment(source);
  const policy = await source.open();
  try {
    await policy.reset(golden.context);
    for (let i = 0; i < WARM_UP; i++) await policy.act(golden.observation);
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    for (let i = 0; i < QUESTIONS; i++) await policy.act(golden.observation);
    const { user, system } = process.cpuUsage(cpu);
    const sec = (performance.now() - start) / 1000;
    return { perSec: QUESTIONS / sec, cpuMs: (user + system) / 1000 / QUESTIONS };
  } finally {
    await policy.close();
  }
}

async function moment(source: PolicySource): Promise<GoldenMoment> {
  const [host] = drawnHosts({ simulator: 'pybullet' }, 1);
  try {
    return await goldenMoment(source, await host!.open(), loadLibrary());
  } finally {
    await host!.dispose();
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { findRun } from '../../harness/run/find-run.ts';
import { type Entrant, entrantOfRun } from '../../reports/compare/index.ts';
import { compareSimulators } from '../../reports/sim-to-sim/index.ts';
import { renderSimToSim } from '../../reports/terminal/sim-to-sim.ts';
import { terminal } from '../../reports/terminal/terminal.ts';
import { FrontDoor } from '../builders/front-door.ts';

const RUN = ['run', '--suite', 'smoke', '--scenario', 'pick', '--episodes', '2', '--floors', 'none'];

async function runIn(harness: FrontDoor, simulator: string, policy: string, out: string): Promise<void> {
  const { code, stderr } = await harness.run([...RUN, '--simulator', simulator, '--policy', policy, '--out', out]);
  t.equal(code, 0, stderr.slice(-300));
}

t.test('one plan in two simulators: paired by what was planned, rates side by side, order compared', async (t) => {
  const harness = new FrontDoor(t);
  for (const simulator of ['pybullet', 'mujoco'])
    for (const policy of ['oracle', 'noop']) await runIn(harness, simulator, policy, `${simulator}-${policy}`);
  const runs = ['pybullet-oracle', 'pybullet-noop', 'mujoco-noop', 'mujoco-oracle'];

  const { code, stdout } = await harness.run(['compare', '--simulators', ...runs, '--json', '--out', 'both']);
  t.equal(code, 0);
  const report = JSON.parse(stdout);
  t.match(report.simulators, [{ name: 'pybullet' }, { name: 'mujoco' }]);
  t.match(report.policies[0], {
    policy: 'oracle',
    all: { pairs: 2, successes: [2, 2], alike: 2 },
    unpaired: { missing: 0, definedDifferently: 0, withoutOutcome: 0 },
    differing: [],
  });
  t.match(report.policies[0].conditions[0], { condition: 'nominal', pairs: 2, difference: { value: 0 } });
  t.match(report.policies[1], { policy: 'noop', all: { successes: [0, 0] } });
  t.same(report.ranking, { items: 2, mmrv: 0, pearson: 1 });
  t.equal(readFileSync(join(harness.folder, 'both', 'sim-to-sim.json'), 'utf8'), stdout);

  await t.test('an episode that ends otherwise is listed, and moves rates and order', async (t) => {
    const [first, second] = await Promise.all(
      ['pybullet-oracle', 'mujoco-oracle'].map((run) => entrantAt(harness, run)),
    );
    const changed = compareSimulators([first!, failing(second!, 'pick/nominal/0')]);
    t.match(changed.policies[0], {
      all: { successes: [2, 1], alike: 1 },
      conditions: [{ condition: 'nominal', difference: { value: 0.5 } }],
      differing: [{ episodeId: 'pick/nominal/0', ends: ['success', 'max_steps'] }],
    });
    const text = renderSimToSim(changed, terminal(120, false));
    t.match(text, /pick\/nominal\/0: success \(\d+ steps\), max_steps/);
    t.match(text, /nominal +2\/2 {2}100 % +1\/2 {2}50 %/);
  });

  await t.test('another plan is no pair', async (t) => {
    const other = [...RUN, '--seed', '7', '--simulator', 'mujoco', '--policy', 'oracle', '--out', 'seed7'];
    await harness.run(other);
    const { code, stdout } = await harness.run(['compare', '--simulators', 'pybullet-oracle', 'seed7', '--json']);
    t.equal(code, 4);
    t.match(JSON.parse(stdout).policies[0], { all: { pairs: 0 }, unpaired: { definedDifferently: 2 } });
  });

  for (const [names, said] of [
    [['pybullet-oracle', 'pybullet-noop'], /expected runs in two simulators, got pybullet 3.2.7/],
    [['pybullet-oracle', 'mujoco-noop'], /policy oracle: expected one run in mujoco \S+, got 0/],
    [['pybullet-oracle', 'paper:vla-r1/table2'], /expected runs in two simulators|expected runs of this harness/],
  ] as const) {
    const { code, stderr } = await harness.run(['compare', '--simulators', ...names]);
    t.equal(code, 2);
    t.match(stderr, said);
  }
});

async function entrantAt(harness: FrontDoor, run: string): Promise<Entrant> {
  const location = join(harness.folder, run);
  return entrantOfRun({ location, ...(await findRun(location, harness.folder)) });
}

/** As if the policy had failed there. */
const failing = (entrant: Entrant, episodeId: string): Entrant => ({
  ...entrant,
  episodes: entrant.episodes.map((episode) =>
    episode.episodeId === episodeId ? { ...episode, outcome: 'failure', end: 'max_steps' } : episode,
  ),
});

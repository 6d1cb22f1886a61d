import type { Command } from 'commander';
import pc from 'picocolors';
import type { Fact } from '../doctor/fact.ts';
import { EXIT } from '../errors.ts';
import type { Flavour } from '../python/location.ts';
import type { SimulatorHost } from '../simulator/host.ts';
import type { SceneSpec } from '../types.ts';
import { jsonOption, policyMapOption, simulatorOption, withPolicyMap } from './options.ts';

interface DoctorOptions {
  readonly simulator: string;
  readonly conformance?: boolean;
  readonly world?: string;
  readonly policy?: string;
  readonly policyMap?: string;
  readonly json?: boolean;
}

interface Section {
  readonly title: string;
  readonly facts: readonly Fact[];
}

export function register(program: Command): void {
  program
    .command('doctor')
    .description(
      'check this machine, a simulator (versions, speed, conformance) and, with --policy, a policy: what it says, answers, takes',
    )
    .addOption(simulatorOption())
    .option('--conformance', 'run the conformance suite on a local simulator too (it always runs on an address)')
    .option(
      '--world <suite>',
      'play the conformance suite in the first scene of this suite: for a simulator with worlds of its own',
    )
    .option('--policy <name>', 'connect to this policy, ask it about one known scene, and time it')
    .addOption(policyMapOption())
    .addOption(jsonOption())
    .action(async (options: DoctorOptions) => {
      const sections = await examine(options);
      const failed = sections.flatMap(({ facts }) => facts).filter(({ result }) => result === 'failed').length;
      if (options.json) process.stdout.write(`${JSON.stringify({ ok: failed === 0, sections }, null, 2)}\n`);
      process.exitCode = failed === 0 ? EXIT.done : EXIT.noData;
    });
}

/** Machine, then bridge, then conformance, then policy; each printed as it is known. */
async function examine(options: DoctorOptions): Promise<readonly Section[]> {
  const print = options.json ? () => {} : (text: string) => void process.stdout.write(`${text}\n`);
  const sections = await examineSimulator(options, print);
  const { policy, policyMap, simulator } = options;
  if (policy === undefined) return sections;
  return [...sections, await policySection(withPolicyMap(policy, policyMap), simulator, print)];
}

async function examineSimulator(
  { simulator, conformance, world }: DoctorOptions,
  print: Print,
): Promise<readonly Section[]> {
  const [{ SIMULATORS, simulatorHost }, { isAddress }] = await Promise.all([
    import('../simulator/simulators.ts'),
    import('../simulator/address.ts'),
  ]);
  const { progressOn } = await import('../python/progress.ts');
  const scene = world === undefined ? undefined : (await import('./doctor/first-scene.ts')).firstScene(world);
  const host = simulatorHost(simulator, { progress: progressOn(process.stderr) });
  try {
    const local = !isAddress(simulator);
    const sections = [
      await machineSection(SIMULATORS[simulator]?.environment, print),
      await bridgeSection(simulator, host, print, scene),
    ];
    const reachable = sections[1]!.facts.every(({ result }) => result === 'ok');
    if (reachable && (conformance || !local)) sections.push(await conformanceSection(simulator, host, print, scene));
    return sections;
  } finally {
    await host.dispose();
  }
}

type Print = (text: string) => void;

async function machineSection(flavour: Flavour | undefined, print: Print): Promise<Section> {
  const { machineFacts, pythonFacts } = await import('../doctor/machine.ts');
  const facts = [...(await machineFacts()), ...(flavour ? await pythonFacts(flavour) : [])];
  return printed({ title: 'This machine', facts }, print);
}

async function bridgeSection(name: string, host: SimulatorHost, print: Print, scene?: SceneSpec): Promise<Section> {
  const { bridgeFacts } = await import('../doctor/bridge.ts');
  const shown = name.replace(/([?&]token=)[^&]*/, '$1...');
  return printed({ title: `Simulator ${shown}`, facts: await bridgeFacts(host, scene) }, print);
}

async function conformanceSection(
  name: string,
  host: SimulatorHost,
  print: Print,
  scene?: SceneSpec,
): Promise<Section> {
  const { conformanceFacts } = await import('../doctor/bridge.ts');
  print('Conformance to bridge protocol 1');
  const facts = await conformanceFacts(name, host, (fact) => print(line(fact)), scene);
  const count = (result: Fact['result']) => facts.filter((fact) => fact.result === result).length;
  print(`${count('ok')} ok, ${count('failed')} failed, ${count('skipped')} skipped`);
  return { title: 'Conformance', facts };
}

/** On a simulator of its own, whose scenes are drawn as in a run. */
async function policySection(policy: string, simulator: string, print: Print): Promise<Section> {
  const [{ drawnHosts }, { policyFacts }] = await Promise.all([
    import('./hosts.ts'),
    import('./doctor/policy-section.ts'),
  ]);
  const [host] = drawnHosts({ simulator }, 1);
  try {
    return printed({ title: `Policy ${policy}`, facts: await policyFacts(policy, host!) }, print);
  } finally {
    await host!.dispose();
  }
}

function printed(section: Section, print: Print): Section {
  print(`${section.title}\n${section.facts.map(line).join('\n')}\n`);
  return section;
}

const MARKS = { ok: pc.green('ok     '), failed: pc.red('failed '), skipped: pc.yellow('skipped') } as const;

const line = ({ name, result, detail }: Fact): string => `  ${MARKS[result]}  ${detail ? `${name}: ${detail}` : name}`;

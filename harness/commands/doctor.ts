import type { Command } from 'commander';
import pc from 'picocolors';
import type { Fact } from '../doctor/fact.ts';
import { EXIT } from '../errors.ts';
import type { SimulatorHost } from '../simulator/host.ts';
import { jsonOption, simulatorOption } from './options.ts';

interface DoctorOptions {
  readonly simulator: string;
  readonly conformance?: boolean;
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
      'check this machine and a simulator: versions, Python, renderer, speed, conformance to the bridge protocol',
    )
    .addOption(simulatorOption())
    .option('--conformance', 'run the conformance suite on a local simulator too (it always runs on an address)')
    .addOption(jsonOption())
    .action(async (options: DoctorOptions) => {
      const sections = await examine(options);
      const failed = sections.flatMap(({ facts }) => facts).filter(({ result }) => result === 'failed').length;
      if (options.json) process.stdout.write(`${JSON.stringify({ ok: failed === 0, sections }, null, 2)}\n`);
      process.exitCode = failed === 0 ? EXIT.done : EXIT.noData;
    });
}

/** Machine, then bridge, then conformance; each printed as it is known. */
async function examine({ simulator, conformance, json }: DoctorOptions): Promise<readonly Section[]> {
  const [{ simulatorHost }, { isAddress }] = await Promise.all([
    import('../simulator/simulators.ts'),
    import('../simulator/address.ts'),
  ]);
  const { progressOn } = await import('../python/progress.ts');
  const host = simulatorHost(simulator, { progress: progressOn(process.stderr) });
  const print = json ? () => {} : (text: string) => void process.stdout.write(`${text}\n`);
  try {
    const local = !isAddress(simulator);
    const sections = [await machineSection(local, print), await bridgeSection(simulator, host, print)];
    const reachable = sections[1]!.facts.every(({ result }) => result === 'ok');
    if (reachable && (conformance || !local)) sections.push(await conformanceSection(simulator, host, print));
    return sections;
  } finally {
    await host.dispose();
  }
}

type Print = (text: string) => void;

async function machineSection(withPython: boolean, print: Print): Promise<Section> {
  const { machineFacts, pythonFacts } = await import('../doctor/machine.ts');
  const facts = [...(await machineFacts()), ...(withPython ? await pythonFacts() : [])];
  return printed({ title: 'This machine', facts }, print);
}

async function bridgeSection(name: string, host: SimulatorHost, print: Print): Promise<Section> {
  const { bridgeFacts } = await import('../doctor/bridge.ts');
  const shown = name.replace(/([?&]token=)[^&]*/, '$1...');
  return printed({ title: `Simulator ${shown}`, facts: await bridgeFacts(host) }, print);
}

async function conformanceSection(name: string, host: SimulatorHost, print: Print): Promise<Section> {
  const { conformanceFacts } = await import('../doctor/bridge.ts');
  print('Conformance to bridge protocol 1');
  const facts = await conformanceFacts(name, host, (fact) => print(line(fact)));
  const count = (result: Fact['result']) => facts.filter((fact) => fact.result === result).length;
  print(`${count('ok')} ok, ${count('failed')} failed, ${count('skipped')} skipped`);
  return { title: 'Conformance', facts };
}

function printed(section: Section, print: Print): Section {
  print(`${section.title}\n${section.facts.map(line).join('\n')}\n`);
  return section;
}

const MARKS = { ok: pc.green('ok     '), failed: pc.red('failed '), skipped: pc.yellow('skipped') } as const;

const line = ({ name, result, detail }: Fact): string => `  ${MARKS[result]}  ${detail ? `${name}: ${detail}` : name}`;

import { Argument, type Command } from 'commander';
import { counted } from '../counted.ts';
import type { Library } from '../library/library.ts';
import { jsonOption } from './options.ts';
import { columns } from './table.ts';

interface Item {
  readonly name: string;
  readonly description: string;
}

/** Everything that can be listed; what is heavy is imported when it is asked for. */
const TOPICS: Readonly<Record<string, () => Promise<readonly Item[]>>> = {
  suites,
  scenarios,
  factors: async () => (await import('../factors.ts')).FACTORS,
  models,
  robots: async () =>
    entries((await library()).robots, ({ title, regions }) => `${title}; regions ${Object.keys(regions).join(', ')}`),
  looks: async () => entries((await library()).looks, ({ table }) => `table ${table.texture ?? 'plain'}`),
  cameras: async () =>
    entries((await library()).cameras, ({ eyeM, targetM }) => `from [${eyeM.join(', ')}] to [${targetM.join(', ')}] m`),
  colors: async () => entries((await library()).colors, (rgb) => rgb.map((channel) => channel.toFixed(2)).join(' ')),
  textures: async () => (await library()).textures.map((name) => ({ name, description: `data/textures/${name}.png` })),
  policies: async () => entries((await import('../../agents/index.ts')).POLICIES, ({ summary }) => summary),
  'policy-maps': policyMaps,
  simulators: async () =>
    entries((await import('../simulator/simulators.ts')).SIMULATORS, ({ description }) => description),
};

export function register(program: Command): void {
  program
    .command('list')
    .description('what there is: suites, scenarios, factors, models, robots, looks, policies, simulators, ...')
    .addArgument(new Argument('[what]', 'one kind of thing; everything when left out').choices(Object.keys(TOPICS)))
    .addOption(jsonOption())
    .action(async (topic: string | undefined, { json }: { json?: boolean }) => {
      const topics = topic === undefined ? Object.keys(TOPICS) : [topic];
      const lists = await Promise.all(topics.map(async (name) => [name, await TOPICS[name]!()] as const));
      process.stdout.write(
        json ? `${JSON.stringify(Object.fromEntries(lists.map(plain)))}\n` : `${lists.map(section).join('\n')}`,
      );
    });
}

const plain = ([topic, items]: readonly [string, readonly Item[]]) =>
  [topic, items.map(({ name, description }) => ({ name, description }))] as const;

function section([topic, items]: readonly [string, readonly Item[]]): string {
  const lines =
    items.length > 0 ? columns(items.map(({ name, description }) => [`  ${name}`, description])) : ['  none'];
  return `${topic}\n${lines.join('\n')}\n`;
}

async function library(): Promise<Library> {
  return (await import('../library/load.ts')).loadLibrary();
}

function entries<T>(table: Readonly<Record<string, T>>, describe: (entry: T) => string): Item[] {
  return Object.entries(table).map(([name, entry]) => ({ name, description: describe(entry) }));
}

async function policyMaps(): Promise<Item[]> {
  const { loadMap, mapNames } = await import('../../agents/action/map/load.ts');
  return Promise.all(
    mapNames().map(async (name) => ({ name, description: (await loadMap(name)).map.description?.trim() ?? '' })),
  );
}

async function models(): Promise<Item[]> {
  return entries((await library()).models, ({ role, category, color, noun, sizeM }) => {
    const size = sizeM.map((side) => Math.round(side * 1000)).join('x');
    return `${role}, ${category}, ${color} ${noun}, ${size} mm`;
  });
}

async function suites(): Promise<Item[]> {
  const { suiteNames, readSuite } = await import('../scenario/suite.ts');
  const known = await library();
  return suiteNames().map((name) => {
    const { suite, errors } = readSuite(name, known);
    const faults = errors.length > 0 ? `, ${counted(errors.length, 'fault')} (harness validate --suite ${name})` : '';
    const episodes = suite.scenarios.reduce((sum, { conditions, episodes }) => sum + conditions.length * episodes, 0);
    return {
      name,
      description: `${counted(suite.scenarios.length, 'scenario')}, ${counted(episodes, 'episode')}${faults}`,
    };
  });
}

async function scenarios(): Promise<Item[]> {
  const { suiteNames, readSuite } = await import('../scenario/suite.ts');
  const known = await library();
  return suiteNames().flatMap((name) =>
    readSuite(name, known).suite.scenarios.map(({ id, conditions, description }) => ({
      name: `${name}/${id}`,
      description: `${counted(conditions.length, 'condition')}; ${description}`,
    })),
  );
}

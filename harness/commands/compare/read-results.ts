import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Beside, type Entrant, entrantOfRun } from '../../../reports/compare/index.ts';
import {
  type ForeignFile,
  type ForeignResults,
  isVlaEval,
  readCsv,
  readLerobot,
  readPaper,
  readVlaEval,
} from '../../../reports/foreign/index.ts';
import { HarnessError } from '../../errors.ts';
import { packageRoot } from '../../package-root.ts';
import { findRun, type RecordedRun } from '../../run/find-run.ts';
import { requireSoundRows } from '../../run/sound-rows.ts';
import { didYouMean, listed } from '../../suggest.ts';
import { RUNS_HOME } from '../options.ts';

export interface ReadEntrant {
  readonly entrant: Entrant;
  /** Null for results of others, whose episodes cannot be drawn. */
  readonly run: RecordedRun | null;
}

export interface ReadResults {
  readonly entrants: readonly ReadEntrant[];
  readonly beside: readonly Beside[];
}

interface Place {
  readonly name: string;
  readonly isFile: boolean;
  /** Names of the files in a folder. */
  readonly files: readonly string[];
}

interface Reader {
  readonly accepts: (place: Place) => boolean;
  readonly read: (place: Place) => Promise<ReadResults>;
}

const EVAL_INFO = 'eval_info.json';
const PAPER = 'paper:';

/** Ways to read what was named; the first that accepts it is asked, and whatever nobody else accepts must be a run. */
const READERS: readonly Reader[] = [
  { accepts: ({ name }) => name.startsWith(PAPER), read: paper },
  {
    accepts: ({ isFile, name }) => isFile && /\.csv$/i.test(name),
    read: async ({ name }) => foreign(readCsv(await fileOf(name))),
  },
  { accepts: ({ isFile }) => isFile, read: json },
  { accepts: ({ files }) => !files.includes('manifest.json') && files.includes(EVAL_INFO), read: lerobotFolder },
  {
    accepts: ({ files }) => !files.includes('manifest.json') && files.some((each) => each.endsWith('.json')),
    read: vlaEvalFolder,
  },
  { accepts: () => true, read: run },
];

/** @throws HarnessError one line with file and line for what cannot be read */
export async function readResults(name: string): Promise<ReadResults> {
  const place = await placeOf(name);
  return READERS.find(({ accepts }) => accepts(place))!.read(place);
}

async function placeOf(name: string): Promise<Place> {
  const found = await stat(name).catch(() => null);
  const files = found?.isDirectory() ? (await readdir(name)).sort() : [];
  return { name, isFile: found?.isFile() ?? false, files };
}

const fileOf = async (file: string): Promise<ForeignFile> => ({ file, text: await readFile(file, 'utf8') });

const foreign = ({ entrants, beside }: ForeignResults): ReadResults => ({
  entrants: entrants.map((entrant) => ({ entrant, run: null })),
  beside,
});

async function json({ name }: Place): Promise<ReadResults> {
  const source = await fileOf(name);
  return foreign(isVlaEval(source.text) ? readVlaEval([source], name) : readLerobot(source));
}

async function lerobotFolder({ name }: Place): Promise<ReadResults> {
  return foreign(readLerobot(await fileOf(join(name, EVAL_INFO))));
}

async function vlaEvalFolder({ name, files }: Place): Promise<ReadResults> {
  const texts = await Promise.all(
    files.filter((each) => each.endsWith('.json')).map((each) => fileOf(join(name, each))),
  );
  const results = texts.filter(({ text }) => isVlaEval(text));
  if (results.length > 0) return foreign(readVlaEval(results, name.replace(/\/+$/, '')));
  throw new HarnessError(
    'E_INPUT',
    `${name}: expected a run folder, eval_info.json of LeRobot, or results of vla-eval; got ${listed(files, 5)}`,
  );
}

async function run({ name }: Place): Promise<ReadResults> {
  const recorded = await findRun(name, RUNS_HOME);
  requireSoundRows(recorded);
  const { manifest, episodes, records, torn } = recorded;
  if (torn) process.stderr.write(`${name}: the last line of the log is torn and not counted here\n`);
  const entrant = entrantOfRun({ location: name, manifest, episodes, records });
  return { entrants: [{ entrant, run: recorded }], beside: [] };
}

async function paper({ name }: Place): Promise<ReadResults> {
  const table = name.slice(PAPER.length);
  const home = join(packageRoot(), 'reports', 'papers');
  const known = (await readdir(home)).filter((each) => each.endsWith('.yaml')).map((each) => each.replace('.yaml', ''));
  const [wanted = ''] = table.split('/');
  if (!known.includes(wanted)) {
    throw new HarnessError('E_USAGE', `${name}: expected paper:<paper>/<table>, the paper one of ${listed(known)}`, {
      hint: didYouMean(wanted, known),
    });
  }
  const text = await readFile(join(home, `${wanted}.yaml`), 'utf8');
  return { entrants: [], beside: [readPaper(text, table)] };
}

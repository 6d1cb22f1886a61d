import { comparisonJson } from '../../../reports/compare/formats/index.ts';
import { compare } from '../../../reports/compare/index.ts';
import { type Comparison, renderComparison, terminalOf } from '../../../reports/index.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import { filmsOf } from './films.ts';
import type { CompareOptions } from './options.ts';
import { type ReadResults, readResults } from './read-results.ts';
import { writeComparison } from './write-comparison.ts';

/** Reads, compares, prints and writes; the exit code says whether there was anything to compare. */
export async function compareResults(names: readonly string[], options: CompareOptions): Promise<number> {
  const read = gathered(await inTurn(names, readResults));
  requireTwo(read);
  const comparison = compare({
    entrants: read.entrants.map(({ entrant }) => entrant),
    beside: read.beside,
    allowDifferent: options.allowDifferent ?? false,
  });
  const written = options.out === undefined ? [] : await write(options.out, comparison, read, options.replays);
  const text = options.json
    ? comparisonJson(comparison)
    : renderComparison(comparison, terminalOf(process.stdout, process.env));
  process.stdout.write(text);
  if (written.length > 0) process.stderr.write(`wrote ${written.join(', ')}\n`);
  return exitCode(comparison);
}

async function write(
  folder: string,
  comparison: Comparison,
  { entrants }: ReadResults,
  replays: number,
): Promise<string[]> {
  const runs = entrants.map(({ run }) => run);
  return writeComparison(folder, { comparison, films: await filmsOf(comparison, runs, replays) });
}

const gathered = (all: readonly ReadResults[]): ReadResults => ({
  entrants: all.flatMap(({ entrants }) => entrants),
  beside: all.flatMap(({ beside }) => beside),
});

/** One after the other: their rows are large. */
async function inTurn<T, Result>(items: readonly T[], work: (item: T) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

function requireTwo({ entrants, beside }: ReadResults): void {
  if (entrants.length > 1 || entrants.length + beside.length > 1) return;
  const policy = entrants[0]?.entrant.name ?? beside[0]?.source;
  throw new HarnessError('E_USAGE', `expected two policies or more to compare; got ${policy} alone`, {
    hint: 'name another run, or paper:vla-r1/table2',
  });
}

/** Nothing to compare is no success: a script must not go on as if there had been. */
function exitCode({ entrants, pairing }: Comparison): number {
  const data = entrants.some(({ counts }) => counts.success + counts.failure > 0);
  if (entrants.length > 0 && !data) return EXIT.noData;
  return entrants.length > 1 && pairing.episodes === 0 ? EXIT.noData : EXIT.done;
}

import { mean } from '../../../reports/statistics/index.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import { loadLibrary } from '../../library/load.ts';
import { findEpisode, findRun, type RecordedRun } from '../../run/find-run.ts';
import { RUNS_HOME } from '../options.ts';
import { writeOutput } from '../output-file.ts';
import { judgeScore } from './judge-score.ts';
import { GOOD_IOU, type OpenAgainstClosed, openAgainstClosed } from './open-against-closed.ts';
import { type ScoredQuery, scoredQueries } from './recorded-queries.ts';
import { scoreOf } from './summary.ts';
import { scoreText, shown, withInterval } from './table.ts';

export interface RunScoreOptions {
  readonly run: string;
  readonly oracle?: string;
  readonly seed: number;
  readonly json?: string;
  readonly judge?: string;
}

/** Every question of a run against what was to be seen then, beside what came of it. */
export async function scoreRun({ run, oracle, seed, json, judge }: RunScoreOptions): Promise<number> {
  const found = await findRun(run, RUNS_HOME);
  const queries = await queriesOf(found, oracle === undefined ? null : await findRun(oracle, RUNS_HOME));
  if (queries.length === 0) {
    throw new HarnessError('E_RUN', `${found.folder.name}: expected questions to a model in its traces, got none`);
  }
  const rows = queries.flatMap(({ scored }) => scored ?? []);
  const reasoned = queries.map((query) => query.reasoned);
  const summary = scoreOf(rows, 0, seed, await judgeScore(judge ?? null, reasoned));
  const score = { ...summary, rows: queries.map(({ reasoned: _, ...row }) => row) };
  const nothing = queries.filter(({ scored }) => scored === null);
  const unseen = { n: nothing.length, saidAbsent: nothing.filter(({ saidAbsent }) => saidAbsent).length };
  const closedLoop = openAgainstClosed(queries, seed);
  const agreements = queries.flatMap(({ subject }) => subject?.agree ?? []);
  const namedIsBoxed = { n: agreements.length, rate: mean(agreements.map(Number)) };
  if (json !== undefined) {
    await writeOutput(
      json,
      `${JSON.stringify({ run: found.folder.name, ...score, unseen, namedIsBoxed, closedLoop }, null, 2)}\n`,
    );
  }
  process.stdout.write(`${scoreText(summary)}\n${closedLoopText(closedLoop, unseen)}${namedText(namedIsBoxed)}`);
  return EXIT.done;
}

async function queriesOf(run: RecordedRun, oracle: RecordedRun | null): Promise<ScoredQuery[]> {
  const all: ScoredQuery[] = [];
  const sources = { library: await loadLibrary(), oracle };
  for (const { episodeId } of run.episodes) all.push(...(await scoredQueries(findEpisode(run, episodeId), sources)));
  return all;
}

function closedLoopText(
  { episodes, pointBiserial, phi, iouOfSuccesses: good, iouOfFailures: bad }: OpenAgainstClosed,
  unseen: { readonly n: number; readonly saidAbsent: number },
): string {
  const hundredths = (value: number) => value.toFixed(2);
  const lines = [
    `does IoU predict success? ${episodes} episodes, by their first question about the target`,
    `  IoU of ${good.n} successes ${withInterval(good.mean, good.interval, hundredths)}`,
    `  IoU of ${bad.n} failures ${withInterval(bad.mean, bad.interval, hundredths)}`,
    `  correlation of IoU with success ${withInterval(pointBiserial.value, pointBiserial.interval, hundredths)}`,
    `  phi of IoU >= ${GOOD_IOU} with success ${withInterval(phi.value, phi.interval, hundredths)}`,
    `${unseen.n} questions about what did not show; ${shown(unseen.saidAbsent, String)} of them were answered so`,
  ];
  return `${lines.join('\n')}\n`;
}

const namedText = ({ n, rate }: { readonly n: number; readonly rate: number | null }): string =>
  `what a thought names is what its box is around in ${shown(rate, (value) => (100 * value).toFixed(1))} % of ${n}\n`;

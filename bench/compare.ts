import { compare } from '../reports/compare/index.ts';
import { readCsv } from '../reports/foreign/index.ts';
import { renderComparison, terminal } from '../reports/index.ts';
import { uniform } from '../reports/statistics/random.ts';
import { type Measurement, measured } from './measurement.ts';

const POLICIES = [0.1, 0, -0.05];
const LEVELS = 50;

/** From the text of a CSV to the table on the terminal: three policies, 50 conditions that share seeds. */
export async function comparison(): Promise<Measurement[]> {
  const seconds = [1000, 10_000, 100_000].map((rows) => timed(madeUp(rows)));
  process.stderr.write(`  1k, 10k, 100k rows a policy: ${seconds.map((each) => each.toFixed(2)).join(', ')} s\n`);
  return [
    measured('compare 3 policies x 100,000 rows, from CSV to table', seconds[2]!, 's', '<=', 5),
    measured('growth from 10,000 to 100,000 rows', seconds[2]! / seconds[1]!, 'x', '<=', 10),
  ];
}

function timed(text: string): number {
  const start = performance.now();
  const { entrants, beside } = readCsv({ file: 'made.csv', text });
  renderComparison(compare({ entrants, beside, allowDifferent: false }), terminal(120, false));
  return (performance.now() - start) / 1000;
}

function madeUp(rows: number): string {
  const unit = uniform(1);
  const lines = Array.from({ length: rows }, (_, at) => {
    const difficulty = unit();
    const level = at % LEVELS;
    const condition = level === 0 ? 'nominal' : `object=o${level}`;
    return POLICIES.map(
      (skill, p) => `p${p},s,${Math.floor(at / LEVELS)},${condition},${unit() < difficulty + skill ? 1 : 0}`,
    );
  });
  return `policy,scenario,seed,condition,success\n${lines.flat().join('\n')}\n`;
}

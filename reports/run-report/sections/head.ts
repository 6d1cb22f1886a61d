import { counted } from '../../../harness/counted.ts';
import { count, percent, range, seedsText } from '../../numbers.ts';
import { bigNumbers, type Content, facts, html, note, outcomeStrip } from '../../page/index.ts';
import type { Rate, Summary } from '../../schema/summary.ts';
import { independentRate } from '../../summary/rate.ts';
import { cautions } from '../cautions.ts';
import type { RunReport } from '../report.ts';

/** Who was measured on what, how all of it ended, and the rates that sum it up. */
export function head({ summary, manifest, warnings }: RunReport): Content {
  const { run, counts } = summary;
  const { simulator } = run;
  return [
    facts([
      ['policy', html`${run.policy.name} <small>fingerprint <code>${run.policy.fingerprint}</code></small>`],
      ['suite', html`${run.suite} <small>seed ${String(run.seed)} · run ${run.runId} · ${day(run.createdAt)}</small>`],
      [
        'simulator',
        html`${simulator.name} ${simulator.version} <small>pictures drawn by ${manifest.request.renderer}${run.robot && ` · robot ${run.robot}`}</small>`,
      ],
    ]),
    bigNumbers(headlines(summary)),
    html`<p>${counted(counts.planned, 'planned episode')}, which ended like this:</p>`,
    outcomeStrip(counts),
    bounds(summary),
    [...warnings, ...cautions(summary)].map((text) => note(text, 'warn')),
  ];
}

const day = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

function headlines({ nominal, overall }: Summary) {
  const floors = Object.entries(nominal.floors).map(([name, { k, n }]) => ({
    name: `floor: ${name}`,
    ...numbers(independentRate(k, n)),
  }));
  return [
    { name: 'nominal', ...numbers(nominal.rate) },
    { name: 'all conditions but controls', ...numbers(overall.valid) },
    ...floors,
  ];
}

function numbers(rate: Rate): { value: string; detail: string } {
  if (rate.rate === null) return { value: 'no data', detail: 'no valid outcome' };
  const seeds = rate.seeds < rate.n ? `, ${seedsText(rate)}` : '';
  return { value: percent(rate.rate, 1), detail: `${range(rate, 1)} · ${count(rate.k)} of ${count(rate.n)}${seeds}` };
}

/** What the errors could change: shown where there are any. */
function bounds({ counts, overall }: Summary): Content {
  if (counts.infraError === 0 || overall.valid.n === 0) return null;
  const [low, high] = [overall.errorsAsFailures, overall.errorsAsSuccesses];
  return note(html`${counted(counts.infraError, 'episode')} broke and are in no rate. Counting all of them as failures gives
${percent(low.rate, 1)}, as successes ${percent(high.rate, 1)}; valid outcomes alone give ${percent(overall.valid.rate, 1)}.`);
}

import { counted } from '../../../harness/counted.ts';
import { count, percent } from '../../numbers.ts';
import { type Content, facts, filmPicture, type Html, html, table } from '../../page/index.ts';
import type { WorstCell } from '../../schema/details.ts';
import { spaced } from '../../spaced.ts';
import type { Exhibit, RunReport, Said } from '../report.ts';

/** Of one episode. */
const MOST_SAID = 4;

/** The cells with the lowest rates, and a failure of each in full. */
export function worst({ summary, exhibits }: RunReport): Content {
  const cells = summary.details?.worst ?? [];
  if (cells.length === 0) {
    return html`<p>${summary.overall.valid.n === 0 ? 'No valid episode.' : 'No episode failed, but for negative controls.'}</p>`;
  }
  return [
    table({
      caption: html`<strong>Cells with the lowest rates</strong>`,
      columns: [
        { head: 'condition', cell: cellName },
        { head: 'k/n', kind: 'number', cell: ({ k, n }: WorstCell) => `${count(k)}/${count(n)}` },
        { head: 'rate', kind: 'number', strong: true, cell: ({ rate }) => percent(rate) },
        {
          head: 'failures ended by',
          cell: ({ ends }) => ends.map(({ end, episodes }) => `${spaced(end)} ${episodes}`).join(', '),
        },
      ],
      rows: cells,
    }),
    exhibits.map(exhibit),
  ];
}

const cellName = ({ scenarioId, conditionId }: Pick<WorstCell, 'scenarioId' | 'conditionId'>): string =>
  spaced(`${scenarioId}: ${conditionId.replaceAll('=', ' ')}`);

function exhibit({ cell, record, instruction, said, replay }: Exhibit): Html {
  return html`<article class="episode">
<h3>${cellName(cell)} <small>replicate ${String(record.replicate)}</small></h3>
<div class="replay">${filmPicture(replay, `Replay of ${record.episodeId}: it ends by ${spaced(record.end)}.`)}<div>
${facts([
  ['ended by', html`${spaced(record.end)} after ${counted(record.steps, 'step')} (${record.simTimeSec.toFixed(1)} s)`],
  ['instruction', sentText(instruction, record.instructionSent)],
  ['came as far as', milestoneText(record)],
  ['stages', stageText(record)],
  [
    'episode',
    html`<code>${record.episodeId}</code> <small>attempt ${record.attempt}, seed ${String(record.seed)}</small>`,
  ],
])}
</div></div>
${words(said)}
</article>`;
}

const sentText = (planned: string, sent: string | null): Content =>
  sent === null
    ? html`“${planned}” <small>planned; nothing was sent to the policy</small>`
    : sent === planned
      ? html`“${sent}” <small>as sent</small>`
      : html`“${sent}” <small>as sent; planned: “${planned}”</small>`;

function milestoneText({ milestones }: Exhibit['record']): string {
  if (!milestones) return 'not recorded';
  if (milestones.length === 0) return 'nothing: the target was not reached';
  return milestones.map(({ name, step }) => `${spaced(name)} (step ${step})`).join(', ');
}

function stageText({ stages }: Exhibit['record']): string {
  if (stages.length === 0) return 'the policy names none';
  const begun = stages.filter(({ name }, i) => name !== stages[i - 1]?.name);
  return begun.map(({ name, step }) => `${spaced(name)} ${step}`).join(' · ');
}

/** What went to the model and what it said; that there is none is said too. */
function words(said: Exhibit['said']): Html {
  if (said === null)
    return html`<p class="soft">No trace was kept: what the policy was asked and said is not known.</p>`;
  if (said.length === 0)
    return html`<p class="soft">This policy asks no model and says nothing: no prompt, no reasoning.</p>`;
  const more =
    said.length > MOST_SAID &&
    html`<p class="soft">${counted(said.length - MOST_SAID, 'more answer')} in the trace.</p>`;
  return html`<details><summary>Prompt as sent and the model's reasoning (${counted(said.length, 'answer')})</summary>${said.slice(0, MOST_SAID).map(oneSaid)}${more}</details>`;
}

function oneSaid({ step, stage, text, query }: Said): Html {
  const where = html`<strong>Step ${step}</strong>${stage && html` · ${spaced(stage)}`}${query?.about && html` · about the ${query.about}`}`;
  const answer = query?.answer ?? text;
  return html`<p>${where}${query?.problem && html` · <em>${query.problem}</em>`}</p>
${query && html`<p class="soft">Prompt</p><pre>${query.prompt}</pre>`}${answer && html`<p class="soft">Answer</p><pre>${answer}</pre>`}${query && query.notes.length > 0 && html`<p class="soft">Became motion by</p><pre>${query.notes.join('\n')}</pre>`}`;
}

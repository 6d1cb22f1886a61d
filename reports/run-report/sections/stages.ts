import { counted } from '../../../harness/counted.ts';
import type { Chart } from '../../charts/chart.ts';
import { count, percent } from '../../numbers.ts';
import { type Content, figure, html, table } from '../../page/index.ts';
import type { Summary } from '../../schema/summary.ts';
import type { Draw } from '../report.ts';

const MEANS: Readonly<Record<string, string>> = {
  reached: 'the tool within 10 cm of the target, or touching it',
  grasped: 'the gripper touches the target for three steps',
  lifted: 'held, 2 cm above where it stood',
  transported: 'held, within 10 cm of the middle of the goal',
  placed: 'the target touches the goal, or stands on the painted zone',
  released: 'placed, and the gripper has let go',
};

/** Where episodes stop on their way. */
export function stages({ details }: Summary, chart: Chart | undefined, draw: Draw): Content {
  if (!details) return null;
  const { stages: all, wrongObject, unknown } = details.funnel;
  const missing =
    unknown > 0 &&
    html`<p>${counted(unknown, 'valid episode')} without milestones in the record and without a trace: not counted here.</p>`;
  if (!chart) return [html`<p>No record tells how far its episode came.</p>`, missing];
  return [
    html`<p>Told from the world states alone, whatever the policy says of itself; each stage counts only after the one before.
Wrong object: in ${count(wrongObject.episodes)} of ${count(wrongObject.of)} episodes (${percent(wrongObject.rate, 1)}) the
robot lifted something that it was not asked for.</p>`,
    figure({
      title: 'How far episodes came',
      caption:
        'Share of valid episodes that came at least this far; controls are left out. Tasks that end in the hand have no place to go to.',
      alt: `Funnel: ${all.map(({ name, rate }) => `${name} ${percent(rate)}`).join(', ')}.`,
      chart: draw(chart),
      table: table({
        caption: 'Episodes by stage',
        columns: [
          { head: 'stage', cell: ({ name }: (typeof all)[number]) => name },
          { head: 'episodes', kind: 'number', cell: ({ episodes, of }) => `${count(episodes)}/${count(of)}` },
          { head: 'share', kind: 'number', strong: true, cell: ({ rate }) => percent(rate, 1) },
          { head: 'means', cell: ({ name }) => MEANS[name] },
        ],
        rows: all,
      }),
    }),
    missing,
  ];
}

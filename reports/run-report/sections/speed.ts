import type { Chart } from '../../charts/chart.ts';
import { bytesText, count, milliseconds } from '../../numbers.ts';
import { bigNumbers, type Content, figure, html, table } from '../../page/index.ts';
import type { Latency } from '../../schema/details.ts';
import type { Summary, Wire } from '../../schema/summary.ts';
import type { Draw } from '../report.ts';

/** How fast the policy answers, and how fast episodes run. */
export function speed({ details, wire }: Summary, chart: Chart | undefined, draw: Draw): Content {
  if (!details || !chart) return html`<p>The policy was never asked: no latency to report.</p>`;
  const { latency } = details;
  const { calls, p50Ms, p95Ms, p99Ms = null, maxMs, stepsPerSec } = latency;
  return [
    bigNumbers([
      ...(wire ? [{ name: 'on the wire', value: milliseconds(wire.p50Ms), detail: wireText(wire) }] : []),
      { name: wire ? 'median call' : 'median answer', value: milliseconds(p50Ms), detail: `${count(calls)} calls` },
      {
        name: '95 % within',
        value: milliseconds(p95Ms),
        detail: `99 % within ${milliseconds(p99Ms)}, slowest ${milliseconds(maxMs)}`,
      },
      {
        name: 'control steps',
        value: stepsPerSec === null ? 'no data' : `${count(Math.round(stepsPerSec))} /s`,
        detail: 'of one worker, wall time',
      },
    ]),
    figure({
      title: 'Inference latency',
      caption:
        'Every call to the policy counts, those too in which it goes on with a motion and asks no model. Bins are equally wide on a logarithmic axis.',
      alt: `Histogram of ${count(calls)} calls: half within ${milliseconds(p50Ms)}, 95 % within ${milliseconds(p95Ms)}, slowest ${milliseconds(maxMs)}.`,
      chart: draw(chart),
      table: table({
        caption: 'Calls by latency',
        columns: [
          { head: 'from', kind: 'number', cell: ({ fromMs }: Latency['histogram'][number]) => milliseconds(fromMs) },
          { head: 'to', kind: 'number', cell: ({ toMs }) => milliseconds(toMs) },
          { head: 'calls', kind: 'number', strong: true, cell: (bin) => count(bin.calls) },
        ],
        rows: latency.histogram,
      }),
    }),
  ];
}

const wireText = ({ p95Ms, p99Ms, sentBytes, receivedBytes }: Wire): string =>
  `95 % within ${milliseconds(p95Ms)}, 99 % within ${milliseconds(p99Ms)}, medians of the episodes; ${bytesText(sentBytes)} sent and ${bytesText(receivedBytes)} received a call`;

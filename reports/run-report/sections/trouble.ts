import { count } from '../../numbers.ts';
import { type Content, html, table } from '../../page/index.ts';
import type { Summary } from '../../schema/summary.ts';
import { spaced } from '../../spaced.ts';

/** Why episodes ended, and what broke. */
export function trouble({ ends, errors, attempts }: Summary): Content {
  return [
    ends.length > 0 &&
      table({
        caption: html`<strong>Why episodes ended.</strong> ${count(attempts)} attempts recorded`,
        columns: [
          { head: 'end', cell: ({ end }: Summary['ends'][number]) => spaced(end) },
          { head: 'outcome', cell: ({ outcome }) => spaced(outcome) },
          { head: 'episodes', kind: 'number', strong: true, cell: ({ episodes }) => count(episodes) },
        ],
        rows: ends,
      }),
    errors.length === 0
      ? html`<p>No attempt broke.</p>`
      : table({
          caption: html`<strong>What broke.</strong> All attempts, those too that were tried again and went well`,
          columns: [
            { head: 'code', cell: ({ code }: Summary['errors'][number]) => code },
            { head: 'attempts', kind: 'number', cell: (each) => count(each.attempts) },
            { head: 'episodes', kind: 'number', cell: (each) => count(each.episodes) },
            { head: 'first message', cell: ({ message }) => message },
          ],
          rows: errors,
        }),
  ];
}

import { type Content, type Html, html } from './html.ts';

export interface Column<Row> {
  readonly head: Content;
  /** `number` stands right in figures of equal width, `bar` takes the room that is left. */
  readonly kind?: 'text' | 'number' | 'bar';
  readonly strong?: boolean;
  readonly cell: (row: Row) => Content;
}

export interface Group<Row> {
  /** Null for rows without a heading. */
  readonly title: Content;
  readonly rows: readonly Row[];
}

export interface Table<Row> {
  /** What it shows: also read out, so never empty. */
  readonly caption: Content;
  /** The first one names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[] | readonly Group<Row>[];
  /** As wide as the page. */
  readonly wide?: boolean;
}

/** A table with a caption and named rows and columns; a wide one moves sideways within itself, never the page. */
export function table<Row>({ caption, columns, rows, wide = false }: Table<Row>): Html {
  return html`<div class="scroll" tabindex="0"><table${wide && html` class="wide"`}>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ head, kind }) => html`<th scope="col"${classOf(kind)}>${head}</th>`)}</tr></thead>
${groupsOf(rows).map((group) => body(group, columns))}</table></div>`;
}

const isGrouped = <Row>(rows: Table<Row>['rows']): rows is readonly Group<Row>[] =>
  rows.length > 0 && typeof rows[0] === 'object' && rows[0] !== null && 'title' in rows[0] && 'rows' in rows[0];

const groupsOf = <Row>(rows: Table<Row>['rows']): readonly Group<Row>[] =>
  isGrouped(rows) ? rows : [{ title: null, rows }];

function body<Row>({ title, rows }: Group<Row>, columns: readonly Column<Row>[]): Html {
  const heading = html`<tr><th scope="rowgroup" colspan="${columns.length}">${title}</th></tr>\n`;
  return html`<tbody${title !== null && html` class="group"`}>${title !== null && heading}${rows.map((row) => line(row, columns))}</tbody>\n`;
}

function line<Row>(row: Row, [name, ...others]: readonly Column<Row>[]): Html {
  return html`<tr><th scope="row"${classOf(name?.kind)}>${name?.cell(row)}</th>${others.map(({ kind, strong, cell }) => html`<td${classOf(kind, strong)}>${cell(row)}</td>`)}</tr>\n`;
}

function classOf(kind: Column<never>['kind'], strong = false): Content {
  const names = [kind === 'text' ? '' : kind, strong && 'strong'].filter(Boolean).join(' ');
  return names && html` class="${names}"`;
}

/** One line of the table; `npm run bench -- --json <file>` writes them as a list. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly comparison: '>=' | '<=';
  readonly goal: number;
  readonly pass: boolean;
}

export function measured(
  name: string,
  value: number,
  unit: string,
  comparison: Measurement['comparison'],
  goal: number,
): Measurement {
  return { name, value, unit, comparison, goal, pass: comparison === '>=' ? value >= goal : value <= goal };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Markdown, so that it can be pasted into docs/performance.md as it is. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map(
    ({ name, value, unit, comparison, goal, pass }) =>
      `| ${name} | ${Number(value.toPrecision(3))} ${unit} | ${comparison} ${goal} | ${pass ? 'yes' : 'NO'} |`,
  );
  return ['| measured | value | goal | reached |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

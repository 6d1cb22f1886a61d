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

/** A figure that nothing is asked of. */
export const told = (name: string, value: number, unit: string): Measurement => measured(name, value, unit, '>=', 0);

const isTold = ({ comparison, goal }: Measurement): boolean => comparison === '>=' && goal === 0;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The 20th percentile: whatever another process on the machine disturbed is no measure of either side. */
export const calm = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 5)]!;

/** Markdown, so that it can be pasted into docs/performance.md as it is. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map((each) => {
    const { name, value, unit, comparison, goal, pass } = each;
    const asked = isTold(each) ? ' | ' : `${comparison} ${goal} | ${pass ? 'yes' : 'NO'}`;
    return `| ${name} | ${Number(value.toPrecision(3))} ${unit} | ${asked} |`;
  });
  return ['| measured | value | goal | reached |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

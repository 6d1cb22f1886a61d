/** Where each episode of a plan stands, in a few bytes each: a plan of a million is looked things up in, not held. */

/** A condition of a scenario and its episodes. */
interface Cell {
  /** `scenario/condition`. */
  readonly key: string;
  readonly scenarioId: string;
  /** Places by replicate. */
  readonly places: number[];
}

export class EpisodeIndex {
  private readonly cells: Cell[] = [];
  private readonly byKey = new Map<string, number>();
  /** By place. */
  private readonly cellOf: number[] = [];
  private readonly replicates: number[] = [];

  static of(episodes: Iterable<{ readonly episodeId: string }>): EpisodeIndex {
    const index = new EpisodeIndex();
    for (const { episodeId } of episodes) index.add(episodeId);
    return index;
  }

  /** The next place. @param episodeId `scenario/condition/replicate` */
  add(episodeId: string): void {
    const { key, replicate } = parts(episodeId);
    if (!Number.isInteger(replicate)) throw new Error(`expected scenario/condition/replicate, got ${episodeId}`);
    const cell = this.byKey.get(key) ?? this.newCell(key);
    this.cells[cell]!.places[replicate] = this.length;
    this.cellOf.push(cell);
    this.replicates.push(replicate);
  }

  get length(): number {
    return this.cellOf.length;
  }

  idAt(place: number): string {
    return `${this.cellAt(place)}/${this.replicateAt(place)}`;
  }

  /** `scenario/condition`. */
  cellAt(place: number): string {
    return this.cells[this.cellOf[place]!]!.key;
  }

  scenarioAt(place: number): string {
    return this.cells[this.cellOf[place]!]!.scenarioId;
  }

  replicateAt(place: number): number {
    return this.replicates[place]!;
  }

  /** Null for an episode of another plan. */
  placeOf(episodeId: string): number | null {
    const { key, replicate } = parts(episodeId);
    const cell = this.byKey.get(key);
    return cell === undefined ? null : (this.cells[cell]!.places[replicate] ?? null);
  }

  private newCell(key: string): number {
    const cell = this.cells.length;
    this.byKey.set(key, cell);
    this.cells.push({ key, scenarioId: key.slice(0, key.lastIndexOf('/')), places: [] });
    return cell;
  }
}

function parts(episodeId: string): { readonly key: string; readonly replicate: number } {
  const end = episodeId.lastIndexOf('/');
  const digits = episodeId.slice(end + 1);
  return { key: episodeId.slice(0, end), replicate: /^\d+$/.test(digits) ? Number(digits) : Number.NaN };
}

import type { ComparedEpisode } from './entrant.ts';

type Assigned = Pick<ComparedEpisode, 'assignments'>;

/** Null for nominal; joined by `+` for a declared pair. */
export const factorOf = ({ assignments }: Assigned): string | null =>
  assignments.map(({ factor }) => factor).join('+') || null;

export const levelOf = ({ assignments }: Assigned): string | null =>
  assignments.map(({ level }) => level).join('+') || null;

export const isNominal = ({ assignments }: Assigned): boolean => assignments.length === 0;

import type { Summary, ViewRow } from '../schema/summary.ts';
import { grouped } from './grouped.ts';
import { nominalOf } from './rollups.ts';
import { episodesOf, type Ledger, viewRow } from './row.ts';
import type { Settled } from './settle.ts';

/** Success per object, position and instruction: each among nominal and that factor's levels, so that no other factor mixes in. */
export function viewsOf(ledger: Ledger): Summary['views'] {
  return {
    object: byModel(ledger),
    position: byLevel('position', ledger),
    instruction: byLevel('instruction', ledger),
  };
}

function byModel(ledger: Ledger): ViewRow[] {
  const seen = episodesFor('object', ledger).filter(({ episode }) => episode.targetModel !== null);
  const models = grouped(seen, modelAndControl);
  return [...models.values()].map((each) => viewRow(each[0].episode.targetModel ?? '', each[0].episode.control, each));
}

const modelAndControl = ({ episode }: Settled): string => JSON.stringify([episode.targetModel, episode.control]);

function byLevel(factor: string, ledger: Ledger): ViewRow[] {
  const levels = ledger.conditions.filter((each) => each.factor === factor);
  if (levels.length === 0) return [];
  const groups = grouped(levels, ({ level, control }) => JSON.stringify([level, control]));
  const rows = [...groups.values()].map((group) =>
    viewRow(group[0].level ?? '', group[0].control, episodesOf(group, ledger)),
  );
  const scenarios = new Set(levels.map(({ scenarioId }) => scenarioId));
  const anchors = nominalOf(ledger.conditions).filter(({ scenarioId }) => scenarios.has(scenarioId));
  return [viewRow('nominal', false, episodesOf(anchors, ledger)), ...rows];
}

function episodesFor(factor: string, ledger: Ledger): Settled[] {
  return episodesOf(
    ledger.conditions.filter((each) => each.factor === null || each.factor === factor),
    ledger,
  );
}

import { type Content, heatLegend, heatMap, html } from '../../page/index.ts';
import type { Summary } from '../../schema/summary.ts';
import { type ScenarioMap, scenarioMaps } from '../scenario-maps.ts';

/** Rates by two things at a time. */
export function grids(summary: Summary): Content {
  const all = summary.details?.grids ?? [];
  return [
    heatLegend,
    all.map(({ name, corner, columns, rows }) => heatMap({ title: capital(name), corner, columns, rows })),
    byScenario(scenarioMaps(summary)),
  ];
}

/** Of maps that have room beside each other. */
const MOST_COLUMNS = 3;

/** A small map for each factor, with the scenarios that have it: one large one would be mostly empty. */
function byScenario(maps: readonly ScenarioMap[]): Content {
  const isNarrow = maps.every(({ scenarios }) => scenarios.length <= MOST_COLUMNS);
  return html`<h3>Condition by scenario</h3>
<div${isNarrow && html` class="maps"`}>${maps.map(({ title, scenarios, rows }) => heatMap({ title: title ?? 'condition', columns: scenarios, rows }))}</div>`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

import { type Content, html } from '../page/index.ts';
import type { GateWord } from '../schema/history.ts';

const SIGNS = { pass: '✓', regression: '✗', inconclusive: '?', invalid: '!' } as const;

/** "✓ pass"; a dash where no gate was asked. */
export const verdictMark = (gate: GateWord | null): Content =>
  gate === null ? '–' : html`<strong>${SIGNS[gate.verdict]} ${gate.verdict}</strong>`;

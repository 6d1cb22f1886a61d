/** From pairs and rules to a verdict. Pure. */

export { type Baseline, baselineSchema } from '../schema/baseline.ts';
export type { Gate } from '../schema/gate.ts';
export { renderGate } from '../terminal/gate.ts';
export { baselineText, blessed, countsOfRun, type Side, sideOfBaseline, sideOfRun } from './baseline.ts';
export { discordantFor, episodesForFloor, type Incapable, incapable, pairsForMargin } from './capability.ts';
export { type Judged, judge } from './judge.ts';
export { gateJunit } from './junit.ts';
export { partEnds } from './looks.ts';
export { gateMarkdown } from './markdown.ts';
export { DEFAULT_RULES, DEFAULT_RULES_TEXT, type Rule, type Rules, rulesForm } from './rules.ts';
export { scopesOf } from './scope.ts';
export { type SelfTest, selfTest } from './self-test.ts';
export { lookAt, plannedPairs } from './sequence.ts';

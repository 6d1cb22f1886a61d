/**
 * The words of the project as types (docs/design.md): what is planned, what is observed, what is done and what is recorded.
 * Units: metres, radians, seconds, kilograms; world frame z up, table top at z = 0, robot base at the origin facing +x.
 * Quaternions are xyzw.
 */

export type * from './types/acting.ts';
export type * from './types/geometry.ts';
export type * from './types/observing.ts';
export type * from './types/plan.ts';
export type * from './types/policy.ts';
export type * from './types/record.ts';
export type * from './types/scene.ts';
export type * from './types/simulator.ts';
export type * from './types/task.ts';
export type * from './types/world-state.ts';

/** `import ... from 'vla-harness'`: plan, run and read records from a program of your own. */
export { EXIT, HarnessError, oneLine } from './errors.ts';
export { loadLibrary } from './library/load.ts';
export type { DigestContext } from './plan/digest.ts';
export { type Plan, type PlanOptions, plan } from './plan/plan.ts';
export { canonicalRow, canonicalRows } from './record/canonical.ts';
export { RunFolder } from './record/folder.ts';
export { readAttempts } from './record/log.ts';
export { readTrace } from './record/trace-file.ts';
export { type RunInputs, type RunListener, run } from './run/run.ts';
export { Worker } from './run/worker.ts';
export { loadSuite, type Suite } from './scenario/suite.ts';
export type { SimulatorHost } from './simulator/host.ts';
export { simulatorHost } from './simulator/simulators.ts';
export { shapesOf } from './success/shapes.ts';
export type * from './types.ts';
export { type LookOf, looksFrom } from './visuals/look.ts';
export { AssetStore } from './visuals/store.ts';

/** The same plan in two simulators. Pure. */
export { compareSimulators } from './compare-simulators.ts';
export type { SimToSim } from './report.ts';

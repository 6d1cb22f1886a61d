export { type BootstrapOptions, bootstrap, mean } from './bootstrap.ts';
export { correlation } from './correlation.ts';
export type { Interval } from './interval.ts';
export { LEVEL } from './interval.ts';
export { mcnemarExact } from './mcnemar.ts';
export { type PairedDifference, tango } from './tango.ts';
export { wilson } from './wilson.ts';

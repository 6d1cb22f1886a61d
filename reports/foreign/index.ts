/** Results of others, from the text of their files. Pure. */
export { readCsv } from './csv.ts';
export { readLerobot } from './lerobot.ts';
export { readPaper } from './paper.ts';
export type { ForeignFile, ForeignResults } from './results.ts';
export { isVlaEval, readVlaEval } from './vla-eval.ts';

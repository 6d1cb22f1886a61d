/** The same episodes of two runs. Pure; used by comparison and gate. */
export { seedOf } from '../summary/settle.ts';
export { type Discordance, differenceOf, discordanceOf } from './discordance.ts';
export { type Entry, entriesOf, isValid, type RecordedEntry, succeeded } from './entry.ts';
export { NON_PAIRS, type NonPair, type Pair, type Pairing, pairUp } from './pair.ts';
export {
  differingFields,
  FIELDS,
  type Field,
  type FieldDifference,
  type Setting,
  settingOf,
  suiteName,
} from './setting.ts';

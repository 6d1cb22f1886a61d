import type { z } from 'zod';
import { type Baseline, baselineSchema, type History, historySchema } from '../../../reports/site/index.ts';
import { HarnessError, type Location } from '../../errors.ts';
import { checked } from '../../record/checked.ts';
import { readSource } from '../../scenario/source.ts';
import { type SiteFolder, textOf } from './site-folder.ts';

/**
 * The history of a site as it was written, keys that nobody knows included; null when there is none.
 * @throws HarnessError E_RECORDS with the line of the first thing that is not as it should be
 */
export const readHistory = (site: SiteFolder): Promise<History | null> => readWhole(site.historyFile, historySchema);

/** Null when somebody took the file away: that run is then compared with none. */
export const readOutcomes = (site: SiteFolder, page: string): Promise<Baseline | null> =>
  readWhole(site.outcomesFile(page), baselineSchema);

async function readWhole<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await textOf(file);
  if (text === null) return null;
  const value = parsed(text, file);
  checked(schema, value, (field) => placeOf(text, file, field));
  return value as T;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HarnessError('E_RECORDS', `expected JSON, got ${(cause as Error).message.replace(/\s+/g, ' ')}`, {
      location: placeOf(text, file, []),
      hint: 'put back an earlier copy; nothing was written',
      cause,
    });
  }
}

/** Where a field stands, or where the text stops being JSON. Only asked in trouble: it parses anew. */
function placeOf(text: string, file: string, field: readonly PropertyKey[]): Location {
  const read = readSource(text, file);
  if ('errors' in read) return read.errors[0]?.location ?? { file, line: 1, column: 1 };
  return read.source.locate(field.map((each) => (typeof each === 'number' ? each : String(each))));
}

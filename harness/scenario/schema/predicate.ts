import { z } from 'zod';
import type { Predicate } from '../../types.ts';

const who = z.string().min(1).max(60);
const two = z.tuple([who, who]);
const KINDS = [
  'all',
  'any',
  'not',
  'inside',
  'on',
  'inZone',
  'lifted',
  'released',
  'atRest',
  'undisturbed',
  'declared',
  'reported',
] as const;

/** The success predicate as written; one kind of condition a mapping, with `holdSec` beside it. */
export const predicate: z.ZodType<Predicate> = z
  .strictObject({
    get all() {
      return z.array(predicate).min(1).max(20).optional().describe('Each of these.');
    },
    get any() {
      return z.array(predicate).min(1).max(20).optional().describe('At least one of these.');
    },
    get not() {
      return predicate.optional().describe('Not this.');
    },
    inside: two.optional().describe('[object, receptacle]: within its hollow and below its rim.'),
    on: two.optional().describe('[object, support]: rests on it.'),
    inZone: two.optional().describe('[object, zone]: stands with its centre over the painted zone.'),
    lifted: who.optional().describe('This object is `byM` above where it started.'),
    byM: z.number().positive().max(1).optional().describe('For `lifted`: metres. Default 0.10.'),
    released: who.optional().describe('The gripper does not touch this object.'),
    atRest: who.optional().describe('This object does not move.'),
    undisturbed: who.optional().describe('This object, or `all`, is where it started, within 1 cm.'),
    declared: z.enum(['done', 'target_absent']).optional().describe('The policy said so when it stopped.'),
    reported: z.literal('goal').optional().describe("A foreign world's own word that its goal holds."),
    holdSec: z.number().min(0).max(10).optional().describe('It must have been true for so many seconds. Default 0.'),
  })
  .refine((node) => KINDS.filter((kind) => kind in node).length === 1, `expected exactly one of ${KINDS.join(', ')}`)
  .refine((node) => node.byM === undefined || node.lifted !== undefined, 'expected byM only beside lifted') as never;

import { readFile } from 'node:fs/promises';
import {
  DEFAULT_RULES,
  type Incapable,
  incapable,
  type Rules,
  rulesForm,
  type Side,
  scopesOf,
} from '../../../reports/gate/index.ts';
import { HarnessError } from '../../errors.ts';
import { FACTORS } from '../../factors.ts';
import { canonicalJson, sha256 } from '../../record/canonical.ts';
import { checkedYaml, together } from '../../scenario/checked-yaml.ts';
import type { Source } from '../../scenario/source.ts';
import { didYouMean, listed } from '../../suggest.ts';

export interface ReadRules {
  readonly rules: Rules;
  readonly source: string;
  readonly digest: string;
}

const CODE = 'E_RULES';

const read = (rules: Rules, source: string): ReadRules => ({ rules, source, digest: sha256(canonicalJson(rules)) });

/**
 * The rules of a file, or the default ones.
 *
 * @param planned valid episodes of the baseline that the run may repeat: a rule in a file that these can never decide is refused.
 * @throws HarnessError E_RULES with file, line and column of every mistake
 */
export async function readRules(
  file: string | undefined,
  baseline: Side,
  planned: Side['entries'],
  live = false,
): Promise<ReadRules> {
  if (file === undefined) return read(DEFAULT_RULES, 'default');
  const { value: rules, source } = checkedYaml(await bytesOf(file), file, rulesForm, CODE);
  const unknown = unknownScopes(rules, baseline, source);
  if (unknown.length > 0) throw together(unknown, file, CODE);
  const never = incapable(rules, planned, live ? rules.looks : 1);
  if (never.length > 0)
    throw together(
      never.map((each) => tooSmall(each, source)),
      file,
      CODE,
    );
  return read(rules, file);
}

async function bytesOf(file: string): Promise<Uint8Array> {
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new HarnessError(CODE, `cannot read ${file}: expected a file of rules, got ${cause.code}`, {
      hint: 'harness gate --print-rules writes one to start from',
      cause,
    });
  });
}

function unknownScopes(rules: Rules, baseline: Side, source: Source): HarnessError[] {
  const known = scopesOf(baseline.entries);
  return Object.entries(rules.rules).flatMap(([name, { over }]) => {
    if (known.includes(over)) return [];
    const isFactor = FACTORS.some((factor) => factor.name === over);
    const what = isFactor ? `the baseline has no episode of factor "${over}"` : `unknown episodes "${over}"`;
    return new HarnessError(CODE, `rules.${name}.over: ${what}: expected one of ${listed(known, 12)}`, {
      location: source.locate(['rules', name, 'over']),
      ...(didYouMean(over, known) ? { hint: didYouMean(over, known)! } : {}),
    });
  });
}

function tooSmall({ check, text, needed, available }: Incapable, source: Source): HarnessError {
  const numbers = needed === null ? '' : `; expected ${needed} independent pairs (seeds) or more, got ${available}`;
  return new HarnessError(CODE, `${check.name} ${text}${numbers}`, {
    location: source.locateKey(['rules', check.ruleName]),
    hint: needed === null ? 'choose another baseline or rule' : 'harness power says how many episodes it takes',
  });
}

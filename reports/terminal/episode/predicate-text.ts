import type { Predicate } from '../../../harness/types.ts';

/** A success predicate as a person would say it: `inside(target, receptacle) and released(target)`. */
export function predicateText(predicate: Predicate): string {
  const held = predicate.holdSec ? ` for ${predicate.holdSec} s` : '';
  return `${bare(predicate)}${held}`;
}

function bare(predicate: Predicate): string {
  if ('all' in predicate) return joined(predicate.all, ' and ');
  if ('any' in predicate) return joined(predicate.any, ' or ');
  if ('not' in predicate) return `not ${predicateText(predicate.not)}`;
  if ('lifted' in predicate)
    return `lifted(${predicate.lifted}${predicate.byM === undefined ? '' : `, ${predicate.byM} m`})`;
  const named = Object.entries(predicate).find(([key]) => key !== 'holdSec');
  const [name, subject] = named ?? ['', ''];
  return `${name}(${Array.isArray(subject) ? subject.join(', ') : subject})`;
}

const joined = (parts: readonly Predicate[], word: string): string =>
  parts.length === 1 ? predicateText(parts[0]!) : `(${parts.map(predicateText).join(word)})`;

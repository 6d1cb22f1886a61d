import type { Library } from '../library/library.ts';
import type { Predicate } from '../types.ts';
import { bodyNames, modelsOf } from './cast.ts';
import type { Findings } from './findings.ts';
import type { Setup } from './schema/scenario.ts';
import type { Path } from './source.ts';

/** A name that a predicate uses, and what it must be the name of. */
interface Mention {
  readonly name: string;
  readonly path: Path;
  readonly kind: 'body' | 'hollow' | 'support' | 'zone' | 'bodyOrAll';
}

/** Each name in a success predicate must be on the table. */
export function checkPredicate(predicate: Predicate, setup: Setup, library: Library, found: Findings): void {
  const bodies = bodyNames(setup);
  const known = {
    body: bodies,
    hollow: bodies,
    support: [...bodies, 'table'],
    bodyOrAll: [...bodies, 'all'],
    zone: Object.keys(setup.zones),
  };
  for (const { name, path, kind } of mentions(predicate, ['success'])) {
    const exists = found.known(name, known[kind], kind === 'zone' ? 'zone' : 'object', path);
    const entry = setup.objects[name];
    if (!exists || kind !== 'hollow' || entry === undefined) continue;
    const solid = modelsOf(entry, setup).find((model) => library.models[model]?.cavity === undefined);
    found.expect(solid === undefined, path, `expected an object with a hollow, got the model ${solid}`);
  }
}

function mentions(node: Predicate, path: Path): Mention[] {
  if ('all' in node) return node.all.flatMap((part, i) => mentions(part, [...path, 'all', i]));
  if ('any' in node) return node.any.flatMap((part, i) => mentions(part, [...path, 'any', i]));
  if ('not' in node) return mentions(node.not, [...path, 'not']);
  if ('inside' in node) return pair(node.inside, [...path, 'inside'], 'hollow');
  if ('on' in node) return pair(node.on, [...path, 'on'], 'support');
  if ('inZone' in node) return pair(node.inZone, [...path, 'inZone'], 'zone');
  if ('lifted' in node) return [{ name: node.lifted, path: [...path, 'lifted'], kind: 'body' }];
  if ('released' in node) return [{ name: node.released, path: [...path, 'released'], kind: 'body' }];
  if ('atRest' in node) return [{ name: node.atRest, path: [...path, 'atRest'], kind: 'body' }];
  if ('undisturbed' in node) return [{ name: node.undisturbed, path: [...path, 'undisturbed'], kind: 'bodyOrAll' }];
  return [];
}

function pair([first, second]: readonly [string, string], path: Path, kind: Mention['kind']): Mention[] {
  return [
    { name: first, path: [...path, 0], kind: 'body' },
    { name: second, path: [...path, 1], kind },
  ];
}

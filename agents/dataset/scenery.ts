/** Sentences about a picture that both kinds of reasoning use. */
import type { Stream } from '../../harness/plan/random.ts';
import { oneOf } from './draw.ts';
import { mention, type Reference } from './refer.ts';
import { RELATION_WORDS, type Relation, relationsOf } from './relations.ts';
import type { Hiding, Seen, Sight } from './sight.ts';
import { phraseOf, type Thing } from './things.ts';
import { capitalised, enumerated, percent, withArticle } from './wording.ts';

const LISTS = [
  'On the table there are {things}.',
  'The picture shows {things}.',
  'I can see {things}.',
  'In view: {things}.',
] as const;

/** What is in view, from left to right; twins are counted. */
export function listed({ seen }: Sight, draws: Stream): string {
  const phrases = seen.toSorted((a, b) => a.box.x - b.box.x).map(({ thing }) => phraseOf(thing));
  const counts = new Map<string, number>();
  for (const phrase of phrases) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  const items = [...counts].map(([phrase, count]) =>
    count === 1 ? withArticle(phrase) : `${WORDS[count] ?? count} ${plural(phrase)}`,
  );
  const form = oneOf(LISTS, draws);
  const text = form.replace('{things}', enumerated(items));
  return items.length === 1 && counts.values().next().value === 1 ? text.replace('there are', 'there is') : text;
}

const WORDS: Readonly<Record<number, string>> = { 2: 'two', 3: 'three', 4: 'four' };

function plural(phrase: string): string {
  if (/(s|x|ch|sh)$/.test(phrase)) return `${phrase}es`;
  if (/knife$/.test(phrase)) return phrase.replace(/knife$/, 'knives');
  return /[^aeiou]y$/.test(phrase) ? `${phrase.slice(0, -1)}ies` : `${phrase}s`;
}

/** Where it is among the others, in one sentence of at most two relations; empty where nothing is near. */
export function placed(subject: string, seen: Seen, sight: Sight, things: readonly Thing[], draws: Stream): string {
  const told = relationsOf(seen, sight).flatMap((relation) => spoken(relation, sight, things) ?? []);
  const count = draws.unit() < 0.5 ? 1 : 2;
  const parts = told.slice(0, count);
  if (parts.length === 0) return '';
  return ` ${capitalised(subject)} is ${parts.join(parts[0]!.startsWith('between') ? ', and ' : ' and ')}${oneOf([' in the image', ' as seen from the camera', ''], draws)}.`;
}

function spoken({ kind, to }: Relation, sight: Sight, things: readonly Thing[]): string | null {
  const names = to.map((other) => mention(other, sight, things));
  return names.includes(null) ? null : `${RELATION_WORDS[kind]} ${names.join(' and ')}`;
}

/** How the instruction makes clear which one is meant. */
export function meant({ text, by }: Reference, { thing }: Seen, draws: Stream): string {
  const phrase = phraseOf(thing);
  const forms: Readonly<Record<Reference['by'], readonly string[]>> = {
    noun: [
      `Only one object is ${withArticle(thing.noun)}.`,
      `There is a single ${thing.noun}, so no other cue is needed.`,
    ],
    color: [
      `Colour and kind both count: ${phrase}.`,
      `What I look for is ${withArticle(thing.noun)} that is ${thing.color}.`,
    ],
    synonym: [`By "${text}" the ${phrase} is meant.`, `"${capitalised(text)}" is another name for the ${phrase}.`],
    place: [`More than one object is ${withArticle(phrase)}, so its place in the image decides.`],
  };
  return oneOf(forms[by], draws);
}

const A_LITTLE = 0.08;

/** Whether something stands before it; says nothing where too little is hidden to be sure. */
export function hiddenBy({ fraction, by }: Hiding, sight: Sight, things: readonly Thing[]): string {
  if (fraction < A_LITTLE || by === null) return '';
  const cover = sight.seen.find(({ thing }) => thing.name === by);
  const name = cover ? mention(cover, sight, things) : ROBOT[by];
  return name
    ? ` About ${percent(fraction)} of it is hidden, mostly by ${name}.`
    : ` About ${percent(fraction)} of it is hidden.`;
}

const ROBOT: Readonly<Record<string, string>> = { gripper: 'the gripper', arm: 'the robot arm' };

import type { ParsedAnswer, Pointing, PointingKind } from '../answer.ts';
import { saysAbsent } from './absence.ts';
import { brief } from './brief.ts';
import { type Json, jsonOf, jsonValuesIn, LONGEST_JSON } from './json-spans.ts';
import { type Sections, sectionsOf } from './sections.ts';
import { type Coordinates, type Shape, shapeOf } from './shape.ts';

export interface ParseOptions {
  /** Only this is taken for an answer; null takes either. */
  readonly kind: PointingKind | null;
  readonly coordinates: Coordinates;
  /** Nothing counts unless the answer has the format to the letter. */
  readonly strict: boolean;
}

const TOLERANT: ParseOptions = { kind: null, coordinates: { unit: 'fraction' }, strict: false };

type Understood = Pick<ParsedAnswer, 'pointing' | 'absent' | 'problem'>;

/**
 * Understands what a reasoner said. Never throws, and takes time in proportion to the text.
 *
 * Tolerant: the first `<output>` block counts (as in the released code; after the thought if one is there); without
 * blocks, the one JSON value of its last 64 Ki characters that fits. Coordinates stay as they were said, also a little outside the image.
 * A path of more than `MAX_WAYPOINTS` is resampled to so many.
 */
export function parseAnswer(text: string, options: Partial<ParseOptions> = {}): ParsedAnswer {
  const how = { ...TOLERANT, ...options };
  const sections = sectionsOf(text);
  const block = sections.blocks[0] ?? null;
  const json = block && jsonOf(block.content);
  const wellFormed = sections.inOrder && json?.exact === true;
  const understood = how.strict && !wellFormed ? refused(FORMAT) : understand(sections, json, how);
  return { thought: sections.thought, wellFormed, ...understood };
}

const FORMAT = 'format: expected <think>...</think>, then one <output>JSON</output>';

function understand({ blocks, said }: Sections, json: Json | null, how: ParseOptions): Understood {
  const [block] = blocks;
  if (!block) return amid(said, how);
  if (json) return accepted(shapeOf(json.value, how.coordinates), how.kind);
  const { content, closed } = block;
  if (content.length > LONGEST_JSON)
    return refused(`expected JSON of at most ${LONGEST_JSON} characters, got ${content.length}`);
  if (content !== '') return amid(content, how);
  return closed ? ABSENT : refused('expected JSON after <output>, got the end of the text');
}

/** Where words are searched for an answer: it comes last. */
const LAST_WORDS = 65_536;

/** The one value among words that fits. */
function amid(words: string, { kind, coordinates }: ParseOptions): Understood {
  const text = words.slice(-LAST_WORDS);
  const shapes = jsonValuesIn(text).map((value) => shapeOf(value, coordinates));
  const fitting = shapes.filter((shape) => shape.is === 'pointing' && fits(shape.pointing, kind));
  if (fitting.length === 1) return accepted(fitting[0]!, kind);
  if (fitting.length > 1) return refused(`expected one answer, got ${fitting.length}`);
  if (saysAbsent(text)) return ABSENT;
  const nearest = shapes.find(({ is }) => is === 'unusable') ?? shapes.find(({ is }) => is === 'pointing');
  return nearest
    ? accepted(nearest, kind)
    : refused(`expected JSON of a box or a path, got ${brief(text) || 'nothing'}`);
}

const fits = (pointing: Pointing, kind: PointingKind | null): boolean => kind === null || pointing.kind === kind;

function accepted(shape: Shape, kind: PointingKind | null): Understood {
  if (shape.is === 'nothing') return ABSENT;
  if (shape.is !== 'pointing') return refused(shape.problem);
  const { pointing } = shape;
  return fits(pointing, kind)
    ? { pointing, absent: false, problem: null }
    : refused(`expected ${NAMES[kind!]}, got ${NAMES[pointing.kind]}`);
}

const NAMES: Readonly<Record<PointingKind, string>> = { affordance: 'a box', trajectory: 'a path of waypoints' };

const ABSENT: Understood = { pointing: null, absent: true, problem: null };
const refused = (problem: string): Understood => ({ pointing: null, absent: false, problem });

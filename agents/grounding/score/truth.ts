import { z } from 'zod';
import type { Pointing } from '../answer.ts';
import { brief } from '../parse/brief.ts';
import { parseAnswer } from '../parse/parse.ts';
import { MAX_WAYPOINTS } from '../parse/shape.ts';
import { thinned } from '../parse/thinned.ts';

export interface ImageSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The right answer to one question. */
export interface Truth {
  readonly pointing: Pointing;
  /** Where the file tells it. */
  readonly image: ImageSize | null;
}

export type ReadTruth = { readonly truth: Truth } | { readonly problem: string };

const FORMS =
  '{box: {x, y, width, height}}, {trajectory: [[x, y], ...]}, a ShareRobot entry with affordance or points, or conversations';

/**
 * The truth in any form in which it is written down:
 * - `{box}` with (x, y) the centre, or `{trajectory}`, in fractions of the image;
 * - an entry of ShareRobot, `{affordance}` or `{points}` with `meta_data`: pixels, and (x, y) the top left corner;
 * - `{conversations}` as VLA-CoT-13K has them, or that last answer alone as a text.
 */
export function readTruth(value: unknown): ReadTruth {
  if (typeof value === 'string') return ofAnswer(value);
  if (typeof value !== 'object' || value === null) return { problem: `expected ${FORMS}; got ${brief(value)}` };
  const key = Object.keys(READERS).find((each) => Object.hasOwn(value, each));
  return key ? READERS[key]!(value) : { problem: `expected ${FORMS}; got ${brief(value)}` };
}

const READERS: Readonly<Record<string, (value: object) => ReadTruth>> = {
  box: (value) => checked(boxForm, value, ({ box }) => ({ kind: 'affordance', box })),
  affordance: (value) => checked(affordanceForm, value, cornerBox),
  points: (value) => checked(pointsForm, value, ({ points, meta_data }) => path(points, meta_data)),
  trajectory: (value) =>
    Object.hasOwn(value, 'meta_data')
      ? checked(pixelPathForm, value, ({ trajectory, meta_data }) => path(trajectory, meta_data))
      : checked(pathForm, value, ({ trajectory }) => path(trajectory, null)),
  conversations: (value) => {
    const read = conversationsForm.safeParse(value);
    if (!read.success) return { problem: problemOf(read.error) };
    const last = read.data.conversations.findLast(({ from }) => from === 'gpt');
    return last ? ofAnswer(last.value) : { problem: 'conversations: expected an answer from "gpt", got none' };
  },
};

const fraction = z.number().min(0).max(1);
const size = z.number().gt(0);
const boxForm = z.object({ box: z.object({ x: fraction, y: fraction, width: size.max(1), height: size.max(1) }) });
const pathForm = z.object({ trajectory: z.array(z.tuple([fraction, fraction])).min(2) });

const metaForm = z.object({ original_width: size, original_height: size });
type Meta = z.infer<typeof metaForm>;
const pixel = z.number().min(0);
const pixelPath = z.array(z.tuple([pixel, pixel])).min(2);
const affordanceForm = z.object({
  affordance: z.object({ x: pixel, y: pixel, width: size, height: size }),
  meta_data: metaForm,
});
const pointsForm = z.object({ points: pixelPath, meta_data: metaForm });
const pixelPathForm = z.object({ trajectory: pixelPath, meta_data: metaForm });
const conversationsForm = z.object({ conversations: z.array(z.object({ from: z.string(), value: z.string() })) });

function checked<T>(form: z.ZodType<T>, value: object, pointingOf: (read: T) => Pointing): ReadTruth {
  const read = form.safeParse(value);
  if (!read.success) return { problem: problemOf(read.error) };
  return { truth: { pointing: pointingOf(read.data), image: imageOf(value) } };
}

function problemOf({ issues: [issue] }: z.ZodError): string {
  return `${issue!.path.join('.')}: ${issue!.message}`;
}

function imageOf(value: object): ImageSize | null {
  const read = metaForm.safeParse('meta_data' in value ? value.meta_data : null);
  return read.success ? { widthPx: read.data.original_width, heightPx: read.data.original_height } : null;
}

/** ShareRobot draws its boxes from their corner. */
function cornerBox({ affordance, meta_data }: z.infer<typeof affordanceForm>): Pointing {
  const { x, y, width, height } = affordance;
  const { original_width: across, original_height: down } = meta_data;
  const [w, h] = [width / across, height / down];
  return { kind: 'affordance', box: { x: x / across + w / 2, y: y / down + h / 2, width: w, height: h } };
}

/** Long ones are resampled as those of answers are. */
function path(points: readonly (readonly [number, number])[], meta: Meta | null): Pointing {
  const [across, down] = meta ? [meta.original_width, meta.original_height] : [1, 1];
  const scaled = points.map(([x, y]) => [x / across, y / down] as const);
  return { kind: 'trajectory', trajectory: thinned(scaled, MAX_WAYPOINTS) };
}

function ofAnswer(text: string): ReadTruth {
  const { pointing, problem } = parseAnswer(text);
  return pointing ? { truth: { pointing, image: null } } : { problem: problem ?? 'expected a box or a path, got none' };
}

import type { Coordinates } from '../../../agents/grounding/parse/shape.ts';
import { scoredRow } from '../../../agents/grounding/score/row.ts';
import type { ImageSize } from '../../../agents/grounding/score/truth.ts';
import { type Reasoned, reasonedIn } from '../../../agents/judge/reasoned.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import { writeOutput } from '../output-file.ts';
import { readEntries } from './entries.ts';
import { judgeScore } from './judge-score.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { scoreOf } from './summary.ts';
import { scoreText } from './table.ts';

export interface ScoreOptions {
  readonly truth: string;
  readonly coordinates: Coordinates['unit'];
  readonly imageSize?: ImageSize;
  readonly strict?: boolean;
  readonly seed: number;
  readonly json?: string;
  readonly judge?: string;
}

/** Offline answers against their truth. */
export async function scoreFiles(predictions: string, options: ScoreOptions): Promise<number> {
  const pairs = pairsOf(await readEntries(predictions), await readEntries(options.truth));
  const { strict = false } = options;
  const rows = pairs.map((pair) => {
    return scoredRow(pair.id, pair.text, pair.truth.pointing, { coordinates: coordinatesOf(pair, options), strict });
  });
  const judge = await judgeScore(options.judge ?? null, options.judge === undefined ? [] : pairs.map(reasonedOf));
  const score = scoreOf(rows, pairs.filter(({ text }) => text === null).length, options.seed, judge);
  if (options.json !== undefined) await writeOutput(options.json, `${JSON.stringify(score, null, 2)}\n`);
  process.stdout.write(scoreText(score));
  return EXIT.done;
}

function reasonedOf({ id, request, text }: Pair): Reasoned | null {
  const reasoned = reasonedIn(request ?? '', text ?? '');
  if (reasoned && request === null) {
    throw new HarnessError('E_INPUT', `--judge: expected an instruction with the truth of '${id}', got none`, {
      hint: 'give it as "instruction", or as the question of "conversations"',
    });
  }
  return reasoned;
}

function coordinatesOf({ id, truth }: Pair, { coordinates: unit, imageSize }: ScoreOptions): Coordinates {
  if (unit === 'fraction') return { unit };
  const size = truth.image ?? imageSize;
  if (size) return { unit, ...size };
  throw new HarnessError('E_USAGE', `--coordinates pixel: expected the size of the image of '${id}', got none`, {
    hint: 'give --image-size 640x480',
  });
}

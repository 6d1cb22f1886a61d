/** A question as the body of a chat completion. */
import { createHash } from 'node:crypto';
import type { Question } from '../reasoner.ts';
import type { Settings } from './settings.ts';

type Asked = Pick<Question, 'seed' | 'index'>;

/** Words first, then the picture, as the released server of VLA-R1 shows them to its model. */
export function chatRequest(settings: Settings, asked: Asked, prompt: string, jpeg: Uint8Array): object {
  const { detail } = settings;
  const url = `data:image/jpeg;base64,${Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.length).toString('base64')}`;
  const content = [
    { type: 'text', text: prompt },
    { type: 'image_url', image_url: detail === null ? { url } : { url, detail } },
  ];
  return chatBody(settings, content, seedOf(settings.seed, asked));
}

/** One message; a field that is null is left to the server. */
export function chatBody(
  { model, sampling }: Pick<Settings, 'model' | 'sampling'>,
  content: readonly object[],
  seed: number | null,
): object {
  const sent = Object.entries({ ...sampling, seed }).filter(([, value]) => value !== null);
  return { model, messages: [{ role: 'user', content }], ...Object.fromEntries(sent) };
}

/** Each question of each episode has its own: the same run again asks the same. In [0, 2^31). */
function seedOf(seed: Settings['seed'], { seed: episodeSeed, index }: Asked): number | null {
  if (seed === null) return null;
  const hash = createHash('sha256').update(`${seed}/${episodeSeed}/${index}`).digest();
  return hash.readUInt32BE(0) >>> 1;
}

/** A policy of ours on openpi's wire: its metadata say what it wants, `prompt` and all else lie flat in one map. */
import { HarnessError, oneLine } from '../../harness/errors.ts';
import { decodeNumpy, MsgpackNumpy, type WireMap } from '../wire/msgpack-numpy.ts';
import { actionsTensor } from './actions.ts';
import type { ServedSession } from './session.ts';
import type { Conversation, Said, ServedPolicy } from './wire.ts';

const BROKE = { code: 1011, reason: 'Internal server error. Traceback included in previous frame.' } as const;

/** The client's `reset()` sends nothing, so a new connection, another prompt, or `reset: true` in an observation begin an episode. */
export function openpiConversation(policy: ServedPolicy, session: ServedSession): Conversation {
  const codec = new MsgpackNumpy('binary keys');
  const { name, fingerprint } = policy.spec;
  const metadata = { policy: name, fingerprint, harness: policy.version, needs: { ...policy.needs } };
  let previousMs: number | null = null;
  return {
    first: Uint8Array.from(codec.encode(metadata)),
    async hear(frame): Promise<Said> {
      const startMs = performance.now();
      try {
        const heard = decodeNumpy(frame);
        if (heard.reset === true) session.forget();
        const { actions, ...told } = await session.act({ images: heard, state: heard, instruction: heard.prompt });
        const spent = performance.now() - startMs;
        const before: WireMap = previousMs === null ? {} : { prev_total_ms: previousMs };
        previousMs = spent;
        return codec.encode({
          actions: actionsTensor(actions),
          ...told,
          server_timing: { infer_ms: spent, ...before },
        });
      } catch (error) {
        return { text: `Traceback (most recent call last):\n${wordsOf(error)}\n`, close: BROKE };
      }
    },
  };
}

const wordsOf = (error: unknown): string => (error instanceof HarnessError ? oneLine(error) : String(error));

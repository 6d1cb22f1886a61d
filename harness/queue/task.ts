/** One attempt as it lies on the queue. */
import { z } from 'zod';
import { HarnessError } from '../errors.ts';
import { planRowForm } from '../record/forms.ts';
import type { EpisodeSpec } from '../types.ts';

export interface Task {
  readonly id: string;
  readonly episode: EpisodeSpec;
  readonly attempt: number;
  /** Not before so long after it was put on the queue. */
  readonly delayMs: number;
}

/** What travels: with all that the attempt needs, so that a worker needs no plan. */
export interface TaskForm {
  readonly planDigest: string;
  readonly episode: EpisodeSpec;
  readonly attempt: number;
  readonly nominal: EpisodeSpec | null;
  /** Base64, where the nominal episode's first picture is known already. */
  readonly nominalSignature: string | null;
}

const form = z.object({
  planDigest: z.string(),
  episode: planRowForm,
  attempt: z.int().min(1),
  nominal: planRowForm.nullable(),
  nominalSignature: z.string().nullable(),
}) satisfies z.ZodType<TaskForm>;

/** BullMQ refuses colons. */
export const taskId = (episodeId: string, attempt: number): string => `${encodeURIComponent(episodeId)}.${attempt}`;

/** @throws HarnessError E_WORKER for what no coordinator of this release puts there */
export function readTask(data: unknown): TaskForm {
  const { success, data: task, error } = form.safeParse(data);
  if (success) return task;
  const issue = error.issues[0]!;
  throw new HarnessError(
    'E_WORKER',
    `expected an episode on the queue, got one whose ${issue.path.join('.')} is wrong`,
  );
}

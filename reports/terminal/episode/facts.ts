import { counted } from '../../../harness/counted.ts';
import type { EpisodeRecord, Outcome } from '../../../harness/types.ts';
import { visible } from '../../visible.ts';
import { fact } from '../fact.ts';
import type { Paint, Terminal } from '../terminal.ts';
import { cut } from '../width.ts';
import { predicateText } from './predicate-text.ts';
import type { EpisodeView } from './view.ts';

export const colored = (text: string, outcome: Outcome, paint: Paint): string => COLOR[outcome](paint)(text);

const COLOR: Readonly<Record<Outcome, (paint: Paint) => (text: string) => string>> = {
  success: (paint) => paint.green,
  failure: (paint) => paint.red,
  infra_error: (paint) => paint.yellow,
  invalid: (paint) => paint.magenta,
};

/** Which episode, how it ended, what was asked of the policy and what counted as done. */
export function facts({ spec, attempts, shown }: EpisodeView, terminal: Terminal): string[] {
  const { paint } = terminal;
  const control = spec.control ? ' (negative control)' : '';
  const { target, goal, task } = spec.intent;
  const about = [task, target, goal].filter((part) => part !== null).join(' · ');
  const said = (label: string, text: string): string[] => fact(label, text, terminal);
  return [
    `  ${paint.bold(cut(visible(spec.episodeId), terminal.width - 24))}${control}`,
    `  ${shown ? ended(shown, terminal) : paint.dim('not run')}`,
    '',
    ...(shown ? said('attempt', attemptText(shown, attempts.length)) : []),
    ...said('seed', `${spec.seed} · replicate ${spec.replicate} · digest ${spec.digest.slice(0, 12)}`),
    ...instruction(spec.instruction, shown, said),
    ...said('asks for', about),
    ...said('success is', predicateText(spec.success).replace(/^\((.*)\)$/, '$1')),
    ...(shown?.error ? said('error', `${shown.error.code} ${shown.error.message}`) : []),
    ...(shown?.error?.told?.trimEnd().split('\n') ?? []).flatMap((line) => said('', line)),
  ];
}

function ended({ outcome, end }: EpisodeRecord, { width, paint }: Terminal): string {
  const text = end === outcome ? outcome : `${outcome}: ${visible(end)}`;
  return colored(cut(text, width - 2), outcome, paint);
}

function attemptText(shown: EpisodeRecord, attempts: number): string {
  const { attempt, steps, simTimeSec, wallTimeSec, policyCalls } = shown;
  const spent = `${simTimeSec.toFixed(1)} s simulated in ${wallTimeSec.toFixed(1)} s`;
  return `${attempt} of ${attempts} · ${counted(steps, 'step')} · ${spent} · policy asked ${counted(policyCalls, 'time')}`;
}

/** The words that were sent; the planned ones beside them only where they differ. */
function instruction(
  planned: string,
  shown: EpisodeRecord | null,
  said: (label: string, text: string) => string[],
): string[] {
  const sent = shown?.instructionSent ?? null;
  if (sent === planned) return said('instruction', JSON.stringify(sent));
  return [
    ...said('instruction', `${JSON.stringify(planned)} (planned)`),
    ...(shown ? said('', sent === null ? 'none was sent to the policy' : `${JSON.stringify(sent)} (sent)`) : []),
  ];
}

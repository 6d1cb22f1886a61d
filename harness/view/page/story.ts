/** What happened, beside the picture: how it ended, the stage, the policy's words, who ran it. */
import type { PolicyCall } from '../../episode/trace.ts';
import type { ViewedEpisode } from '../payload.ts';
import { byId, element } from './element.ts';
import { type Stage, stageAt } from './stages.ts';

const MARKS: Readonly<Record<string, string>> = { success: '✓', failure: '✗', infra_error: '!', invalid: '≠' };

export class Story {
  private readonly stages: readonly Stage[];
  private readonly spoken: readonly PolicyCall[];
  private readonly stage = byId('stage');
  private readonly words = byId('words');
  private readonly said = byId('said');

  constructor(viewed: ViewedEpisode, stages: readonly Stage[]) {
    this.stages = stages;
    this.spoken = viewed.trace.calls.filter((call) => wordsOf(call) !== '');
    byId('stage-part').hidden = stages.length === 0;
    byId('words-part').hidden = this.spoken.length === 0;
    tell(viewed);
  }

  show(step: number): void {
    this.stage.textContent = stageAt(this.stages, step)?.name.replaceAll('_', ' ') ?? '–';
    const call = this.spoken.findLast((each) => each.step <= step);
    this.words.textContent = call ? wordsOf(call) : '–';
    this.said.textContent = call ? `step ${call.step}` : '';
  }
}

/** What it said, or what the model behind it answered and what came of that. */
function wordsOf({ text, declares, query }: PolicyCall): string {
  const came = query ? [query.problem, ...query.notes] : [];
  const asked = query && `asked: ${query.prompt}`;
  const declared = declares && `declares: ${spelled(declares)}`;
  return [asked, text ?? query?.answer, came.filter(Boolean).join('\n'), declared].filter(Boolean).join('\n\n');
}

/** What stays the same from the first step to the last. */
function tell({ run, episode, record }: ViewedEpisode): void {
  const instruction = record.instructionSent ?? episode.instruction;
  document.title = `${episode.episodeId} · ${run.name}`;
  byId('episode-id').textContent = episode.episodeId;
  byId('instruction').textContent = instruction === '' ? '(a blank instruction)' : instruction;
  const verdict = byId('verdict');
  verdict.classList.add(record.outcome);
  verdict.textContent = `${MARKS[record.outcome] ?? ''} ${spelled(record.outcome)}`;
  byId('ending').textContent = endingOf(record);
  byId('facts').append(
    ...factsOf({ run, episode, record }).flatMap(([term, value]) => [
      element('dt', {}, term),
      element('dd', {}, value),
    ]),
  );
}

const spelled = (word: string): string => word.replaceAll('_', ' ');

function endingOf({ outcome, end, steps, simTimeSec }: ViewedEpisode['record']): string {
  const why = end === outcome ? [] : [spelled(end)];
  return [...why, `${steps} control steps`, `${simTimeSec.toFixed(1)} s simulated`].join(' · ');
}

function factsOf({ run, episode, record }: Pick<ViewedEpisode, 'run' | 'episode' | 'record'>): [string, string][] {
  return [
    ['policy', run.privileged ? `${run.policy} (privileged: sees ground truth)` : run.policy],
    ['simulator', run.simulator],
    ['scenario', episode.scenarioId],
    ['condition', episode.conditionId],
    ['evidence', spelled(record.evidence.status)],
    ['seed', String(episode.seed)],
    ['attempt', String(record.attempt)],
    ['run', run.name],
  ];
}

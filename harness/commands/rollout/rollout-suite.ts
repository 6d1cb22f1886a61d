import { appendFile, writeFile } from 'node:fs/promises';
import { groupLines, type RolloutLine } from '../../../agents/grounding/rewards/group.ts';
import type { Reasoning } from '../../../agents/index.ts';
import { counted } from '../../counted.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import { onDisk } from '../../record/disk.ts';
import { NominalSignatures } from '../../run/nominal.ts';
import { drawnHosts } from '../hosts.ts';
import { appendable } from '../output-file.ts';
import { episodesOf, type Prepared, prepare } from '../run/prepare.ts';
import { askGroup } from './ask-group.ts';
import { executeGroup } from './execute-group.ts';
import type { RolloutOptions } from './options.ts';
import { PictureFolder } from './pictures.ts';
import { Start } from './start.ts';

/** `harness rollout`: one group after another; what is written stays when a server breaks. */
export async function rolloutSuite(options: RolloutOptions): Promise<number> {
  const [host] = drawnHosts(options, 1);
  try {
    const simulator = await host!.open();
    const prepared = await prepare(options, async () => simulator.info);
    const reasoning = reasoningOf(prepared, options.policy);
    await appendable(options.out);
    await writeFile(options.out, '');
    const start = new Start(simulator, prepared.source.spec, reasoning);
    const count = await rollOut(options, prepared, reasoning, start);
    process.stderr.write(`${report(count, options)}\n`);
    return count.lines > 0 ? EXIT.done : EXIT.noData;
  } finally {
    await host!.dispose();
  }
}

function reasoningOf({ source }: Prepared, policy: string): Reasoning {
  if (source.reasoning) return source.reasoning;
  throw new HarnessError('E_POLICY', `policy '${policy}': expected one that answers in words, got one that only moves`);
}

interface Count {
  lines: number;
  /** Groups in which all answers earned the same: nothing to learn from. */
  level: number;
  groups: number;
  absent: number;
}

async function rollOut(
  options: RolloutOptions,
  prepared: Prepared,
  reasoning: Reasoning,
  start: Start,
): Promise<Count> {
  const pictures = new PictureFolder(options.out);
  const count: Count = { lines: 0, level: 0, groups: 0, absent: 0 };
  const reasoner = await reasoning.reasoner.open();
  const setting = { prepared, reasoning, reasoner, start, options, signatures: new NominalSignatures() };
  try {
    for (const episode of episodesOf(prepared)) {
      const { first, initialStateHash } = await start.of(episode);
      const { truth, question } = first;
      if (!truth) count.absent += 1;
      if (!truth) continue;
      const answers = await askGroup(reasoner, reasoning.reasoner, question, options.group);
      const outcomes = options.execute ? await executeGroup(episode, answers, { ...setting, initialStateHash }) : null;
      const image = await pictures.keep(question.image);
      const group = { question, truth, answers, outcomes, image, initialStateHash };
      await write(options.out, groupLines(group, reasoning.options), count);
    }
  } finally {
    await reasoner.close();
  }
  return count;
}

async function write(file: string, lines: readonly RolloutLine[], count: Count): Promise<void> {
  await onDisk('the rollouts', () => appendFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
  count.lines += lines.length;
  count.groups += 1;
  if (lines.every(({ reward }) => reward === lines[0]!.reward)) count.level += 1;
}

function report({ lines, groups, level, absent }: Count, { out, group }: RolloutOptions): string {
  const said = [`${counted(lines, 'answer')} to ${counted(groups, 'prompt')} in ${out}`];
  if (absent > 0) said.push(`${counted(absent, 'prompt')} about absent things left out: no reward is defined for them`);
  if (level === groups && groups > 0 && group > 1) {
    said.push('within each group all answers earned the same, so every advantage is 0: is the temperature 0?');
  }
  return said.join('\n');
}

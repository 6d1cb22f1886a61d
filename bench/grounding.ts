/** `npm run bench:grounding`: what a grounded policy costs beside its model. Run it on a quiet machine. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { GROUNDING_DEFAULTS, groundingOptions } from '../agents/grounding/options.ts';
import { GroundedPolicy } from '../agents/grounding/policy.ts';
import { policySource } from '../agents/index.ts';
import { OracleGrounding } from '../agents/reasoners/oracle-grounding.ts';
import type { Question, Reasoner } from '../agents/reasoners/reasoner.ts';
import { surroundingsOf } from '../harness/commands/knowledge.ts';
import { loadLibrary } from '../harness/library/load.ts';
import { NO_SIMULATOR } from '../harness/plan/digest.ts';
import { plan } from '../harness/plan/plan.ts';
import { loadSuite } from '../harness/scenario/suite.ts';
import type { ActionChunk, EpisodeSpec, Observation, Policy, PolicySpec } from '../harness/types.ts';
import { measured, median, table } from './measurement.ts';
import { runHarness } from './setting.ts';

const EPISODES = 12;
const WARM_UP_QUERIES = 6;
const options = groundingOptions(GROUNDING_DEFAULTS, 'fraction');

/** Answers by text, in the order of the questions of an episode. */
type Script = Map<string, string[]>;

/** Answers what was written down, at once; encodes the picture as a client of a server has to. */
class Stub implements Reasoner {
  readonly needs = { depth: true, segmentation: false, privileged: false };
  private readonly script: Script;

  constructor(script: Script) {
    this.script = script;
  }

  async answer({ episodeId, index, image: { rgb, widthPx, heightPx }, instruction }: Question) {
    await sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
      .jpeg({ quality: 95 })
      .toBuffer();
    return { prompt: instruction, text: this.script.get(episodeId)![index]!, usage: null };
  }

  async close(): Promise<void> {}
}

/** Writes down what the grounding oracle says. */
class Scribe extends OracleGrounding {
  private readonly script: Script;

  constructor(script: Script) {
    super();
    this.script = script;
  }

  override async answer(question: Question) {
    const answer = await super.answer(question);
    const said = this.script.get(question.episodeId) ?? [];
    this.script.set(question.episodeId, [...said, answer.text]);
    return answer;
  }
}

/** CPU of the process while a policy acts, its threads included. */
class Metered implements Policy {
  readonly spec: PolicySpec;
  readonly queriesMs: number[] = [];
  readonly betweenMs: number[] = [];
  private readonly policy: Policy;

  constructor(policy: Policy) {
    this.policy = policy;
    this.spec = policy.spec;
  }

  reset(context: Parameters<Policy['reset']>[0]): Promise<void> {
    return this.policy.reset(context);
  }

  async act(observation: Observation): Promise<ActionChunk> {
    const start = process.cpuUsage();
    const chunk = await this.policy.act(observation);
    const { user, system } = process.cpuUsage(start);
    (chunk.query ? this.queriesMs : this.betweenMs).push((user + system) / 1000);
    return chunk;
  }

  instructionSent(): string | null {
    return this.policy.instructionSent();
  }

  close(): Promise<void> {
    return this.policy.close();
  }
}

function episodesOf(count: number): readonly EpisodeSpec[] {
  const library = loadLibrary();
  const selection = { scenarios: ['place_can_in_bowl'], factors: [], levels: [], episodes: count };
  return plan(loadSuite('in-domain', library).scenarios, { library, runSeed: 0, context: NO_SIMULATOR, ...selection })
    .episodes;
}

async function specOf(name: string): Promise<PolicySpec> {
  return (await policySource(name, surroundingsOf(loadLibrary()))).spec;
}

const { values } = parseArgs({ options: { json: { type: 'string' } } });
const episodes = episodesOf(EPISODES);
const script: Script = new Map();
const { grippers } = surroundingsOf(loadLibrary());
const oracle = await specOf('oracle-grounding');
await runHarness({
  episodes,
  workers: 1,
  policy: () => new GroundedPolicy(oracle, new Scribe(script), options, grippers),
});
const stub = new Metered(new GroundedPolicy(await specOf('baseline'), new Stub(script), options, grippers));
const records = await runHarness({ episodes, workers: 1, policy: () => stub });
const frames = records.reduce((sum, { framesRendered }) => sum + framesRendered, 0);
const measurements = [
  measured(
    'CPU of a query, 640x480, JPEG included, model 0 ms',
    median(stub.queriesMs.slice(WARM_UP_QUERIES)),
    'ms',
    '<=',
    15,
  ),
  measured('CPU of a policy call between queries', median(stub.betweenMs), 'ms', '<=', 1),
  measured('frames drawn a query', frames / stub.queriesMs.length, '', '<=', 1),
];
process.stdout.write(`${records.filter(({ outcome }) => outcome === 'success').length} of ${records.length} solved\n`);
process.stdout.write(`${table(measurements)}\n`);
if (values.json) await writeFile(values.json, `${JSON.stringify(measurements, null, 2)}\n`);

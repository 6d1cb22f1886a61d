import { z } from 'zod';

const fraction = z.number().gt(0).lt(1);
const share = z.number().min(0).max(1);
const count = z.int().min(0);

const over = z
  .string()
  .min(1)
  .default('all')
  .describe(
    'Episodes that are judged: all (but negative controls), nominal, each_factor, each_level, the name of a factor, or factor=level.',
  );
const minPairs = count.default(0).describe('With fewer pairs nothing is concluded.');
const minDiscordant = count
  .default(0)
  .describe('With fewer pairs that differ no difference is concluded: neither a regression nor superiority.');
const shared = { over, minPairs, minDiscordant };

export const ruleForm = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('non-inferiority').describe('Passes where the loss is shown to be smaller than the margin.'),
      margin: fraction.describe('Loss of success rate that is tolerated, as a fraction: 0.1 is 10 points.'),
      ...shared,
    }),
    z.strictObject({
      kind: z.literal('superiority').describe('Passes where the gain is shown to be greater than the margin.'),
      margin: z.number().min(0).lt(1).default(0).describe('Gain of success rate that is asked for, as a fraction.'),
      ...shared,
    }),
    z.strictObject({
      kind: z.literal('floor').describe('Passes where the lower bound of the success rate itself is above the floor.'),
      floor: fraction.describe('Success rate, as a fraction.'),
      over,
      minPairs: minPairs.describe('With fewer valid episodes nothing is concluded.'),
    }),
  ])
  .readonly();

/** A gate's rules, written before the run. */
export const rulesForm = z
  .strictObject({
    alpha: fraction
      .default(0.05)
      .describe('Error of the whole gate, two-sided: half of it for a false alarm, half for a false pass.'),
    looks: z
      .int()
      .min(1)
      .max(20)
      .default(1)
      .describe('How often `harness run --gate` looks, after equal shares of the replicates; 1 never stops early.'),
    limits: z
      .strictObject({
        infraErrors: share.default(0.02).describe('Share of the episodes run that may end in an infrastructure error.'),
        notApplied: count
          .default(0)
          .describe('Episodes valid in the baseline whose variation may not have been shown to reach the policy.'),
        changed: share
          .default(0.05)
          .describe('Share of the episodes of both that may be defined or begin differently from the baseline.'),
      })
      .prefault({})
      .describe('Beyond any of these the verdict is invalid.'),
    rules: z
      .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/), ruleForm)
      .refine((rules) => Object.keys(rules).length > 0, 'expected one rule or more')
      .describe('Rules by a name of your choice; the gate passes when all of them do.'),
  })
  .readonly();

export type Rule = z.infer<typeof ruleForm>;
export type Rules = z.infer<typeof rulesForm>;

/** What a gate asks for unless told otherwise. */
export const DEFAULT_RULES: Rules = rulesForm.parse({
  rules: {
    nominal: { kind: 'non-inferiority', over: 'nominal', margin: 0.15 },
    all: { kind: 'non-inferiority', over: 'all', margin: 0.15 },
  },
});

/** As a file to start from. */
export const DEFAULT_RULES_TEXT = `# yaml-language-server: $schema=./node_modules/vla-harness/schemas/gate.schema.json
alpha: 0.05            # error of the whole gate, two-sided
looks: 1               # harness run --gate: 4 looks after each quarter and stops once the verdict is certain
limits:
  infraErrors: 0.02    # share of episodes; beyond it the verdict is invalid
  notApplied: 0        # episodes whose variation was not shown to reach the policy
  changed: 0.05        # share of episodes that are not those of the baseline
rules:
  nominal: { kind: non-inferiority, over: nominal, margin: 0.15 }
  all: { kind: non-inferiority, over: all, margin: 0.15 }
  # each: { kind: non-inferiority, over: each_factor, margin: 0.20, minPairs: 40, minDiscordant: 6 }
  # floor: { kind: floor, over: nominal, floor: 0.70 }
  # gain: { kind: superiority, over: instruction }
`;

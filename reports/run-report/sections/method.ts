import { type Content, facts, html } from '../../page/index.ts';
import { spaced } from '../../spaced.ts';
import type { RunReport } from '../report.ts';

/** Everything that one needs to check the numbers or to make them again. */
export function method({ summary, manifest, harnessVersion }: RunReport): Content {
  const { request, simulator, versions, host, git } = manifest;
  const selection = [...request.scenarios, ...request.factors, ...request.levels];
  return [
    html`<h3>What the numbers are</h3><ul class="plain">
<li>A rate is successes over successes and failures. Infrastructure errors, invalid episodes and episodes not run are in no rate; planned episodes are always the sum of all five.</li>
<li>Intervals of rates: Wilson, ${Math.round(summary.confidence * 100)} %, each seed counted once where conditions share seeds. Floors are counted episode by episode.</li>
<li>Differences to nominal: the same scenario and replicate on both sides, so the same draws; Tango's score interval, exact two-sided McNemar test, corrected by Holm inside each factor; controls are families of their own. α = 0.05. Only what the corrected test rejects is called better or worse; otherwise the smallest difference is named that these pairs find with 80 % power.</li>
<li>Time to success: Kaplan-Meier with time-outs censored; episodes that ended otherwise stay in the risk set; Wilson intervals of as many outcomes as Greenwood’s variance is worth, seeds counted once.</li>
<li>Stages and wrong objects: from the world states of the simulator.</li>
<li><strong>Limits.</strong> The intervals cover the sampling of episodes only: not the training of the policy, not another simulator, not the real world. Levels of one replicate share a seed: rates of different levels are not independent of each other. A rate that no test speaks of is a description.</li>
</ul><h3>How to make them again</h3>`,
    facts([
      [
        'suite',
        html`${request.suite} <small>${selection.length === 0 ? 'all of it' : `only ${selection.join(', ')}`}</small>`,
      ],
      ['run seed', String(request.runSeed)],
      ['replicates', request.episodes === null ? 'as each scenario says' : String(request.episodes)],
      ['plan digest', html`<code>${request.planDigest}</code>`],
      ['policy', html`${request.policy} <small>fingerprint <code>${request.policyFingerprint}</code></small>`],
      ['policy takes', takes(manifest.policy)],
      [
        'simulator',
        `${simulator.name} ${simulator.version}, bridge ${simulator.bridgeVersion}, ${simulator.deterministic ? 'deterministic' : 'not deterministic'}`,
      ],
      ['renderer', request.renderer],
      ['latency', latencyOf(request)],
      [
        'versions',
        Object.entries(versions)
          .map(([name, version]) => `${name} ${version}`)
          .join(', '),
      ],
      ['machine', `${host.platform}, ${host.cpus} processors`],
      [
        'source',
        git.commit === null
          ? 'no git commit known'
          : html`<code>${git.commit}</code>${git.dirty && ' with uncommitted changes'}`,
      ],
      ['report', `vla-harness ${harnessVersion}, from the records of the run alone`],
    ]),
  ];
}

function latencyOf({ latency }: RunReport['manifest']['request']): string {
  if (latency !== 'measured') return 'as planned';
  return 'measured: actions reached the robot after the time that each answer took, so these rows cannot be made again';
}

function takes({ cameras, state, language, mode, executionHorizon }: RunReport['manifest']['policy']): string {
  const pictures = cameras.map(({ name, widthPx, heightPx }) => `camera ${name} ${widthPx}×${heightPx}`);
  const inputs = [...pictures, ...state, ...(language ? ['words'] : [])].join(', ') || 'nothing';
  return `${inputs}; gives ${spaced(mode)}, ${executionHorizon === 0 ? 'whole chunks' : `${executionHorizon} actions a time`}`;
}

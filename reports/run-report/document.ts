import { html, page, type Section } from '../page/index.ts';
import { chartsOf } from './charts.ts';
import type { Draw, RunReport } from './report.ts';
import { findings } from './sections/findings.ts';
import { grids } from './sections/grids.ts';
import { head } from './sections/head.ts';
import { instruction } from './sections/instruction.ts';
import { levels } from './sections/levels.ts';
import { method } from './sections/method.ts';
import { positions } from './sections/positions.ts';
import { proof } from './sections/proof.ts';
import { speed } from './sections/speed.ts';
import { stages } from './sections/stages.ts';
import { time } from './sections/time.ts';
import { trouble } from './sections/trouble.ts';
import { worst } from './sections/worst.ts';

/** The page of a run: one HTML file that needs nothing else. */
export function documentOf(report: RunReport, draw: Draw): string {
  const { summary, manifest, harnessVersion } = report;
  return page({
    title: `${summary.run.policy.name} on ${summary.run.suite}`,
    kicker: 'Evaluation report',
    head: head(report),
    sections: summary.overall.valid.n === 0 ? withoutData(report) : withData(report, draw),
    footer: html`Written by vla-harness ${harnessVersion} from the records of run ${manifest.runId}. The same records give the same page.`,
  });
}

function withData(report: RunReport, draw: Draw): Section[] {
  const { summary } = report;
  const charts = chartsOf(summary);
  return [
    { id: 'findings', title: 'What was found', body: findings(summary) },
    { id: 'levels', title: 'Success by factor and level', body: levels(summary) },
    { id: 'cells', title: 'Two things at a time', body: grids(summary) },
    { id: 'positions', title: 'Where the target stood', body: positions(summary, charts.positions, draw) },
    { id: 'stages', title: 'How far it came', body: stages(summary, charts.stages, draw) },
    { id: 'time', title: 'Time to success', body: time(summary, charts['time-to-success'], draw) },
    { id: 'instruction', title: 'Does it follow the instruction?', body: instruction(summary) },
    { id: 'worst', title: 'Worst episodes', body: worst(report) },
    { id: 'proof', title: 'Proof, solvability, floors', body: proof(summary) },
    { id: 'speed', title: 'Speed', body: speed(summary, charts.latency, draw) },
    ...closing(report),
  ];
}

/** Without a valid outcome there is nothing to draw: what happened instead, and how it was to be measured. */
function withoutData(report: RunReport): Section[] {
  return [{ id: 'proof', title: 'Proof, solvability, floors', body: proof(report.summary) }, ...closing(report)];
}

const closing = (report: RunReport): Section[] => [
  { id: 'ends', title: 'Ends and errors', body: trouble(report.summary) },
  { id: 'method', title: 'Method', body: method(report) },
];

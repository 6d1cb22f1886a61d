import { counted } from '../../../harness/counted.ts';
import { percent } from '../../numbers.ts';
import type { Cell, ScenarioSummary, Summary } from '../../schema/summary.ts';
import { xmlText } from '../../xml.ts';

type Result = 'passed' | 'failure' | 'error' | 'skipped';

/**
 * For CI that reads JUnit: a suite for each scenario, a case for each cell. A rate is neither pass nor fail (`harness gate`
 * decides): red is a cell that never worked, an error one in which something broke or was invalid, skipped one without data.
 */
export function junitXml(summary: Summary): string {
  const cells = summary.scenarios.flatMap((scenario) => scenario.cells);
  const name = `${summary.run.policy.name} on ${summary.run.suite}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xmlText(name)}" ${totals(cells)}>`,
    ...summary.scenarios.map((scenario) => suite(scenario, summary.run.suite)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite({ scenarioId, cells }: ScenarioSummary, suiteName: string): string {
  const cases = cells.map((cell) => testCase(cell, `${suiteName}.${scenarioId}`));
  return [`<testsuite name="${xmlText(scenarioId)}" ${totals(cells)}>`, ...cases, '</testsuite>'].join('\n');
}

function totals(cells: readonly Cell[]): string {
  const of = (result: Result): number => cells.filter((cell) => resultOf(cell) === result).length;
  return `tests="${cells.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
}

/** In a negative control, not to reach the nominal goal is what is asked for. */
function resultOf({ counts, rate, control, unsupported }: Cell): Result {
  if (unsupported !== null || rate.n + counts.infraError + counts.invalid === 0) return 'skipped';
  if (counts.infraError + counts.invalid > 0) return 'error';
  return rate.k === 0 && !control ? 'failure' : 'passed';
}

function testCase(cell: Cell, className: string): string {
  const result = resultOf(cell);
  const open = `<testcase classname="${xmlText(className)}" name="${xmlText(cell.conditionId)}"`;
  const text = xmlText(textOf(cell));
  const properties = `<properties><property name="k" value="${cell.rate.k}"/><property name="n" value="${cell.rate.n}"/></properties>`;
  const said = result === 'passed' ? `<system-out>${text}</system-out>` : `<${result} message="${text}"/>`;
  return `${open}>${properties}${said}</testcase>`;
}

function textOf({ counts, rate, unsupported, control }: Cell): string {
  if (unsupported !== null) return `not run for this policy: ${unsupported}`;
  const broken = [
    ...(counts.infraError > 0 ? [counted(counts.infraError, 'infra error')] : []),
    ...(counts.invalid > 0 ? [`${counts.invalid} invalid`] : []),
    ...(counts.notRun > 0 ? [`${counts.notRun} not run`] : []),
  ];
  const said = rate.n === 0 ? 'no data' : `${rate.k} of ${rate.n} succeeded (${percent(rate.rate)})`;
  return [said, ...broken, ...(control ? ['negative control'] : [])].join('; ');
}

import type { Gate, GateCheck } from '../schema/gate.ts';
import { xmlText } from '../xml.ts';
import { askedText, estimateText, notesOf } from './words.ts';

/** For CI that reads JUnit: a case for the verdict and one for each check; only a pass is green. */
export function gateJunit(gate: Gate): string {
  const { verdict, exitCode, checks } = gate;
  const cases = [verdictCase(gate), ...checks.map(checkCase)];
  const of = (tag: string): number => cases.filter((each) => each.includes(`<${tag} `)).length;
  const totals = `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="harness gate" ${totals}>`,
    `<testsuite name="gate" ${totals}>`,
    `<properties><property name="verdict" value="${verdict}"/><property name="exitCode" value="${exitCode}"/></properties>`,
    ...cases,
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function verdictCase(gate: Gate): string {
  return testCase('verdict', gate.verdict, notesOf(gate).join('; '));
}

function checkCase(check: GateCheck): string {
  const { name, verdict, reason } = check;
  return testCase(name, verdict, `${reason}; ${estimateText(check)}, asked for ${askedText(check)}`);
}

const TAG = { pass: null, regression: 'failure', inconclusive: 'failure', invalid: 'error' } as const;

function testCase(name: string, verdict: Gate['verdict'], text: string): string {
  const tag = TAG[verdict];
  const open = `<testcase classname="gate" name="${xmlText(name)}"`;
  return tag ? `${open}><${tag} type="${verdict}" message="${xmlText(text)}"/></testcase>` : `${open}/>`;
}

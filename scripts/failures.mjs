// What failed, by name, from what the test runners print: said once more where a reader of a long log looks, at its end.

/** Of TAP: every assertion that is not ok, below the file and the tests that it stands in. A file that timed out has no line of its own. */
export function failuresOfTap(output) {
  const failures = [];
  const open = [];
  for (const line of output.split('\n')) {
    const subtest = line.match(/^( *)# Subtest: (.*)$/);
    if (subtest) open.splice(subtest[1].length / 4, Number.POSITIVE_INFINITY, subtest[2]);
    const failed = line.match(/^( *)not ok \d+(?: - )?(.*?)(?: # time=.*)?$/);
    if (!failed || /# (TODO|SKIP)\b/i.test(line)) continue;
    const [, indent, name] = failed;
    const parents = name === 'timeout!' && indent === '' ? open.slice(0, 1) : open.slice(0, indent.length / 4);
    const path = [...parents, name].join(' > ');
    if (!failures.some((known) => known.startsWith(`${path} > `))) failures.push(path);
  }
  return failures;
}

/** Of pytest, from its short summary. */
export const failuresOfPytest = (output) =>
  output.split('\n').flatMap((line) => line.match(/^(?:FAILED|ERROR) (.+?)(?: - |$)/)?.[1] ?? []);

/** One line each, which `.ci/run` repeats. */
export const told = (failures) => failures.map((name) => `failed: ${name}\n`).join('');

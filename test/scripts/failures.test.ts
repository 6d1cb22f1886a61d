/** What `npm test` and `.ci/run` say at their end of a run that failed. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import t from 'tap';

const { failuresOfTap, failuresOfPytest, told } = await import(
  pathToFileURL(join(import.meta.dirname, '..', '..', 'scripts', 'failures.mjs')).href
);

/** As tap 21 prints it, without the diagnostics. */
const FAILING = `TAP version 14
# Subtest: test/a.test.ts
    # Subtest: outer
        # Subtest: inner
            not ok 1 - one is two
            1..1
        not ok 1 - inner # time=15.583ms
        ok 2 - should be equal
        1..2
    not ok 1 - outer # time=19.781ms
    not ok 2 - later # TODO
    1..2
not ok 1 - test/a.test.ts # time=25.000ms
# Subtest: test/b.test.ts
    ok 1 - fine # time=3.000ms
not ok 2 - timeout!
# Subtest: test/c.test.ts
    # Subtest: slow
        not ok 1 - timeout!
    not ok 1 - slow # time=3980.091ms
not ok 3 - test/c.test.ts # time=3990.000ms
not ok 4 - test/d.test.ts # time=100.000ms
`;

t.test('each failure once, with the file and the tests that it stands in', async (t) => {
  t.strictSame(failuresOfTap(FAILING), [
    'test/a.test.ts > outer > inner > one is two',
    'test/b.test.ts > timeout!',
    'test/c.test.ts > slow > timeout!',
    'test/d.test.ts',
  ]);
});

t.test('of pytest, names with spaces too', async (t) => {
  const output = 'FAILED tests/test_a.py::test_b[x y] - assert 1 == 2\nERROR tests/test_c.py\n1 failed in 0.1s';
  t.strictSame(failuresOfPytest(output), ['tests/test_a.py::test_b[x y]', 'tests/test_c.py']);
  t.equal(told(['a', 'b']), 'failed: a\nfailed: b\n');
});

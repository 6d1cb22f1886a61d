/** Who may import whom (docs/design.md). `npm run check` holds it. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'a module that nothing imports is dead; entries are named here',
      severity: 'error',
      from: { orphan: true, pathNot: ['^harness/(cli|index)\\.ts$', '^bench/'] },
      to: {},
    },
    {
      name: 'harness-knows-no-policy-and-no-report',
      comment: 'only the command line and the commands compose',
      severity: 'error',
      from: { path: '^harness/', pathNot: '^harness/(cli\\.ts|commands/)' },
      to: { path: '^(agents|reports)/' },
    },
    {
      name: 'nothing-below-knows-the-commands',
      severity: 'error',
      from: { path: '^(harness|agents|reports)/', pathNot: '^harness/(cli\\.ts|commands/)' },
      to: { path: '^harness/(cli\\.ts|commands/)' },
    },
    { name: 'agents-know-no-report', severity: 'error', from: { path: '^agents/' }, to: { path: '^reports/' } },
    { name: 'reports-know-no-policy', severity: 'error', from: { path: '^reports/' }, to: { path: '^agents/' } },
    {
      name: 'reports-are-a-function-of-records',
      comment:
        'of the harness they see types, errors, how it sorts, counts, finds episodes by their ids and says what it expected, and the form of the records',
      severity: 'error',
      from: { path: '^reports/' },
      to: {
        path: '^harness/',
        pathNot:
          '^harness/(types|errors|by-text|counted|episode-index|expectation)\\.ts$|^harness/record/(manifest|episode-record)\\.ts$',
      },
    },
    {
      name: 'types-and-errors-know-nobody',
      severity: 'error',
      from: { path: '^harness/(types|errors)\\.ts$|^harness/types/' },
      to: { path: '^(harness|agents|reports)/', pathNot: '^harness/types/' },
    },
    {
      name: 'types-come-through-one-door',
      severity: 'error',
      from: { pathNot: '^harness/types(/|\\.ts$)' },
      to: { path: '^harness/types/' },
    },
    {
      name: 'what-draws-runs-in-browsers',
      comment: 'and so must all that it imports in turn: the bundling of the page fails on anything of Node',
      severity: 'error',
      from: { path: '^harness/(render|view/page)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-page-knows-the-page',
      severity: 'error',
      from: { pathNot: '^harness/view/page/' },
      to: { path: '^harness/view/page/' },
    },
    { name: 'only-benches-know-benches', severity: 'error', from: { pathNot: '^bench/' }, to: { path: '^bench/' } },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      from: { path: '^(harness|agents|reports)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};

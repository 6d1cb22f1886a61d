/** `npm run bench:reports`: how long the making of reports takes, and how it grows. */
import { comparison } from './compare.ts';
import { report } from './report.ts';
import { runReport } from './run-report.ts';
import { site } from './site.ts';
import { statistics } from './statistics.ts';

await report({ statistics, comparison, report: runReport, site });

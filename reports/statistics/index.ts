/** What may be concluded from outcomes: pure functions, each with its source and its limits. docs/statistics.md has the list. */
export { barnard } from './barnard.ts';
export { betaUniform, clopperPearson, jeffreys } from './beta-intervals.ts';
export { type BettingSequence, bettingSequence } from './betting.ts';
export { type BootstrapOptions, bootstrap, mean } from './bootstrap.ts';
export { boschloo } from './boschloo.ts';
export { bradleyTerry } from './bradley-terry.ts';
export {
  type BootstrapResult,
  type BootstrapSettings,
  type ClusterSettings,
  clusterBootstrap,
} from './cluster-bootstrap.ts';
export { clusteredStandardError } from './clustered-error.ts';
export { clusteredTango } from './clustered-tango.ts';
export type { Clusters } from './clusters.ts';
export { cochranArmitage, type OrderedLevel, type TrendResult } from './cochran-armitage.ts';
export { cochranMantelHaenszel, type MantelHaenszelResult, type Stratum } from './cochran-mantel-haenszel.ts';
export { cochranQ } from './cochran-q.ts';
export { compactLetters } from './compact-letters.ts';
export { correlation } from './correlation.ts';
export { type Detectable, minimumDetectableDifference } from './detectable.ts';
export { effectiveClusters } from './effective-clusters.ts';
export { fisher } from './fisher.ts';
export { errorSpent, groupSequential, type Look, type Spending } from './group-sequential.ts';
export type { Difference, Interval } from './interval.ts';

export { LEVEL } from './interval.ts';
export { labelPermutation } from './label-permutation.ts';
export { mcnemarExact, mcnemarMidP } from './mcnemar.ts';
export { benjaminiHochberg, bonferroni, holm } from './multiplicity.ts';
export { newcombe, newcombeOf } from './newcombe.ts';
export type { OutcomeRows } from './outcomes.ts';
export { type PairwiseComparison, pairwiseMcnemar } from './pairwise.ts';
export { phi } from './phi.ts';
export {
  betaPosterior,
  type DensityPoint,
  type Posterior,
  posteriorDensity,
  probabilityGreater,
} from './posterior.ts';
export { episodesForWidth, preciseEnough } from './precision-stop.ts';
export { meanMaximumRankViolation, pearson } from './rank-agreement.ts';
export { type LevelAndNominal, type Retention, retention } from './retention.ts';
export { type PowerSettings, sampleSize } from './sample-size.ts';
export { signFlip } from './sign-flip.ts';
export { type SignTestSize, signTestSize } from './sign-test-size.ts';
export { tango } from './tango.ts';
export type { Alternative, ChiSquareResult, TestResult } from './test-result.ts';
export { wilson } from './wilson.ts';
export { type Finding, type Tested, type Wording, wording } from './wording.ts';

import { type Anchor, type Examined, type Examiner, examine } from '../../audit/examine.ts';
import { loadLibrary } from '../../library/load.ts';
import { splitByCarriers, type Unsupported } from '../../plan/carriage.ts';
import { cameraNames } from '../../plan/foreign.ts';
import { outline } from '../../plan/outline.ts';
import { held } from '../../plan/plan.ts';
import { fitting } from '../../run/fits.ts';
import { loadSuite } from '../../scenario/suite.ts';
import type { SimulatorHost } from '../../simulator/host.ts';
import type { EpisodeSpec, ObserveRequest, PolicySpec, SimulatorInfo } from '../../types.ts';
import { drawnHosts } from '../hosts.ts';
import { contextOf } from '../run/design.ts';
import { shapeLookup } from '../run/prepare.ts';

export interface AuditOptions {
  readonly suite: string;
  readonly simulator: string;
  readonly renderer?: string;
  readonly robot?: string;
  readonly scenario: readonly string[];
  readonly factor: readonly string[];
  readonly level: readonly string[];
  readonly episodes: number;
  readonly seed: number;
  readonly workers: number;
}

export interface Audit {
  readonly simulator: SimulatorInfo;
  readonly examined: readonly Examined[];
  readonly unsupported: readonly Unsupported[];
}

const PICTURE_PX = 128;

/** A policy that hears and sees, so that whatever cannot be applied is the simulator's lack. */
const WITNESS: PolicySpec = {
  name: 'audit',
  fingerprint: '',
  privileged: false,
  language: true,
  cameras: [],
  state: [],
  mode: 'ee_delta',
  executionHorizon: 0,
};
const LOOKING = { name: 'front', widthPx: PICTURE_PX, heightPx: PICTURE_PX, when: 'first' } as const;

/** Builds every scene of a suite and tells what of it was applied; `heard` hears each as it is known. */
export async function auditSuite(options: AuditOptions, heard: (examined: Examined) => void): Promise<Audit> {
  const hosts = drawnHosts(options, options.workers);
  try {
    const { info } = await hosts[0]!.open();
    const { library, episodes, unsupported } = planned(options, info);
    const left = byScenario(episodes);
    const shapesOf = shapeLookup(library);
    const work = async (host: SimulatorHost): Promise<Examined[]> => {
      const found: Examined[] = [];
      for (let next = left.shift(); next; next = left.shift())
        found.push(...(await auditScenario(next, host, shapesOf, heard)));
      return found;
    };
    const found = (await Promise.all(hosts.map(work))).flat();
    const order = new Map(episodes.map(({ episodeId }, i) => [episodeId, i]));
    const examined = found.sort((a, b) => order.get(a.episodeId)! - order.get(b.episodeId)!);
    return { simulator: info, examined, unsupported };
  } finally {
    await Promise.all(hosts.map((host) => host.dispose()));
  }
}

function planned(options: AuditOptions, info: SimulatorInfo) {
  const library = loadLibrary();
  const { scenarios } = loadSuite(options.suite, library, options.robot ?? null);
  const selection = { scenarios: options.scenario, factors: options.factor, levels: options.level };
  const whole = outline(scenarios, { ...selection, episodes: options.episodes });
  const policy = { ...WITNESS, mode: info.actionModes[0]!, cameras: info.renderer === 'none' ? [] : [LOOKING] };
  const split = splitByCarriers(whole, { policy, simulator: info, measuredLatency: false });
  const { episodes } = held(split.outline, { library, runSeed: options.seed, context: contextOf(info) });
  return { library, episodes: [...fitting(episodes, policy, info, library)], unsupported: split.unsupported };
}

function byScenario(episodes: readonly EpisodeSpec[]): EpisodeSpec[][] {
  const parts = new Map<string, EpisodeSpec[]>();
  for (const each of episodes) parts.set(each.scenarioId, [...(parts.get(each.scenarioId) ?? []), each]);
  return [...parts.values()];
}

/** Nominal first: its levels are held against it. A simulator that broke is opened again. */
async function auditScenario(
  episodes: readonly EpisodeSpec[],
  host: SimulatorHost,
  shapesOf: Examiner['shapesOf'],
  heard: (examined: Examined) => void,
): Promise<Examined[]> {
  const anchors = new Map<string, Anchor>();
  const found: Examined[] = [];
  for (const episode of episodes) {
    const simulator = await host.open();
    const nominal = episode.nominalEpisodeId === null ? null : (anchors.get(episode.nominalEpisodeId) ?? null);
    const { examined, anchor } = await examine(episode, nominal, {
      simulator,
      observe: seen(episode, simulator.info),
      shapesOf,
    });
    if (anchor && episode.nominalEpisodeId === null) anchors.set(episode.episodeId, anchor);
    found.push(examined);
    heard(examined);
  }
  return found;
}

function seen({ scene, occlusion }: EpisodeSpec, { renderer }: SimulatorInfo): ObserveRequest {
  const draws = renderer !== 'none' && cameraNames(scene).includes(LOOKING.name);
  const visibility = occlusion ? [{ camera: occlusion.camera, body: occlusion.body }] : [];
  const { when: _, ...camera } = LOOKING;
  return { cameras: draws ? [camera] : [], state: [], ...(visibility.length > 0 ? { visibility } : {}) };
}

/** One scene: built in a simulator, drawn from each camera, asked about. */
import sharp from 'sharp';
import type { Library } from '../../harness/library/library.ts';
import { stream } from '../../harness/plan/random.ts';
import type { CameraImage, Simulator, SimulatorReset } from '../../harness/types.ts';
import { affordanceSample } from './affordance.ts';
import { imageOf, type SampleRecord, type SceneRecord, sampleRecord, thingRecord } from './record.ts';
import type { Sample, Studied } from './sample.ts';
import type { PlannedScene, SceneSource } from './scenes.ts';
import { type Sight, sightOf } from './sight.ts';
import { heldOutIn } from './split.ts';
import { thingsOf } from './things.ts';
import { trajectorySample } from './trajectory.ts';
import { IMAGE_PX } from './viewpoints.ts';

export interface BuiltScene {
  readonly record: SceneRecord;
  /** JPEG by path in the folder of the set. */
  readonly images: ReadonlyMap<string, Uint8Array>;
}

const ATTEMPTS = 12;
const JPEG_QUALITY = 90;

/**
 * The first draw of the scene that stands still and shows something to ask about.
 * @throws Error where none of many does
 */
export async function buildScene(
  index: number,
  source: SceneSource,
  simulator: Simulator,
  library: Library,
): Promise<BuiltScene> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const planned = source.scene(index, attempt);
    const built = planned && (await tryScene(planned, attempt, simulator, library));
    if (built) return built;
  }
  throw new Error(
    `scene ${index} of ${source.name}: none of ${ATTEMPTS} draws stands still and shows something to ask about`,
  );
}

async function tryScene(
  planned: PlannedScene,
  attempt: number,
  simulator: Simulator,
  library: Library,
): Promise<BuiltScene | null> {
  const { scene, seed } = planned;
  const cameras = scene.cameras.map(({ name }) => ({ name, ...IMAGE_PX, segmentation: true }));
  const reset = await simulator.reset(scene, seed, { cameras, state: [] });
  if (!stands(reset)) return null;
  const things = thingsOf(planned, reset.worldState, library);
  const studied = { things, tool: reset.worldState.tcp.position, heldOut: heldOutIn(scene, library), library };
  const sights = cameras.map(({ name }) => sightOf(name, reset.reading.cameras[name]!, things, reset.names));
  const asked = sights.map((sight) => ({ sight, samples: samplesOf(planned, studied, sight) }));
  const samples = asked.flatMap(({ sight, samples }): SampleRecord[] =>
    samples.map((sample) => sampleRecord(planned, sight, sample)),
  );
  if (samples.length === 0) return null;
  const { index, source, split } = planned;
  const facts = {
    scene: index,
    seed,
    attempt,
    source,
    split,
    heldOut: studied.heldOut,
    things: things.map(thingRecord),
  };
  return { record: { ...facts, samples }, images: await imagesOf(planned, asked) };
}

const MOVED_M = 0.02;
const TILTED_RAD = 0.2;

const stands = ({ settle: { motionM, tiltRad } }: SimulatorReset): boolean =>
  Object.values(motionM).every((each) => each <= MOVED_M) && Object.values(tiltRad).every((each) => each <= TILTED_RAD);

/** Two questions about each picture, if it can be: about two things. */
function samplesOf({ seed }: PlannedScene, studied: Studied, sight: Sight): Sample[] {
  const draws = (kind: string) => stream(seed, `dataset.${kind}.${sight.view}`);
  const affordance = affordanceSample(studied, sight, draws('affordance'));
  const trajectory = trajectorySample(studied, sight, affordance?.about ?? null, draws('trajectory'));
  return [affordance, trajectory].filter((sample) => sample !== null);
}

type Asked = { readonly sight: Sight; readonly samples: readonly Sample[] };

/** Only of pictures that somebody asks about. */
async function imagesOf({ index }: PlannedScene, asked: readonly Asked[]): Promise<Map<string, Uint8Array>> {
  const used = asked.filter(({ samples }) => samples.length > 0);
  const coded = used.map(async ({ sight }) => [imageOf(index, sight.view), await jpeg(sight.image)] as const);
  return new Map(await Promise.all(coded));
}

/** In sharp's own threads. */
function jpeg({ rgb, widthPx: width, heightPx: height }: CameraImage): Promise<Uint8Array> {
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer();
}

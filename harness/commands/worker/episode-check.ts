import type { PolicySource } from '../../../agents/index.ts';
import { HarnessError } from '../../errors.ts';
import type { Library } from '../../library/library.ts';
import { type DigestContext, digestOf } from '../../plan/digest.ts';
import { checkFit } from '../../run/fits.ts';
import type { EpisodeSpec, SimulatorInfo } from '../../types.ts';

interface Here {
  readonly library: Library;
  readonly context: DigestContext;
  readonly info: SimulatorInfo;
  readonly source: PolicySource;
}

/** Whether an episode from elsewhere is the planned one, built from the same files, and can be run here. @throws HarnessError */
export function episodeCheck({ library, context, info, source }: Here): (episode: EpisodeSpec) => void {
  return (episode) => {
    requireDigest(episode, library, context);
    checkFit(source.spec, info, [episode], library);
    source.checkRobot?.(episode.scene.robot);
  };
}

function requireDigest(episode: EpisodeSpec, library: Library, context: DigestContext): void {
  const unknown = episode.scene.bodies.find(({ model }) => !Object.hasOwn(library.models, model));
  if (unknown) throw new HarnessError('E_WORKER', `${episode.episodeId}: this release has no model ${unknown.model}`);
  const own = digestOf(episode, library, context);
  if (own === episode.digest) return;
  const [expected, got] = [episode.digest.slice(0, 12), own.slice(0, 12)];
  throw new HarnessError(
    'E_WORKER',
    `${episode.episodeId}: expected digest ${expected}, got ${got} from the files here`,
    {
      hint: 'use the same release, with the same models and textures',
    },
  );
}

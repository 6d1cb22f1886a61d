import type { Question } from '../../agents/reasoners/reasoner.ts';
import type { CameraImage } from '../../harness/types.ts';

/** A picture of one grey tone. */
export function greyImage(tone: number, widthPx = 64, heightPx = 48): CameraImage {
  return {
    widthPx,
    heightPx,
    rgb: new Uint8Array(widthPx * heightPx * 3).fill(tone),
    intrinsics: [60, 60, widthPx / 2, heightPx / 2],
    pose: { position: [0, 0, 1], quaternion: [0, 0, 0, 1] },
  };
}

export function question(given: Partial<Question> = {}): Question {
  return {
    episodeId: 'small/nominal/0',
    seed: 7,
    index: 0,
    kind: 'affordance',
    about: 'target',
    instruction: 'Pick up the red cube.',
    step: 0,
    image: greyImage(90),
    privileged: null,
    ...given,
  };
}

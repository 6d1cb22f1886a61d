import type { BodySpec } from '../types.ts';
import type { BodyShape, Cavity } from './shape.ts';

/** The part of a library model that success depends on. */
export interface ModelForm {
  readonly sizeM: readonly [number, number, number];
  readonly cavity?: {
    readonly shape: 'disc' | 'rect';
    readonly radiusM?: number | undefined;
    readonly sizeM?: readonly [number, number] | undefined;
    readonly offsetM: readonly [number, number];
    readonly floorM: number;
    readonly rimM: number;
  };
}

/** Forms of all bodies of a scene by name, scaled as the scene says. */
export function shapesOf(bodies: readonly BodySpec[], modelOf: (name: string) => ModelForm): Record<string, BodyShape> {
  return Object.fromEntries(bodies.map((body) => [body.name, scaled(modelOf(body.model), body.scale)]));
}

function scaled({ sizeM: [x, y, z], cavity }: ModelForm, by: number): BodyShape {
  return { sizeM: [x * by, y * by, z * by], cavity: cavity ? scaledCavity(cavity, by) : null };
}

function scaledCavity(cavity: NonNullable<ModelForm['cavity']>, by: number): Cavity {
  const offsetM = [cavity.offsetM[0] * by, cavity.offsetM[1] * by] as const;
  const common = { offsetM, floorM: cavity.floorM * by, rimM: cavity.rimM * by };
  if (cavity.shape === 'disc') return { shape: 'disc', radiusM: cavity.radiusM! * by, ...common };
  const [x, y] = cavity.sizeM!;
  return { shape: 'rect', sizeM: [x * by, y * by], ...common };
}

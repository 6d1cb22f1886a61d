import { HarnessError } from '../../harness/errors.ts';
import type { Tensor } from '../action/model.ts';
import { isWireMap, type Wire, type WireMap } from '../wire/msgpack-numpy.ts';

/** Pictures that came as PNG or JPEG, as arrays; others as they are. */
export async function pictures(images: WireMap): Promise<WireMap> {
  const all = Object.entries(images).map(async ([name, value]) => [name, await picture(name, value)] as const);
  return Object.fromEntries(await Promise.all(all));
}

async function picture(name: string, value: Wire): Promise<Wire> {
  if (!isWireMap(value) || value.__image__ !== true) return value;
  const { data, format } = value;
  const { default: sharp } = await import('sharp');
  try {
    const options = { resolveWithObject: true } as const;
    const { data: rgb, info } = await sharp(data as Uint8Array)
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer(options);
    return { shape: [info.height, info.width, info.channels], data: new Uint8Array(rgb) } satisfies Tensor;
  } catch (cause) {
    throw new HarnessError(
      'E_OBSERVATION',
      `observation '${name}': expected a picture, got ${String(format)} that is none`,
      {
        cause,
      },
    );
  }
}

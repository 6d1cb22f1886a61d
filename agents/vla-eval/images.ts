import type { Tensor } from '../action/model.ts';
import { jpegOf } from '../reasoners/jpeg.ts';
import type { Wire, WireMap } from '../wire/msgpack-numpy.ts';

export const IMAGE_FORMS = ['raw', 'jpeg'] as const;
export type ImageForm = (typeof IMAGE_FORMS)[number];

type Images = Readonly<Record<string, Tensor>>;

/** Pictures as they go over the wire. Only those of bytes, [height, width, 3], can be a JPEG; others go as they are. */
export async function wireImages(images: Images, form: ImageForm): Promise<WireMap> {
  if (form === 'raw') return images;
  const encoded = Object.entries(images).map(async ([key, image]) => [key, await jpegImage(image)] as const);
  return Object.fromEntries(await Promise.all(encoded));
}

async function jpegImage(image: Tensor): Promise<Wire> {
  const { shape, data } = image;
  const [heightPx, widthPx, channels] = shape;
  if (!(data instanceof Uint8Array) || channels !== 3) return image;
  const jpeg = await jpegOf({ rgb: data, widthPx: widthPx!, heightPx: heightPx! });
  return { __image__: true, format: 'jpeg', data: jpeg, shape };
}

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

export const FONT = 'DejaVu Sans';

let registered = false;

/** Charts are drawn with fonts of our own: where a system has none, a canvas leaves text out and says nothing. */
export function registerFonts(): void {
  if (registered) return;
  const folder = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  for (const name of ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf']) {
    if (GlobalFonts.registerFromPath(join(folder, name), FONT) === null)
      throw new Error(`no font in ${folder}/${name}`);
  }
  registered = true;
}

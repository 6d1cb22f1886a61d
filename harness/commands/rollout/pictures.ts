import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { jpegOf } from '../../../agents/reasoners/jpeg.ts';
import { imageHashOf } from '../../../agents/reasoners/replay/recorded-answer.ts';
import { onDisk } from '../../record/disk.ts';
import { makeFolder } from '../../record/make-folder.ts';
import type { CameraImage } from '../../types.ts';

const FOLDER = 'images';

/** Pictures as they go to a server, in a folder beside a file; equal ones are one. */
export class PictureFolder {
  private readonly beside: string;

  constructor(file: string) {
    this.beside = dirname(file);
  }

  /** The path from the file's own folder. */
  async keep(image: CameraImage): Promise<string> {
    const name = `${FOLDER}/${imageHashOf({ image }).slice(0, 24)}.jpg`;
    await onDisk('the pictures', async () => {
      await makeFolder(join(this.beside, FOLDER));
      await writeFile(join(this.beside, name), await jpegOf(image));
    });
    return name;
  }
}

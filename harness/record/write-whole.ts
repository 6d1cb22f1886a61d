/** Files that a reader sees whole or not at all: written beside, then renamed. */
import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await beside(file, (temporary) => writeFile(temporary, content));
}

/** The same for more lines than a text can hold. */
export async function writeWholeLines(file: string, lines: Iterable<string>): Promise<void> {
  await beside(file, (temporary) => pipeline(piecesOf(lines), createWriteStream(temporary)));
}

/** The same as its pieces come. */
export async function writeWholePieces(file: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  await beside(file, (temporary) => pipeline(pieces, createWriteStream(temporary)));
}

async function beside(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await write(temporary);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const PIECE_CHARS = 1 << 20;

function* piecesOf(lines: Iterable<string>): Iterable<string> {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < PIECE_CHARS) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

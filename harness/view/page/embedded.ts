import { decodePayload, type ViewedEpisode } from '../payload.ts';

/** The episode that lies in this page: base64 of gzip of the payload. */
export async function embeddedEpisode(): Promise<ViewedEpisode> {
  if (typeof DecompressionStream === 'undefined')
    throw new Error('this browser is too old: it cannot unpack the episode');
  const text = document.getElementById('episode')!.textContent!;
  const zipped = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream('gzip'));
  return decodePayload(new Uint8Array(await new Response(stream).arrayBuffer()));
}

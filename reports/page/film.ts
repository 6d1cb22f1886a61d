import { type Html, html, markup } from './html.ts';

/** A replay as an animated WebP. */
export interface Film {
  readonly webp: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A replay inside the page, or why there is none. @param alt what it shows and how it ends */
export function filmPicture(film: Film | string, alt: string): Html {
  if (typeof film === 'string') return html`<p class="soft">No replay: ${film}.</p>`;
  const source = markup(`data:image/webp;base64,${Buffer.from(film.webp).toString('base64')}`);
  return html`<img class="film" src="${source}" width="${film.widthPx}" height="${film.heightPx}" alt="${alt}">`;
}

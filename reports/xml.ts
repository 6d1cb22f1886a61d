import { visible } from './visible.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML and its quoted attributes, on one line and without characters that XML forbids. */
export const xmlText = (text: string): string => visible(text).replace(/[&<>"]/g, (each) => ENTITIES[each]!);

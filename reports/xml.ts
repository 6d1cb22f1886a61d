import { visible } from './visible.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What has a meaning in XML and HTML, in text and in quoted attributes, as text again. */
export const entities = (text: string): string => text.replace(/[&<>"']/g, (each) => ENTITIES[each]!);

/** Text for XML and its quoted attributes, on one line and without characters that XML forbids. */
export const xmlText = (text: string): string => entities(visible(text));

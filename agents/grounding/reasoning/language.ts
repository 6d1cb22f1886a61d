export type Language = 'english' | 'german' | 'chinese';

/** Words that hardly a sentence of one of them is without, and that the other has not. */
const COMMON: Readonly<Record<'english' | 'german', ReadonlySet<string>>> = {
  english: new Set(['the', 'and', 'of', 'to', 'is', 'it', 'with', 'at', 'this', 'that']),
  german: new Set(['der', 'die', 'das', 'und', 'ist', 'ein', 'eine', 'mit', 'den', 'zu', 'auf', 'nicht']),
};
const HAN = /\p{Script=Han}/gu;

/** The language that most of a text is in, by its script and its commonest words; null where neither tells. */
export function languageOf(text: string): Language | null {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const han = text.match(HAN)?.length ?? 0;
  if (han > words.length) return 'chinese';
  const count = (language: 'english' | 'german') => words.filter((word) => COMMON[language].has(word)).length;
  const [english, german] = [count('english'), count('german')];
  if (english === german) return null;
  return english > german ? 'english' : 'german';
}

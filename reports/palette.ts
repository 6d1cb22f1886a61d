/** A colour on a light and on a dark page. */
export interface Shade {
  readonly light: string;
  readonly dark: string;
}

/**
 * Every colour of pages and charts. Those of data are Okabe and Ito's (Color Universal Design, 2008), told apart by
 * colour-blind people; on the dark page the two darkest are lighter. No colour says anything that a word or a sign does not.
 */
export const PALETTE = {
  paper: { light: '#fdfdfc', dark: '#15171b' },
  raised: { light: '#f4f4f1', dark: '#1e2126' },
  ink: { light: '#1c1e22', dark: '#e7e8ea' },
  soft: { light: '#585c64', dark: '#a6abb4' },
  rule: { light: '#dcdcd7', dark: '#343840' },
  grid: { light: '#e9e9e5', dark: '#292d33' },
  link: { light: '#00598c', dark: '#7cc4f0' },
  blue: { light: '#0072b2', dark: '#4ba3dc' },
  orange: { light: '#e69f00', dark: '#e69f01' },
  green: { light: '#009e73', dark: '#1db58a' },
  vermillion: { light: '#d55e00', dark: '#e8762c' },
  purple: { light: '#cc79a7', dark: '#cc79a8' },
  sky: { light: '#56b4e9', dark: '#56b4ea' },
  yellow: { light: '#f0e442', dark: '#f0e443' },
  gray: { light: '#8d9199', dark: '#7b8089' },
  heat: { light: '#5fb3e6', dark: '#0b5d8f' },
} as const satisfies Readonly<Record<string, Shade>>;

export type Color = keyof typeof PALETTE;

/** Of series, in order; the first six are told apart at once. */
export const SERIES = [
  'blue',
  'orange',
  'green',
  'vermillion',
  'purple',
  'sky',
  'gray',
  'yellow',
] as const satisfies readonly Color[];

export const OUTCOME_COLORS = {
  success: 'green',
  failure: 'vermillion',
  infraError: 'orange',
  invalid: 'purple',
  notRun: 'gray',
} as const satisfies Readonly<Record<string, Color>>;

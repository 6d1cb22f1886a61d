/** Words for things and what such things are like as everybody knows them: sizes in metres as they stand or lie on a table. */
import type { ColorWord } from './colors.ts';

type Range = readonly [least: number, most: number];

export interface Kind {
  /** Singular, lower case; the longest that fits a text counts. */
  readonly words: readonly string[];
  /** Longer side of the footprint. */
  readonly longM: Range;
  readonly heightM: Range;
  /** Shorter side over longer side of the footprint. */
  readonly slender: Range;
  /** Usual colours, where the text names none. */
  readonly colors?: readonly ColorWord[];
  /** Something to put things into or onto. */
  readonly place?: boolean;
  /** Painted on the table, without height. */
  readonly painted?: boolean;
}

const ROUND: Range = [0.72, 1];
const ANY: Range = [0.1, 1];

export const KINDS: readonly Kind[] = [
  {
    words: ['mug', 'coffee mug', 'tea mug', 'large mug', 'latte mug', 'tall mug', 'beaker'],
    longM: [0.06, 0.13],
    heightM: [0.06, 0.12],
    slender: [0.5, 0.95],
  },
  {
    words: [
      'cup',
      'coffee cup',
      'paper cup',
      'takeaway cup',
      'tumbler',
      'drinking cup',
      'drinking glass',
      'cup without a handle',
    ],
    longM: [0.05, 0.09],
    heightM: [0.06, 0.14],
    slender: ROUND,
  },
  {
    words: ['can', 'tin', 'soup can', 'soda can', 'tin of soup', 'food tin', 'drink can', 'can of soda', 'beer can'],
    longM: [0.045, 0.08],
    heightM: [0.07, 0.13],
    slender: ROUND,
  },
  {
    words: ['tuna can', 'flat can', 'fish tin', 'sardine tin'],
    longM: [0.05, 0.1],
    heightM: [0.02, 0.05],
    slender: ROUND,
  },
  {
    words: [
      'bottle',
      'water bottle',
      'plastic bottle',
      'drinking bottle',
      'sauce bottle',
      'ketchup bottle',
      'ketchup',
      'squeeze bottle',
    ],
    longM: [0.04, 0.08],
    heightM: [0.1, 0.28],
    slender: ROUND,
  },
  {
    words: ['medicine bottle', 'pill bottle', 'bottle of pills', 'medicine'],
    longM: [0.035, 0.06],
    heightM: [0.06, 0.1],
    slender: ROUND,
  },
  {
    words: [
      'ball',
      'rubber ball',
      'toy ball',
      'tennis ball',
      'felt ball',
      'fuzzy ball',
      'baseball',
      'stitched ball',
      'hardball',
    ],
    longM: [0.04, 0.08],
    heightM: [0.04, 0.08],
    slender: ROUND,
  },
  {
    words: ['apple', 'eating apple', 'crisp apple'],
    longM: [0.05, 0.09],
    heightM: [0.05, 0.085],
    slender: ROUND,
    colors: ['red', 'green'],
  },
  {
    words: ['orange', 'tangerine', 'mandarin'],
    longM: [0.05, 0.09],
    heightM: [0.05, 0.085],
    slender: ROUND,
    colors: ['orange'],
  },
  {
    words: ['lemon', 'ripe lemon', 'sour fruit'],
    longM: [0.06, 0.1],
    heightM: [0.04, 0.065],
    slender: [0.4, 0.85],
    colors: ['yellow'],
  },
  {
    words: ['pear', 'ripe pear', 'eating pear'],
    longM: [0.045, 0.08],
    heightM: [0.07, 0.11],
    slender: ROUND,
    colors: ['green', 'yellow'],
  },
  {
    words: ['banana', 'ripe banana', 'curved fruit'],
    longM: [0.12, 0.22],
    heightM: [0.025, 0.05],
    slender: [0.15, 0.6],
    colors: ['yellow'],
  },
  {
    words: ['fruit'],
    longM: [0.045, 0.22],
    heightM: [0.025, 0.11],
    slender: ANY,
    colors: ['yellow', 'red', 'green', 'orange'],
  },
  {
    words: ['cube', 'toy cube', 'square block', 'block', 'wooden block'],
    longM: [0.032, 0.07],
    heightM: [0.032, 0.06],
    slender: ROUND,
  },
  {
    words: ['small cube', 'little cube', 'mini cube', 'dice'],
    longM: [0.015, 0.045],
    heightM: [0.015, 0.036],
    slender: ROUND,
  },
  {
    words: ['brick', 'toy brick', 'building brick', 'plastic brick'],
    longM: [0.05, 0.09],
    heightM: [0.02, 0.045],
    slender: [0.35, 0.7],
  },
  {
    words: ['triangle block', 'roof block', 'wedge block', 'wedge'],
    longM: [0.045, 0.08],
    heightM: [0.025, 0.05],
    slender: [0.5, 0.9],
  },
  {
    words: [
      'fork',
      'dinner fork',
      'table fork',
      'knife',
      'table knife',
      'butter knife',
      'spoon',
      'soup spoon',
      'table spoon',
      'tablespoon',
      'wooden spoon',
      'cooking spoon',
      'stirring spoon',
      'spatula',
      'turner',
      'kitchen turner',
    ],
    longM: [0.12, 0.25],
    heightM: [0.006, 0.03],
    slender: [0.05, 0.45],
  },
  {
    words: ['toy car', 'car', 'model car', 'little car'],
    longM: [0.06, 0.11],
    heightM: [0.03, 0.055],
    slender: [0.35, 0.75],
  },
  {
    words: ['toy duck', 'duck', 'rubber duck', 'bath duck'],
    longM: [0.065, 0.11],
    heightM: [0.045, 0.09],
    slender: [0.4, 0.85],
  },
  {
    words: ['toy dinosaur', 'dinosaur', 'dino', 'dino figure'],
    longM: [0.1, 0.18],
    heightM: [0.06, 0.11],
    slender: [0.15, 0.5],
  },
  {
    words: ['toy rocket', 'rocket', 'space rocket', 'model rocket'],
    longM: [0.035, 0.065],
    heightM: [0.085, 0.16],
    slender: ROUND,
  },
  { words: ['thing', 'object', 'item', 'one', 'toy'], longM: [0.02, 0.2], heightM: [0.01, 0.16], slender: ANY },
  {
    words: ['bowl', 'salad bowl', 'soup bowl'],
    longM: [0.12, 0.24],
    heightM: [0.04, 0.1],
    slender: ROUND,
    place: true,
  },
  {
    words: ['plate', 'dinner plate', 'dish'],
    longM: [0.15, 0.28],
    heightM: [0.008, 0.035],
    slender: ROUND,
    place: true,
  },
  {
    words: [
      'bin',
      'storage bin',
      'plastic box',
      'box',
      'crate',
      'container',
      'basket',
      'wicker basket',
      'woven basket',
    ],
    longM: [0.13, 0.32],
    heightM: [0.045, 0.13],
    slender: [0.5, 1],
    place: true,
  },
  {
    words: ['tray', 'serving tray', 'flat tray'],
    longM: [0.2, 0.4],
    heightM: [0.012, 0.045],
    slender: [0.45, 0.85],
    place: true,
  },
  {
    words: ['circle', 'disc', 'square', 'rectangle', 'region', 'area', 'zone', 'spot', 'mark', 'mat'],
    longM: [0.06, 0.3],
    heightM: [0, 0.006],
    slender: ANY,
    place: true,
    painted: true,
  },
];

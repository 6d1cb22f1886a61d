/** The hand of the Panda from above, opened; its tool centre point lies between the fingertips. */
export const FINGER = { halfWidthM: 0.01, innerM: 0.038, outerM: 0.06 };
export const PALM = { halfDepthM: 0.032, halfWidthM: 0.105 };
export const PALM_ABOVE_TIPS_M = 0.045;
export const OPENING_M = 0.08;
/** Room for an error of a few millimetres on both sides. */
export const WIDEST_GRIP_M = 0.074;
export const CLEARANCE_M = 0.004;
/** From the base: what the arm reaches pointing down. */
export const REACH_M = { least: 0.25, most: 0.78 };

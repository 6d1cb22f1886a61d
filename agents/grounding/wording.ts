/** What an instruction asks for, as far as the motion has to know: to bring a thing somewhere, or only to take it. */

const BRINGS =
  /\b(put|puts|place|places|move|moves|drop|set|bring|carry|goes|go|belongs?|stack|transfer|push|leave|store|stow|tidy|return|deliver|insert|throw|lay|clear)\b/i;
/** The same in German, for whoever words a scenario so. */
const BRINGS_GERMAN = /\b(leg|lege|stell|stelle|bring|bringe|tu|setz|setze|räum|räume|pack|packe|gehört|kommt)\b/i;

export const bringsSomewhere = (instruction: string): boolean =>
  BRINGS.test(instruction) || BRINGS_GERMAN.test(instruction);

/** Before the instruction, when a place is asked for and not a thing. */
export const GOAL_WORDS =
  'The robot already holds the object. Point at the place where the object has to go. The task was: ';

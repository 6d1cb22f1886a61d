/** Words that say that there is nothing to point at. Read only where an answer has no coordinates. */

const DENIED =
  /\b(?:no|not|isn't|is not|doesn't|does not|cannot|can't|couldn't|unable to|without)\b[^.\n]{0,80}\b(?:present|visible|found|find|see|exist|exists|appear|appears|locate|there|in the (?:image|picture|scene|view))\b/i;
const NAMED = /\b(?:absent|missing|not_found|none|nothing|no (?:such )?object)\b/i;

/** The part that can be a verdict: what comes before it is the way there. */
const LAST = 300;

/** "404 Not Found" is no word of a model. */
const PAGE = /<(?:!doctype|html|head|body)\b/i;

export function saysAbsent(text: string): boolean {
  if (PAGE.test(text)) return false;
  const verdict = text.slice(-LAST);
  return DENIED.test(verdict) || NAMED.test(verdict);
}

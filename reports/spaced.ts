/** Names of factors, levels and ends as people read them. */
export const spaced = (name: string): string => name.replaceAll('_', ' ').replaceAll('+', ' + ');

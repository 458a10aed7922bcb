import { stripVTControlCharacters } from 'node:util';

/**
 * Makes text readable: removes colours, splits a redrawn progress bar into lines, and replaces other control characters
 * with `�`.
 */
export const plainText = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]+/g, '\uFFFD');

/** Truncates to a number of UTF-16 units, ending with `…`. */
export const cutText = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;

import { stripVTControlCharacters } from 'node:util';

/** Text as a person reads it: without colours, a progress bar's redrawing as lines, other control characters as one `�`. */
export const plainText = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]+/g, '\uFFFD');

/** At most so many UTF-16 units; what was cut ends with `…`. */
export const cutText = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;

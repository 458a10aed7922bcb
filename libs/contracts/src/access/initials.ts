const letters = new Intl.Segmenter();

/** Returns the first letters of the first and last word of a name, in upper case. Punctuation is skipped. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).flatMap((word) => word.replace(/^[^\p{L}\p{N}]+/u, '') || []);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word = '') => firstOf(word).toLocaleUpperCase()).join('');
}

const firstOf = (word: string): string => letters.segment(word).containing(0)?.segment ?? '';

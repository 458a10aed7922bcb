const letters = new Intl.Segmenter();

/** Returns the first letters of the first and the last word of a name, in upper case. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word = '') => firstOf(word).toLocaleUpperCase()).join('');
}

const firstOf = (word: string): string => letters.segment(word).containing(0)?.segment ?? '';

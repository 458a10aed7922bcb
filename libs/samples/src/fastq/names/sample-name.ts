/** Sample names that every pipeline can use as a file name prefix. */
export const SAMPLE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const MAX_LENGTH = 63;

/** Returns a valid sample name that is as close to a text as possible. */
export function sampleNameOf(text: string): string {
  const name = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, MAX_LENGTH)
    .replace(/[._-]+$/, '');
  return name || 'sample';
}

/**
 * Returns unique valid names for several strings: `sample`, `sample-2`. A string that needs no change is kept. Among
 * other strings with the same valid name, the first one has no number.
 * @param others names of other samples, which changed strings do not get
 */
export function uniqueSampleNames(
  texts: readonly string[],
  others: ReadonlySet<string> = new Set(),
): Map<string, string> {
  const taken = new Set([...others, ...texts.map(sampleNameOf)]);
  const owners = new Map<string, string>();
  for (const text of texts) {
    const name = sampleNameOf(text);
    if (text === name || !owners.has(name)) owners.set(name, text);
  }
  const names = new Map<string, string>();
  for (const text of texts) {
    const name = sampleNameOf(text);
    const isOwner = owners.get(name) === text && (text === name || !others.has(name));
    let unique = name;
    for (let number = 2; !isOwner && taken.has(unique); number++) unique = numbered(name, number);
    taken.add(unique);
    names.set(text, unique);
  }
  return names;
}

function numbered(name: string, number: number): string {
  const suffix = `-${String(number)}`;
  return name.slice(0, MAX_LENGTH - suffix.length) + suffix;
}

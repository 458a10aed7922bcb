/** Names of samples that every pipeline can use as the beginning of a file name. */
export const SAMPLE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** Returns a valid sample name that is as close to a text as possible. */
export function sampleNameOf(text: string): string {
  const name = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 63)
    .replace(/[._-]+$/, '');
  return name || 'sample';
}

import { join, relative, resolve, sep } from 'node:path';
import type { Params } from '@reprise/contracts';

/**
 * Returns the folders of uploaded samples that parameters and other paths point to. All others are hidden from tasks.
 */
export function uploadedSamples(samplesRoot: string, params: Params, paths: readonly string[] = []): string[] {
  const texts = (value: unknown): string[] => {
    if (typeof value === 'string') return value.split(',');
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
  };
  const folders = [...texts(params), ...paths]
    .filter((text) => text.startsWith('/'))
    .map((path) => relative(samplesRoot, resolve(path)).split(sep)[0] ?? '')
    .filter((name) => name !== '' && name !== '..');
  return [...new Set(folders)].map((name) => join(samplesRoot, name));
}

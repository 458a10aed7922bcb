import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);

/** Digests of published files, in the format of `sha256sum -c published.sha256`. */
export const DIGESTS = new URL('published.sha256', root);

/** Returns the current digest line of each published file, by path. */
export function digestLines(): Map<string, string> {
  const files = ['golden', 'schemas'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => `${folder}/${name}`),
  );
  const digest = (file: string) =>
    createHash('sha256')
      .update(readFileSync(new URL(file, root)))
      .digest('hex');
  return new Map(files.sort().map((file) => [file, `${digest(file)}  ${file}`]));
}

/** Returns the recorded digest lines, by path. */
export function publishedLines(): Map<string, string> {
  const lines = readFileSync(DIGESTS, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.map((line) => [line.slice(66), line]));
}

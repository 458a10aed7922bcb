import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);

/** The digests of what was published, as `sha256sum -c published.sha256` reads them in this folder. */
export const DIGESTS = new URL('published.sha256', root);

/** The line of each published file as it is now, by the file's path. */
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

/** The lines that were written when the files were published, by the file's path. */
export function publishedLines(): Map<string, string> {
  const lines = readFileSync(DIGESTS, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.map((line) => [line.slice(66), line]));
}

import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { CliError, EXIT } from '../cli-error.ts';

/**
 * Returns where a result is saved.
 * @throws CliError if the path is outside the folder, because the server's file names are not trusted
 */
export function localPath(folder: string, path: string): string {
  const root = resolve(folder);
  const target = resolve(root, join('.', path));
  const inside = relative(root, target);
  if (
    inside === '' ||
    inside === '..' ||
    inside.startsWith(`..${sep}`) ||
    isAbsolute(inside) ||
    path.includes('\0') ||
    isAbsolute(path)
  )
    throw new CliError(`The server names a file outside the results: ${JSON.stringify(path)}.`, EXIT.failed);
  return target;
}

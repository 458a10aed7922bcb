import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '@reprise/setup';

/**
 * Copies the sources of this checkout whose path satisfies `isWanted` to a new temporary folder. Packages are links:
 * ours point to the copy, all others to this checkout.
 */
export function copySources(name: string, isWanted: (path: string) => boolean = () => true): string {
  const copy = mkdtempSync(join(tmpdir(), `reprise-${name}-`));
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: checkout });
  const isSource = (path: string) => /\.(ts|mjs|json|js)$/.test(path) && existsSync(join(checkout, path));
  for (const path of listed.stdout.toString().split('\0'))
    if (isSource(path) && isWanted(path))
      cpSync(join(checkout, path), join(copy, path), { recursive: true, force: true });
  mkdirSync(join(copy, 'node_modules'));
  for (const entry of readdirSync(join(checkout, 'node_modules')).filter((each) => each !== '@reprise'))
    symlinkSync(join(checkout, 'node_modules', entry), join(copy, 'node_modules', entry));
  cpSync(join(checkout, 'node_modules/@reprise'), join(copy, 'node_modules/@reprise'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  return copy;
}

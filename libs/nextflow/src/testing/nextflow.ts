import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The real Nextflow: `REPRISE_NEXTFLOW`, else the one that set-up installed, else on PATH. Without one the tests fail. */
export function findNextflow(): string {
  const installed = fileURLToPath(new URL('../../../../.tools/nextflow/nextflow', import.meta.url));
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'nextflow'));
  const found = [process.env['REPRISE_NEXTFLOW'], installed, ...onPath].find((path) => path && isExecutable(path));
  if (!found)
    throw new Error('These tests need a real Nextflow: set REPRISE_NEXTFLOW, or let `npm start` install one.');
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';

/** By package name: a bundle that holds this module lies elsewhere, the scripts do not. Read at load, so that a broken install shows at once. */
const read = (name: string) =>
  readFileSync(createRequire(import.meta.url).resolve(`@reprise/nextflow/${name}`), 'utf8');
const scripts = { supervise: read('supervise.sh'), gate: read('gate.sh') };

/** Puts a copy of a script at `path`: a shell reads its script as it goes, so an upgrade must not change one that runs. */
export async function installScript(name: keyof typeof scripts, path: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, scripts[name]);
  await rename(draft, path);
}

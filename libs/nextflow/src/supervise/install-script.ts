import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';

/**
 * Resolved by package name, because a bundle of this module is in a different place. Scripts are read when the module
 * is loaded, so that a broken installation is detected at once.
 */
const read = (name: string) =>
  readFileSync(createRequire(import.meta.url).resolve(`@reprise/nextflow/${name}`), 'utf8');
const scripts = { supervise: read('supervise.sh'), gate: read('gate.sh') };

/** Copies a script to `path`. A shell reads its script while it runs, so an upgrade must not change a script in use. */
export async function installScript(name: keyof typeof scripts, path: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, scripts[name]);
  await rename(draft, path);
}

import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';

/**
 * Resolves by package name: a bundle of this module is elsewhere. Scripts are read at load, where a broken installation
 * is detected at once.
 */
const read = (name: string) =>
  readFileSync(createRequire(import.meta.url).resolve(`@reprise/nextflow/${name}`), 'utf8');
const scripts = { supervise: read('supervise.sh'), gate: read('gate.sh') };

/** Copies a script to `path`: a shell reads its script while it runs, so an upgrade must not change one in use. */
export async function installScript(name: keyof typeof scripts, path: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, scripts[name]);
  await rename(draft, path);
}

import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../dist/simulated-nextflow');
let made: Promise<string> | undefined;

/**
 * Path of an executable that is equivalent to `simulatedNextflow`, in one JavaScript file. Reading the sources would
 * take Node 0.12 seconds of processor time on each start, which matters with many jobs.
 */
export const bundledNextflow = (): Promise<string> => (made ??= bundle());

async function bundle(): Promise<string> {
  const { rolldown } = await import('rolldown');
  const built = await rolldown({ input: join(import.meta.dirname, 'main.ts'), platform: 'node' });
  const { output } = await built.generate({ format: 'esm' });
  mkdirSync(folder, { recursive: true });
  put('main.mjs', output[0].code);
  return put('nextflow', `#!/bin/sh\nexec '${process.execPath}' '${join(folder, 'main.mjs')}' "$@"\n`);
}

/** Written atomically, because another process may be running the file. */
function put(name: string, text: string): string {
  const file = join(folder, name);
  const unfinished = `${file}.${String(process.pid)}`;
  writeFileSync(unfinished, text);
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, file);
  return file;
}

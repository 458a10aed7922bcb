import { join } from 'node:path';
import { thisMachine } from '@reprise/setup';

/** A keeper has next to nothing to remember: a young generation of 1 MB a half instead of 16. */
const flags = ['--max-semi-space-size=1'];

/**
 * Becomes the keeper, which starts Reprise by its helper and keeps it running. Where Node cannot run another program in its
 * place, this process keeps what it has loaded.
 * @param helper the program that calls `helpKeeper`
 */
export async function becomeKeeper(helper: string): Promise<void> {
  const program = join(thisMachine().root, 'libs', 'launcher', 'src', 'keeper', 'keep.mjs');
  if (process.execve) process.execve(process.execPath, [process.execPath, ...flags, program, helper], process.env);
  process.argv.splice(2, Infinity, helper);
  await import(program);
}

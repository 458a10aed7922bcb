import { join } from 'node:path';
import { thisMachine } from '@reprise/setup';

/** A keeper holds little data, so it gets a young generation of 1 MB per semi-space instead of 16. */
const flags = ['--max-semi-space-size=1'];

/**
 * Replaces this process with the keeper, which starts Reprise through its helper and keeps it running. If Node cannot
 * exec another program, this process remains, with everything that it has loaded.
 * @param helper the program that calls `helpKeeper`
 */
export async function becomeKeeper(helper: string): Promise<void> {
  const program = join(thisMachine().root, 'libs', 'launcher', 'src', 'keeper', 'keep.mjs');
  if (process.execve) process.execve(process.execPath, [process.execPath, ...flags, program, helper], process.env);
  process.argv.splice(2, Infinity, helper);
  await import(program);
}

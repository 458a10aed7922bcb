import { join } from 'node:path';
import { becomeKeeper } from '@reprise/launcher';
import { thisMachine } from '@reprise/setup';
import { dropClientHandlers } from './drop-client-handlers.ts';

/** Starts Reprise and keeps it running until a signal stops it. */
export async function start(): Promise<void> {
  dropClientHandlers();
  await becomeKeeper(join(thisMachine().root, 'apps', 'cli', 'src', 'server', 'start-services.ts'));
}

import { join } from 'node:path';
import { Started } from '../npm-start/started.ts';
import { ANOTHER_MACHINE } from './ticks.ts';

/** Starts a Reprise instance that cannot see task processes, from a finished build. */
export const startElsewhere = (settings: Record<string, string>): Started =>
  new Started(settings, ANOTHER_MACHINE, [join(import.meta.dirname, 'start-built.ts')]);

import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts } from '../record/facts.ts';
import type { System } from '../system/system.ts';

/** Copies the services' logs to a folder, with the notes of runs and tasks, and the events, faults and commands as JSON lines. */
export function keepLogs({ folder, dataDir, notes }: System, facts: Facts, target: string): void {
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.log')))
    cpSync(join(folder, name), join(target, name));
  cpSync(join(dataDir, 'logs'), join(target, 'logs'), { recursive: true });
  cpSync(notes.folder, join(target, 'notes'), { recursive: true });
  for (const name of ['events', 'faults', 'commands'] as const) {
    const lines = facts[name].map((each) => `${JSON.stringify(each)}\n`);
    writeFileSync(join(target, `${name}.ndjson`), lines.join(''));
  }
}

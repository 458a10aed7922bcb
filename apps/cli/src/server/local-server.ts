import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '@reprise/launcher';

/** The Reprise of this machine and its own token, by the settings of `start`; null where none was started here. */
export function localServer(): { url: string; token: string } | null {
  try {
    const { REPRISE_DATA_DIR, REPRISE_PORT } = readSettings(process.env);
    const file = join(REPRISE_DATA_DIR, 'admin.token');
    if (!existsSync(file)) return null;
    return { url: `http://127.0.0.1:${String(REPRISE_PORT)}`, token: readFileSync(file, 'utf8').trim() };
  } catch {
    // Wrong settings are for `start` to report.
    return null;
  }
}

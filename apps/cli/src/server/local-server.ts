import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reachableUrl, readSettings } from '@reprise/launcher';

/**
 * The Reprise of this machine and its own token, from the settings of `start`; null if none was started here, or if it
 * has a free port, which only that start knows.
 */
export function localServer(): { url: string; token: string } | null {
  try {
    const { REPRISE_DATA_DIR, REPRISE_HOST, REPRISE_PORT } = readSettings(process.env);
    if (REPRISE_PORT === 0) return null;
    const file = join(REPRISE_DATA_DIR, 'admin.token');
    if (!existsSync(file)) return null;
    return { url: reachableUrl(REPRISE_HOST, REPRISE_PORT), token: readFileSync(file, 'utf8').trim() };
  } catch {
    // Wrong settings are for `start` to report.
    return null;
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reachableUrl, readSettings } from '@reprise/launcher';

/**
 * URL and token of the Reprise on this machine, from the settings of `start`. Null if none was started here, or if it
 * uses a free port, which is known only to that process.
 */
export function localServer(): { url: string; token: string } | null {
  try {
    const { REPRISE_DATA_DIR, REPRISE_HOST, REPRISE_PORT } = readSettings(process.env);
    if (REPRISE_PORT === 0) return null;
    const file = join(REPRISE_DATA_DIR, 'admin.token');
    if (!existsSync(file)) return null;
    return { url: reachableUrl(REPRISE_HOST, REPRISE_PORT), token: readFileSync(file, 'utf8').trim() };
  } catch {
    // `start` reports invalid settings.
    return null;
  }
}

import { newKey } from '../../../core/idempotent-requests.ts';

const STORED = 'reprise.unfinished-sheet';

/** Idempotency key and correlation id of the submissions of a sheet. */
export interface SheetKeys {
  readonly key: string;
  readonly correlationId: string;
}

export const newSheetKeys = (): SheetKeys => ({ key: newKey(), correlationId: newKey() });

/**
 * Saves the keys of a sheet in this browser while its rows are sent. If the same sheet is sent again after the page was
 * closed, returns the keys of the first time, so that no row becomes two jobs.
 * @param sheet everything that distinguishes it from another sheet
 */
export function keysOfSheet(sheet: unknown, own: SheetKeys): SheetKeys {
  const digest = digestOf(JSON.stringify(sheet));
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<SheetKeys & { digest: string }>;
    const { key, correlationId } = stored;
    const keys = stored.digest === digest && key && correlationId ? { key, correlationId } : own;
    localStorage.setItem(STORED, JSON.stringify({ digest, ...keys }));
    return keys;
  } catch {
    // storage blocked: the sheet cannot be continued after the page was closed
    return own;
  }
}

/** Forgets the keys after all rows were submitted: the same sheet is then a new one. */
export function forgetSheet(): void {
  try {
    localStorage.removeItem(STORED);
  } catch {
    // storage blocked
  }
}

/** Length and FNV-1a hash of a text. `crypto.subtle` is missing on pages without HTTPS. */
function digestOf(text: string): string {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  return `${String(text.length)}-${(hash >>> 0).toString(16)}`;
}

import { watch } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { attemptFiles } from './attempt-files.ts';
import { inspectAttempt } from './inspect-attempt.ts';
import type { Ended, Inspection } from './spec.ts';

/**
 * Waits for the end of a launched or adopted attempt. Checks when its exit file appears, and also periodically, because
 * a killed supervisor leaves no file, and not all storage reports changes. Rejects when `signal` aborts.
 */
export async function waitForEnd(
  attemptDir: string,
  { signal, everyMs = 500 }: { signal?: AbortSignal; everyMs?: number } = {},
): Promise<Ended> {
  const exit = appearanceOf(basename(attemptFiles(attemptDir).exit), attemptDir);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const found = inspectAttempt(attemptDir);
      if (hasEnded(found)) return found;
      await exit.wait(everyMs, signal);
    }
  } finally {
    exit.close();
  }
}

const hasEnded = (found: Inspection): found is Ended => found.status !== 'gated' && found.status !== 'running';

function appearanceOf(file: string, folder: string) {
  let appeared = new AbortController();
  const watcher = watchIfPossible(folder, (name) => {
    if (name === file) appeared.abort();
  });
  return {
    /** Returns when the file has changed since the last wait, or after `ms`. Rejects when `signal` aborts. */
    async wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
      const waking = signal ? AbortSignal.any([signal, appeared.signal]) : appeared.signal;
      await sleep(ms, undefined, { signal: waking }).catch(() => signal?.throwIfAborted());
      if (appeared.signal.aborted) appeared = new AbortController();
    },
    close: () => watcher?.close(),
  };
}

/** If the folder is gone or the system has no watches left, only the timer is used. */
function watchIfPossible(folder: string, onChange: (name: string | null) => void) {
  try {
    return watch(folder, { persistent: false }, (_, name) => onChange(name)).on('error', () => undefined);
  } catch {
    return undefined;
  }
}

import type { Lock } from '@reprise/gateway/shared/inputs/folder-lock.ts';

/** Returns a lock that only works in this process. */
export function ownLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

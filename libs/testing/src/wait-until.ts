import pWaitFor from 'p-wait-for';

type Answer<T> = T | undefined | false;

/** Exceeds any duration on a busy machine. */
const PATIENCE_MS = 300_000;

interface Deadline {
  /** Default: five minutes. */
  readonly milliseconds?: number;
  /** Milliseconds between two calls. */
  readonly every?: number;
  /** The awaited condition, for the error message. */
  readonly what: string;
}

/**
 * Calls `ask` until it returns neither undefined nor false, and returns that result.
 * @throws Error that names the condition, after the deadline
 */
export function waitUntil<T>(ask: () => Answer<T> | Promise<Answer<T>>, deadline: Deadline): Promise<T> {
  const { milliseconds = PATIENCE_MS, every = 20, what } = deadline;
  const condition = async () => {
    const answer = await ask();
    return answer !== undefined && answer !== false && pWaitFor.resolveWith(answer);
  };
  // After a stall, the deadline may have passed although the condition holds.
  const lastTry = async () => {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    throw new Error(`${what}: not within ${String(milliseconds / 1000)} s`);
  };
  return pWaitFor<T>(condition, { interval: every, timeout: { milliseconds, fallback: lastTry as () => T } });
}

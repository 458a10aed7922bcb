import { setTimeout as sleep } from 'node:timers/promises';

type Answer<T> = T | undefined | false;

interface Deadline {
  readonly milliseconds: number;
  /** Milliseconds between two questions. */
  readonly every?: number;
  /** What is waited for, as the error says it. */
  readonly what: string;
}

/** Asks until the answer is neither undefined nor false, and gives it. @throws Error naming what was waited for, past the deadline */
export async function waitUntil<T>(ask: () => Answer<T> | Promise<Answer<T>>, deadline: Deadline): Promise<T> {
  const end = performance.now() + deadline.milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) {
      throw new Error(`${deadline.what}: not within ${String(deadline.milliseconds / 1000)} s`);
    }
    await sleep(deadline.every ?? 20);
  }
}

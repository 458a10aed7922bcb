import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `stop` on a signal that asks this process to end, then exits with 128 plus the signal number. Further signals
 * do not interrupt it, because npm forwards the Ctrl-C that the terminal has already sent.
 * @param stop returns the same promise on each call
 * @returns a function that stops handling signals
 */
export function stopOnSignal(stop: () => Promise<void>): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    void stop().finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
}

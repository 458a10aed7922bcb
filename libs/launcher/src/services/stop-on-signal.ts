import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `stop` at a signal that asks this process to end, then exits with 128 and the number of the signal. Further signals
 * do not cut it short: npm passes on the Ctrl-C that the terminal has sent already.
 * @param stop returns the same promise at each call
 * @returns what leaves signals to others again
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

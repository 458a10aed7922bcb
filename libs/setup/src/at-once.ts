import { errorText } from './error-text.ts';
import { SetupError } from './run-step.ts';

/**
 * Waits for concurrent parts of the setup. If one fails, the others still run to the end.
 * @throws the error of the failed part; SetupError with all messages if several failed
 */
export async function atOnce<T extends readonly unknown[]>(
  ...pieces: { readonly [K in keyof T]: Promise<T[K]> }
): Promise<T> {
  const failures = (await Promise.allSettled(pieces)).flatMap((piece) =>
    piece.status === 'rejected' ? [piece.reason as unknown] : [],
  );
  if (failures.length > 1) throw new SetupError(failures.map(errorText).join('\n'));
  return Promise.all(pieces) as unknown as Promise<T>;
}

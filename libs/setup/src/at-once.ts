import { errorText } from './error-text.ts';
import { SetupError } from './run-step.ts';

/**
 * Waits for pieces of the set-up that are done beside each other; one that fails leaves the others to their end.
 * @throws the error of the piece that failed; SetupError with what each says, where several did
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

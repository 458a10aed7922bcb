import { SetupError } from '../run-step.ts';

/** Limit in milliseconds for a small file: a firewall may drop packets silently. Short if there is another way. */
export const smallFileMs = (otherWay: string | undefined): number => (otherWay === undefined ? 30_000 : 5_000);

/** Downloads a file, within a limit in milliseconds if one is given. @throws SetupError */
export async function fetchBytes(url: string, limitMs?: number): Promise<Uint8Array> {
  const answer = await get(url, limitMs === undefined ? undefined : AbortSignal.timeout(limitMs));
  const bytes = await answer.arrayBuffer().catch((error: unknown) => {
    throw new SetupError(`${url} could not be downloaded (${String(error)}).`);
  });
  return new Uint8Array(bytes);
}

/** Requests a file. @throws SetupError if its server cannot be reached or does not have it */
export async function get(url: string, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch(url, signal ? { signal } : {}).catch((error: unknown) => {
    const { cause } = error as Error;
    throw new SetupError(`${url} cannot be reached (${cause instanceof Error ? cause.message : String(error)}).`);
  });
  if (!answer.ok) throw new SetupError(`${url} answered ${String(answer.status)}.`);
  return answer;
}

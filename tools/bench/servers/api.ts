import type { Reprise } from '@reprise/launcher';

/**
 * Sends a request to the API.
 * @throws Error with the response, unless it indicates success
 */
export async function call<T>({ url, token }: Reprise, path: string, body?: object): Promise<T> {
  const answer = await fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
  return (await answer.json()) as T;
}

import type { Reprise } from '@reprise/launcher';

/** Asks the API, or sends a body to it. @throws Error with what was answered, where the answer is no success */
export async function call<T>({ url, token }: Reprise, path: string, body?: object): Promise<T> {
  const answer = await fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
  return (await answer.json()) as T;
}

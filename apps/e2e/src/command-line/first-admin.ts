/** Makes the first account as the page does, by the link of the start, and an API token of it. @returns the token */
export async function tokenOfFirstAdmin({
  url,
  token,
}: {
  readonly url: string;
  readonly token: string;
}): Promise<string> {
  const cookies = new Map<string, string>();
  const ask = async (path: string, body?: object): Promise<Response> => {
    const response = await fetch(url + path, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        origin: url,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      cookies.set(name!, value!);
    }
    if (response.status >= 400) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
    return response;
  };
  await ask(`/?token=${token}`);
  await ask('/api/session/first-admin', {
    name: 'Ana Ruiz',
    email: 'ana@example.org',
    password: 'correct horse battery',
  });
  const made = await ask('/api/tokens', { name: 'laptop', role: 'admin', expires_in_days: 30 });
  return ((await made.json()) as { secret: string }).secret;
}

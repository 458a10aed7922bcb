/** A newly created API token. */
export interface MadeToken {
  readonly id: string;
  readonly secret: string;
}

/** Creates the first account through the start link, like the page, and two API tokens for it. */
export async function tokensOfFirstAdmin({
  url,
  token,
}: {
  readonly url: string;
  readonly token: string;
}): Promise<{ readonly admin: MadeToken; readonly viewer: MadeToken }> {
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
  const make = async (name: string, role: string): Promise<MadeToken> => {
    const made = (await (await ask('/api/tokens', { name, role, expires_in_days: 30 })).json()) as {
      secret: string;
      token: { token_id: string };
    };
    return { id: made.token.token_id, secret: made.secret };
  };
  return { admin: await make('laptop', 'admin'), viewer: await make('nightly', 'viewer') };
}

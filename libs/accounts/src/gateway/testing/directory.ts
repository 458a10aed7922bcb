import type { Browser } from '@reprise/gateway/testing/browser.ts';

/** Signs in with the form of the test provider, like a browser. Returns the path of the page at the end. */
export async function signInAtDirectory(
  browser: Browser,
  login: string,
  returnTo = '/',
  cookies = new Map<string, string>(),
): Promise<string> {
  const query = new URLSearchParams({ return_to: returnTo }).toString();
  const begun = await browser.get(`/api/sign-in/oidc?${query}`);
  let url = new URL(begun.headers.get('location') ?? '');
  let body: URLSearchParams | undefined;
  for (let step = 0; step < 20; step++) {
    if (url.pathname === '/api/auth/callback/oidc') {
      const finished = await browser.get(url.pathname + url.search);
      return finished.headers.get('location') ?? '';
    }
    const response = await ask(url, body, cookies);
    const location = response.headers.get('location');
    const action = /action="([^"]+)"/.exec(await response.text())?.[1];
    body = location === null ? new URLSearchParams({ prompt: 'login', login, password: 'any' }) : undefined;
    url = new URL(location ?? action ?? '', url);
  }
  throw new Error(`The sign-in of ${login} came to no end`);
}

/** Signs out at the provider, which then notifies Reprise. @param cookies cookies of the sign-in there */
export async function signOutAtDirectory(issuer: string, cookies: Map<string, string>): Promise<void> {
  const url = new URL('/session/end', issuer);
  const form = await (await ask(url, undefined, cookies)).text();
  const [action, secret] = [/action="([^"]+)"/.exec(form)?.[1], /name="xsrf" value="([^"]+)"/.exec(form)?.[1]];
  const body = new URLSearchParams({ xsrf: secret ?? '', logout: 'yes' });
  await ask(new URL(action ?? '', url), body, cookies);
}

async function ask(url: URL, body: URLSearchParams | undefined, cookies: Map<string, string>): Promise<Response> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    redirect: 'manual',
    ...(body && { body }),
    headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
  });
  for (const cookie of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    cookies.set(name, value);
  }
  return response;
}

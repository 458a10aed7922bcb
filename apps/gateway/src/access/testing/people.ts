import type { TestGateway } from '../../testing/test-gateway.ts';
import { Browser } from './browser.ts';

export const ana = { name: 'Ana Ruiz', email: 'ana@lab.example', password: 'correct horse battery' } as const;

/** Opens the link of the start in a browser, and makes the first admin, who is signed in then. */
export async function firstAdmin(gateway: TestGateway): Promise<Browser> {
  const browser = new Browser(gateway);
  await browser.get(`/?token=${gateway.token}`);
  const response = await browser.post('/api/session/first-admin', ana);
  if (response.status !== 201) throw new Error(`${String(response.status)} ${await response.text()}`);
  return browser;
}

/** Signs in with e-mail and password. */
export async function signIn(gateway: TestGateway, who: { email: string; password: string }): Promise<Browser> {
  const browser = new Browser(gateway);
  const response = await browser.post('/api/sign-in/password', { email: who.email, password: who.password });
  if (response.status !== 200) throw new Error(`${String(response.status)} ${await response.text()}`);
  return browser;
}

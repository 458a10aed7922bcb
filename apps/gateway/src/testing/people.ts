import type { Role } from '@reprise/contracts';
import type { TestGateway } from './test-gateway.ts';
import { Browser } from './browser.ts';

export const ana = { name: 'Ana Ruiz', email: 'ana@lab.example', password: 'correct horse battery' } as const;

/** Opens the setup link in a browser and creates the first admin, who is then signed in. */
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

/** Makes an admin invite a user. The user accepts in a separate browser and is then signed in. */
export async function invite(
  gateway: TestGateway,
  admin: Browser,
  { name, email, password, role }: { name: string; email: string; password: string; role: Role },
): Promise<Browser> {
  const made = await admin.post('/api/users/invites', { email, role });
  if (made.status !== 201) throw new Error(`${String(made.status)} ${await made.text()}`);
  const { path } = (await made.json()) as { path: string };
  const browser = new Browser(gateway);
  const body = { secret: path.split('#')[1], name, password };
  const accepted = await browser.post('/api/invites/accept', body);
  if (accepted.status !== 200) throw new Error(`${String(accepted.status)} ${await accepted.text()}`);
  return browser;
}

export const ben = {
  name: 'Ben Ito',
  email: 'ben@lab.example',
  password: 'staple battery horse',
  role: 'operator' as Role,
};

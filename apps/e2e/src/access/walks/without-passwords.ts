import type { BrowserContext, Page } from 'playwright-core';
import type { SharedPage } from '../../in-the-page/shared-page.ts';
import { AccessPages } from '../../pages/access-pages.ts';
import { addAuthenticator, newPerson } from '../access-lab.ts';

/** Tests of accounts without passwords, the first ones of a Reprise instance served at `localhost`. */
export function withoutPasswords(shared: SharedPage): void {
  let url: string;
  let context: BrowserContext;
  let page: Page;
  let admin: AccessPages;
  beforeAll(async () => {
    const link = new URL(shared.lab.system.link);
    link.hostname = 'localhost';
    url = link.origin;
    ({ context, page } = await newPerson(shared.browser));
    admin = new AccessPages(page);
    await addAuthenticator(page);
    await page.goto(link.href);
  });
  afterAll(() => context.close());

  it('are created with a passkey at the first start', async () => {
    await admin.heading('Welcome. Who are you?');
    await admin.fill({ Name: 'Ana Ruiz', 'E-mail': 'ana@lab.example' });
    await admin.press('Use a passkey instead');
    await admin.says('Ana Ruiz');
    await admin.signOut();
    await admin.press('Use a passkey');
    await admin.says('Ana Ruiz');
    const users = await page.evaluate(async () => (await fetch('/api/users')).json() as Promise<unknown>);
    expect(users).toMatchObject({ items: [{ name: 'Ana Ruiz', has_password: false, passkeys: 1 }] });
  });

  it('keep their only passkey', async () => {
    const refused = await page.evaluate(async () => {
      const account = (await (await fetch('/api/account')).json()) as { passkeys: { passkey_id: string }[] };
      const id = account.passkeys[0]?.passkey_id ?? '';
      const answer = await fetch(`/api/account/passkeys/${id}`, { method: 'DELETE' });
      return { status: answer.status, ...((await answer.json()) as { detail: string }) };
    });
    expect(refused).toMatchObject({ status: 409, detail: expect.stringContaining('only way to sign in') as string });
  });

  it('are created with a passkey by an invitation, also in a browser where another person is signed in', async () => {
    const invitation = await admin.invite('bo@lab.example', 'Operator');
    await page.goto(invitation);
    await admin.heading('Join Reprise');
    await admin.fill({ 'Your name': 'Bo Lind' });
    await admin.press('Use a passkey instead');
    await admin.says('Bo Lind');
    const answer = await page.evaluate(async () => (await fetch('/api/account')).json() as Promise<unknown>);
    expect(answer).toMatchObject({ name: 'Bo Lind', role: 'operator', has_password: false, from_directory: false });
    await page.goto(`${url}/account`);
    await admin.heading('Account');
  });
}

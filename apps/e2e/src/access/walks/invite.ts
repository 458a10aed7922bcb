import type { BrowserContext, Page } from 'playwright-core';
import { AccessPages } from '../../pages/access-pages.ts';
import { addAuthenticator, codeOf, newPerson, PASSWORD } from '../access-lab.ts';
import type { SharedLab } from '../shared-lab.ts';

const BO = 'bo@lab.example';

/** Tests of an invited user. */
export function invite(shared: SharedLab): void {
  let context: BrowserContext;
  let page: Page;
  let access: AccessPages;
  beforeAll(async () => {
    ({ context, page } = await newPerson(shared.browser));
    access = new AccessPages(page);
    await addAuthenticator(page);
  });
  afterAll(() => context.close());

  it('accepts the invitation with a link that works once, and adds a passkey', async () => {
    const invitation = await shared.invite(BO, 'Operator');
    await page.goto(invitation);
    await access.says('Ana Ruiz invited you as Operator');
    await access.accept('Bo Lind', PASSWORD);
    await access.press('Add a passkey');
    await access.says('Bo Lind');
    const stranger = await newPerson(shared.browser);
    await stranger.page.goto(invitation);
    await new AccessPages(stranger.page).heading('This link does not work any more');
    await stranger.context.close();
  });

  it('signs in with the passkey', async () => {
    await access.signOut();
    await access.press('Use a passkey');
    await access.says('Bo Lind');
  });

  it('enables two steps, and has to enter the code of the app', async () => {
    await access.pick('Account');
    await access.press('Set up');
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD);
    await access.press('Continue');
    const key = ((await page.locator('.key').textContent()) ?? '').trim();
    await access.fill({ 'Code of the app': await codeOf(key) });
    await access.press('Turn on');
    await access.says('Two steps are on.');

    await access.signOut();
    await access.signIn(BO, PASSWORD);
    await access.heading('Enter your code');
    await access.fill({ Code: await codeOf(key, 1) });
    await access.press('Sign in');
    await access.says('Bo Lind');
  });

  it('creates a token, which the history names beside the person', async () => {
    await access.pick('API tokens');
    await access.press('New token');
    await access.fill({ Name: 'nightly' });
    await access.press('Make token');
    const secret = ((await page.getByRole('dialog').locator('code').textContent()) ?? '').trim();
    await access.press('I have saved it');
    const ask = () => fetch(`${shared.url}/api/session`, { headers: { authorization: `Bearer ${secret}` } });
    expect(await (await ask()).json()).toMatchObject({ kind: 'token', role: 'operator' });
    await access.press('Revoke the token nightly');
    await access.press('Revoke token');
    await access.says('No tokens');
    expect((await ask()).status).toBe(401);
  });
}

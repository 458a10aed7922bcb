import type { Browser, Page } from 'playwright-core';
import type { Lab } from '../lab.ts';
import { AccessPages } from '../pages/access-pages.ts';
import { openBrowser } from '../pages/browser.ts';
import { addAuthenticator, codeOf, newPerson, PASSWORD, startAtLocalhost } from './access-lab.ts';

const BO = 'bo@lab.example';

describe('a person who is invited', () => {
  let lab: Lab;
  let url: string;
  let invitation: string;
  let browser: Browser;
  let admin: AccessPages;
  let page: Page;
  let access: AccessPages;
  beforeAll(async () => {
    let link: string;
    [{ lab, url, link }, browser] = await Promise.all([startAtLocalhost(), openBrowser()]);
    const first = await newPerson(browser);
    admin = new AccessPages(first.page);
    await first.page.goto(link);
    await admin.makeFirstAdmin('Ana Ruiz', 'ana@lab.example', PASSWORD);
    await admin.skipPasskey('Ana Ruiz');
    ({ page } = await newPerson(browser));
    access = new AccessPages(page);
    await addAuthenticator(page);
  });
  afterAll(async () => {
    await browser.close();
    await lab.stop();
  });

  it('accepts by the link, which works once, and adds a passkey', async () => {
    invitation = await admin.invite(BO, 'Operator');
    await page.goto(invitation);
    await access.says('Ana Ruiz invited you as Operator');
    await access.accept('Bo Lind', PASSWORD);
    await access.press('Add a passkey');
    await access.says('Bo Lind');
    const stranger = await newPerson(browser);
    await stranger.page.goto(invitation);
    await new AccessPages(stranger.page).heading('This link does not work any more');
    await stranger.context.close();
  });

  it('signs in with the passkey', async () => {
    await access.pick('Sign out');
    await access.heading('Sign in');
    await access.press('Use a passkey');
    await access.says('Bo Lind');
  });

  it('turns two steps on, and is asked for the code of the app', async () => {
    await access.pick('Account');
    await access.press('Set up');
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD);
    await access.press('Continue');
    const key = ((await page.locator('.key').textContent()) ?? '').trim();
    await access.fill({ 'Code of the app': await codeOf(key) });
    await access.press('Turn on');
    await access.says('Two steps are on.');

    await access.pick('Sign out');
    await access.signIn(BO, PASSWORD);
    await access.heading('Enter your code');
    await access.fill({ Code: await codeOf(key, 1) });
    await access.press('Sign in');
    await access.says('Bo Lind');
  });

  it('makes a token, which the history names beside the person', async () => {
    await access.pick('API tokens');
    await access.press('New token');
    await access.fill({ Name: 'nightly' });
    await access.press('Make token');
    const secret = ((await page.getByRole('dialog').locator('code').textContent()) ?? '').trim();
    await access.press('I have saved it');
    const answer = await fetch(`${url}/api/session`, { headers: { authorization: `Bearer ${secret}` } });
    expect(await answer.json()).toMatchObject({ kind: 'token', role: 'operator' });
    await access.press('Revoke the token nightly');
    await access.press('Revoke token');
    await access.says('No tokens yet');
    const refused = await fetch(`${url}/api/session`, { headers: { authorization: `Bearer ${secret}` } });
    expect(refused.status).toBe(401);
  });
});

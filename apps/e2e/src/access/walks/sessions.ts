import type { BrowserContext, Page } from 'playwright-core';
import { AccessPages } from '../../pages/access-pages.ts';
import { newPerson, outlive, PASSWORD } from '../access-lab.ts';
import type { SharedLab } from '../shared-lab.ts';

const MAX = 'max@lab.example';

/** Tests of expiring sessions, with a separate user. */
export function sessions(shared: SharedLab): void {
  let contexts: BrowserContext[];
  let url: string;
  let page: Page;
  let other: Page;
  let access: AccessPages;
  let elsewhere: AccessPages;
  beforeAll(async () => {
    ({ url } = shared);
    const max = await shared.addPerson('Max Stein', MAX, 'admin');
    ({ page, access } = max);
    const again = await newPerson(shared.browser);
    other = again.page;
    elsewhere = new AccessPages(other);
    contexts = [max.context, again.context];
    await page.goto(url);
    await access.says('Max Stein');
  });
  afterAll(() => Promise.all(contexts.map((context) => context.close())));

  it('comes from another browser, and the same page is open after a new sign-in', async () => {
    await other.goto(`${url}/audit?outcome=refused`);
    await elsewhere.signIn(MAX, PASSWORD);
    await elsewhere.heading('Audit');
    await access.pick('Sessions');
    await access.says('this one');
    await access.press(/^End the session of/);
    await elsewhere.says('Your session has ended. Sign in to continue where you were.');
    await elsewhere.signIn(MAX, PASSWORD);
    await elsewhere.heading('Audit');
    expect(new URL(other.url()).search).toBe('?outcome=refused');
  });

  it('comes at the next request after its time is up, while another session continues', async () => {
    await other.goto(`${url}/runners`);
    await elsewhere.heading('Runners');
    await outlive(shared.lab.system.databaseUrl, MAX);
    // The page polls every few seconds, so a click could come too late.
    await elsewhere.says('Your session has ended. Sign in to continue where you were.');
    await elsewhere.signIn(MAX, PASSWORD);
    await elsewhere.heading('Runners');
    await page.goto(`${url}/audit`);
    await access.heading('Audit');
  });

  it('affects all sessions at once', async () => {
    await access.signOut('Sign out everywhere');
    await elsewhere.heading('Sign in');
  });

  it('stays after a link with a wrong token, and the page explains what to do', async () => {
    await page.goto(`${url}/jobs?token=wrong`);
    await access.says(/This link does not sign in any more/);
    await access.signIn(MAX, PASSWORD);
    await access.heading('Jobs');
  });
}

import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { endOf, PersonsMachine } from '../../command-line/persons-machine.ts';
import { AccessPages } from '../../pages/access-pages.ts';
import { newPerson, PASSWORD } from '../access-lab.ts';
import { ANA, type SharedLab } from '../shared-lab.ts';

const document = join(import.meta.dirname, '../../../../../docs/cli.md');

/** Tests of the reprise command, signed in through a browser. */
export function commandSignIn(shared: SharedLab): void {
  let url: string;
  let machine: PersonsMachine;
  beforeAll(async () => {
    ({ url } = shared);
    machine = new PersonsMachine();
    const installed = await machine.run(`npm install --global ${url}/downloads/reprise.tgz`);
    expect(installed).toMatchObject({ code: 0 });
  });
  afterAll(() => machine.remove());

  /** Starts the sign-in, and returns its link once it is printed. */
  async function login() {
    const child = machine.start(`exec reprise login ${url} --browser`);
    let shown = '';
    child.stderr!.on('data', (text) => (shown += String(text)));
    const ended = endOf(child);
    const link = await waitUntil(() => /^http\S+\/device\S+$/m.exec(shown)?.[0], {
      what: 'it shows a link',
    });
    return { ended, link, code: new URL(link).searchParams.get('code')! };
  }

  it('acts for the person after they compared the code, as docs/cli.md shows', async () => {
    const { ended, link, code } = await login();
    await shared.admin();
    const { context, page: elsewhere } = await newPerson(shared.browser);
    const other = new AccessPages(elsewhere);
    await elsewhere.goto(link);
    await other.signIn(ANA, PASSWORD);
    await other.heading('Sign in a program');
    await other.says(`reprise on ${hostname()} wants to act in your name`);
    await other.says(code);
    await other.press('Sign it in');
    await other.says('The program is signed in');
    const end = await ended;
    expect(end.output).toContain('Signed in to');
    expect(end).toMatchObject({ code: 0, out: `Signed in to ${url} as Ana Ruiz, operator.\n` });
    const output = end.output.replaceAll(code, 'LAB2-7KEY').replaceAll(url, 'http://lab-server:4100');
    expect(readFileSync(document, 'utf8')).toContain(`$ reprise login lab-server:4100\n${output}\`\`\``);

    expect((await machine.run('reprise tokens list')).out).toContain(`reprise on ${hostname()}`.slice(0, 12));
    await elsewhere.getByRole('link', { name: 'API tokens' }).click();
    await other.press(/^Revoke the token reprise on/);
    await elsewhere.getByRole('alertdialog').getByRole('button', { name: 'Revoke token' }).click();
    await other.says('No tokens');
    expect(await machine.run('reprise jobs')).toMatchObject({ code: 5 });
    await context.close();
  });

  it('gets no token when the person rejects it, and reports the rejection', async () => {
    const { ended, code } = await login();
    const { page, access } = await shared.admin();
    await page.goto(`${url}/device`);
    await access.fill({ Code: code.toLowerCase().replace('-', ' ') });
    await access.press('Continue');
    await access.press('Reject');
    await access.says('The program is rejected');
    expect(await ended).toMatchObject({ code: 5, err: expect.stringContaining('was rejected on the page') });
  });
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitUntil } from '@reprise/testing';
import type { Browser, Page } from 'playwright-core';
import type { Lab } from '../lab.ts';
import { AccessPages } from '../pages/access-pages.ts';
import { openBrowser } from '../pages/browser.ts';
import { exome } from '../showroom/exome.ts';
import { newPerson, PASSWORD, startAtLocalhost } from './access-lab.ts';

interface Notice {
  readonly type: string;
  readonly subject: string;
  readonly data: { readonly command: string; readonly reason: string };
}

describe('a command that a second person approves', () => {
  const notices: Notice[] = [];
  const chat = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      notices.push(JSON.parse(Buffer.concat(parts).toString()) as Notice);
      response.writeHead(204).end();
    });
  });
  const notified = (type: string) =>
    waitUntil(() => notices.find((notice) => notice.type === `reprise.access.${type}.v1`), {
      ...{ milliseconds: 30_000, what: `the webhook got ${type}` },
    });
  let lab: Lab;
  let url: string;
  let browser: Browser;
  let ana: Page;
  let bo: Page;
  let asker: AccessPages;
  let other: AccessPages;
  let jobId: string;
  beforeAll(async () => {
    let link: string;
    const env = { REPRISE_APPROVALS: 'rerun', REPRISE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1' };
    [{ lab, url, link }, browser] = await Promise.all([startAtLocalhost(env), openBrowser()]);
    await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve));
    await lab.api.addWebhook({
      url: `http://127.0.0.1:${String((chat.address() as AddressInfo).port)}/chat`,
      ...{ description: 'Chat of the lab', event_types: ['approval_requested', 'approval_granted'], filter: {} },
    });
    ({ page: ana } = await newPerson(browser));
    ({ page: bo } = await newPerson(browser));
    [asker, other] = [new AccessPages(ana), new AccessPages(bo)];
    await ana.goto(link);
    await asker.makeFirstAdmin('Ana Ruiz', 'ana@lab.example', PASSWORD);
    await asker.skipPasskey('Ana Ruiz');
    await bo.goto(await asker.invite('bo@lab.example', 'Operator'));
    await other.accept('Bo Lind', PASSWORD);
    await other.skipPasskey('Bo Lind');
    const params = { simulation: exome() };
    ({ job_id: jobId } = await lab.api.submit({ pipeline: 'simulated-exome', sample_name: 'PAT-1', params }));
  });
  afterAll(async () => {
    await browser.close();
    chat.closeAllConnections();
    chat.close();
    await lab.stop();
  });

  it('says so before it is sent, with who may approve it, and tells a webhook that it waits', async () => {
    await ana.goto(`${url}/jobs/${jobId}`);
    await asker.says('Completed');
    await asker.press('Rerun PAT-1');
    await asker.says('A second person has to approve this.');
    await asker.says('It takes effect once Bo Lind has approved it, under Approvals.');
    await ana.getByRole('textbox').fill('the reference was updated');
    await asker.press('Delete and rerun');
    await asker.says(/Waits for the approval of a second person/);
    expect(await notified('approval_requested')).toMatchObject({
      ...{ subject: jobId, data: { command: 'rerun', reason: 'the reference was updated' } },
    });
  });

  it('is counted for the other person, whose approval runs it, with both in its history', async () => {
    await bo.goto(`${url}/jobs`);
    await bo.getByRole('link', { name: /1 command waits for approval$/ }).click();
    await other.says('the reference was updated');
    await other.press(/^Approve/);
    await bo.getByRole('textbox').fill('agreed by phone');
    await bo.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await other.says('Nothing waits for approval');
    expect(await notified('approval_granted')).toMatchObject({ subject: jobId, data: { reason: 'agreed by phone' } });
    await asker.says('agreed by phone');
    await asker.says(/Bo Lind/);
  });
});

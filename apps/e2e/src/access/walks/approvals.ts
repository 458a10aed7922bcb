import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitUntil } from '@reprise/testing';
import type { BrowserContext, Page } from 'playwright-core';
import type { AccessPages } from '../../pages/access-pages.ts';
import { exome } from '../../showroom/exome.ts';
import type { SharedLab } from '../shared-lab.ts';

interface Notice {
  readonly type: string;
  readonly subject: string;
  readonly data: { readonly command: string; readonly reason: string };
}

/**
 * Tests of a command that requires approval. They must run before other users exist, because they check the list of
 * possible approvers.
 */
export function approvals(shared: SharedLab): void {
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
      what: `the webhook got ${type}`,
    });
  let context: BrowserContext;
  let ana: Page;
  let bea: Page;
  let asker: AccessPages;
  let other: AccessPages;
  let jobId: string;
  beforeAll(async () => {
    const { api } = shared.lab;
    await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve));
    await api.addWebhook({
      url: `http://127.0.0.1:${String((chat.address() as AddressInfo).port)}/chat`,
      description: 'Chat of the lab',
      event_types: ['approval_requested', 'approval_granted'],
      filter: {},
    });
    ({ page: ana, access: asker } = await shared.admin());
    ({ context, page: bea, access: other } = await shared.addPerson('Bea Lind', 'bea@lab.example', 'operator'));
    const params = { simulation: exome() };
    ({ job_id: jobId } = await api.submit({ pipeline: 'simulated-exome', sample_name: 'PAT-0', params }));
  });
  afterAll(async () => {
    await context.close();
    chat.closeAllConnections();
    chat.close();
  });

  it('shows before sending that it needs approval and who may approve, and notifies a webhook that it waits', async () => {
    await ana.goto(`${shared.url}/jobs/${jobId}`);
    await asker.says('Completed');
    await asker.press('Rerun PAT-0');
    await asker.says('A second person has to approve this.');
    await asker.says('It takes effect once Bea Lind has approved it, under Approvals.');
    await ana.getByRole('textbox').fill('the reference was updated');
    await asker.press('Ask for approval');
    await asker.says(/Waits for the approval of a second person/);
    expect(await notified('approval_requested')).toMatchObject({
      subject: jobId,
      data: { command: 'rerun', reason: 'the reference was updated' },
    });
  });

  it('is counted for the other person, whose approval runs it, with both people in its history', async () => {
    await bea.goto(`${shared.url}/jobs`);
    await bea.getByRole('link', { name: /1 command waits for approval$/ }).click();
    await other.says('the reference was updated');
    await other.press(/^Approve/);
    await bea.getByRole('textbox').fill('agreed by phone');
    await bea.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await other.says('Nothing waits for approval');
    expect(await notified('approval_granted')).toMatchObject({ subject: jobId, data: { reason: 'agreed by phone' } });
    await asker.says('agreed by phone');
    await asker.says(/Bea Lind/);
  });
}

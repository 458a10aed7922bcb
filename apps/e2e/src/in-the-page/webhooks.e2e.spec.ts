import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { Lab } from '../lab.ts';
import { openBrowser, openPage } from '../pages/browser.ts';
import { WebhooksPage } from '../pages/webhooks-page.ts';

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A receiver on the loopback; on the port it had before, where one is given. */
function receiver(received: Received[], port = 0): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(parts).toString() });
      response.writeHead(204).end();
    });
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

async function kill(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

describe('a person who wants another program to know', () => {
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  beforeAll(async () => {
    [lab, browser] = await Promise.all([Lab.start({ REPRISE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1' }), openBrowser()]);
    ({ page, problems } = await openPage(browser, lab.system.link));
  });
  afterAll(async () => {
    await browser.close();
    await lab.stop();
  });
  afterEach(() => lab.tidy());

  it('makes a webhook, sees a delivery and a failure, and sends it again', async () => {
    const received: Received[] = [];
    let server = await receiver(received);
    const { port } = server.address() as AddressInfo;

    const webhooks = await WebhooksPage.openFromMenu(page);
    await webhooks.says('No webhooks yet');
    await webhooks.startNew();
    await webhooks.fill('https://10.0.0.1/hook', 'LIMS');
    await webhooks.make();
    expect(await webhooks.complaint()).toContain('10.0.0.1 is no public address');
    expect(problems.splice(0)).toEqual([expect.stringMatching(/^422 .*\/api\/webhooks$/)]);

    await webhooks.fill(`http://127.0.0.1:${String(port)}/hook`, 'LIMS');
    await webhooks.make();
    const secret = await webhooks.keepSecret();
    await webhooks.sendTest();
    await webhooks.newestIs('Delivered', 'Test');

    const sample = await lab.submit('brief');
    await webhooks.newestIs('Delivered', 'Attempt succeeded');
    // Deliveries of one job run side by side: the last to arrive may be of an earlier event.
    const { headers, body } = received.find(({ body: text }) => text.includes('attempt_succeeded'))!;
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      ...{ type: 'reprise.job.attempt_succeeded.v1', subject: sample.id },
    });

    await kill(server);
    await lab.submit('brief');
    await webhooks.newestIs('Trying again', 'the connection was refused');
    await webhooks.says('Failing since');
    const before = received.length;
    server = await receiver(received, port);
    await webhooks.tryNewestNow();
    await webhooks.newestIs('Delivered', 'Attempt succeeded');
    const shown = await webhooks.openNewest();
    // It may have been tried by itself too, or arrive twice: its id tells.
    const arrived = received.slice(before).map(({ headers: { 'webhook-id': id } }) => id!);
    expect(arrived.filter((id) => shown.includes(id))).not.toEqual([]);
    expect(shown).toContain('Nothing listens there: the connection was refused.');
    expect(shown).toContain('204 in ');

    await webhooks.remove();
    await webhooks.says('Local administrator deleted the webhook');
    await kill(server);
    expect(problems).toEqual([]);
  });
});

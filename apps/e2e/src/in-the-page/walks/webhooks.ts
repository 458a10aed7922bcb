import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import type { Lab } from '../../lab.ts';
import { WebhooksPage } from '../../pages/webhooks-page.ts';
import { exome } from '../../showroom/exome.ts';
import type { SharedPage } from '../shared-page.ts';

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A receiver on the loopback interface, on its previous port if one is given. */
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

/** Tests of a user who integrates another program. */
export function webhooks(shared: SharedPage): void {
  let lab: Lab;
  let page: Page;
  let problems: string[];
  beforeAll(() => {
    ({ lab, page, problems } = shared);
  });

  it('creates a webhook, sees a delivery and a failure, and sends it again', async () => {
    const received: Received[] = [];
    let server = await receiver(received);
    const { port } = server.address() as AddressInfo;

    const hooks = await WebhooksPage.openFromMenu(page);
    await hooks.says('No subscriptions yet');
    await hooks.startNew();
    await hooks.fill('https://10.0.0.1/hook', 'LIMS');
    await hooks.make();
    expect(await hooks.complaint()).toContain('10.0.0.1 is not a public address');
    expect(problems.splice(0)).toEqual([expect.stringMatching(/^422 .*\/api\/webhooks$/)]);

    await hooks.fill(`http://127.0.0.1:${String(port)}/hook`, 'LIMS');
    await hooks.make();
    const secret = await hooks.keepSecret();
    await hooks.sendTest();
    await hooks.newestIs('Delivered', 'Test');

    const sample = await lab.submit('simulated-exome', { simulation: exome() });
    await hooks.newestIs('Delivered', 'Attempt succeeded');
    // Deliveries of one job run in parallel, so the last to arrive may be of an earlier event.
    const { headers, body } = received.find(({ body: text }) => text.includes('attempt_succeeded'))!;
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: expect.stringMatching(/^reprise\.job\.attempt_succeeded\.v\d+$/) as string,
      subject: sample.id,
    });

    await kill(server);
    await lab.submit('simulated-exome', { simulation: exome() });
    await hooks.newestIs('Trying again', 'the connection was refused');
    await hooks.says('Failing since');
    const before = received.length;
    server = await receiver(received, port);
    await hooks.tryNewestNow();
    await hooks.newestIs('Delivered', 'Attempt succeeded');
    const shown = await hooks.openNewest();
    // It may also have been retried automatically, or arrive twice. Its id identifies it.
    const arrived = received.slice(before).map(({ headers: { 'webhook-id': id } }) => id!);
    expect(arrived.filter((id) => shown.includes(id))).not.toEqual([]);
    expect(shown).toContain('Nothing listens there: the connection was refused.');
    expect(shown).toContain('204 in ');
    expect(problems.splice(0)).toEqual([]);

    await hooks.remove();
    await hooks.says('Local administrator deleted the subscription');
    await kill(server);
    // A request sent by the page before the deletion may be answered after it, with 404.
    const isGone = (problem: string) => /^404 .*\/api\/webhooks\/[0-9a-f-]+(\/deliveries[?/].*)?$/.test(problem);
    expect(problems.splice(0).filter((problem) => !isGone(problem))).toEqual([]);
  });
}

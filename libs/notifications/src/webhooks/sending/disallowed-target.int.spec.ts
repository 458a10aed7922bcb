import { Receiver } from '../testing/receiver.ts';
import { WebhookLab } from '../testing/webhook-lab.ts';

let lab: WebhookLab;
let receiver: Receiver;
beforeAll(async () => {
  lab = await WebhookLab.start();
});
afterAll(() => lab.stop());
beforeEach(async () => {
  receiver = await new Receiver().start();
});
afterEach(async () => {
  await receiver.stop();
  await lab.forget();
});

describe('a webhook with a disallowed target', () => {
  const lastError = async (url: string, ...parts: Parameters<WebhookLab['worker']>) => {
    const id = await lab.subscribe(url, ['attempt_succeeded']);
    await lab.runJob();
    const worker = lab.worker(...parts);
    await worker.enqueue();
    await worker.deliver();
    return (await lab.subscription(id)).last_try?.error;
  };

  it('opens no connection if the setting no longer allows the address', async () => {
    expect(await lastError(receiver.url, '')).toContain('127.0.0.1 is not a public address');
    expect(receiver.received).toEqual([]);
  });

  it('opens no connection to a name that this machine resolves to itself', async () => {
    expect(await lastError('https://localhost:1/', '')).toMatch(
      /localhost is (127\.0\.0\.1|::1), which is not a public/,
    );
  });

  it('opens no connection to a name that now resolves to a private address', async () => {
    const url = receiver.url.replace('127.0.0.1', 'lims.example.org');
    const meansLoopback = async () => [{ address: '127.0.0.1', family: 4 as const }];
    expect(await lastError(url, '10.0.0.0/8', meansLoopback)).toContain('lims.example.org is 127.0.0.1');
    expect(receiver.received).toEqual([]);
  });

  it('connects to the checked address, although the name resolves differently a moment later', async () => {
    const answers = ['127.0.0.1', '169.254.169.254'];
    const rebinding = async () => [{ address: answers.shift()!, family: 4 as const }];
    const url = receiver.url.replace('127.0.0.1', 'rebinding.example.org');
    expect(await lastError(url, '127.0.0.1', rebinding)).toBeNull();
    expect(answers).toEqual(['169.254.169.254']);
    expect(receiver.received[0]?.headers.host).toContain('rebinding.example.org');
  });

  it('does not follow a redirect', async () => {
    const inside = await new Receiver().start();
    receiver.answer = () => ({ status: 302, headers: { location: inside.url } });
    expect(await lastError(receiver.url)).toBe('It answered 302 Found; redirects are not followed.');
    expect(inside.received).toEqual([]);
    await inside.stop();
  });
});

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

describe('a webhook whose target is not allowed', () => {
  const lastError = async (url: string, ...parts: Parameters<WebhookLab['worker']>) => {
    const id = await lab.subscribe(url, ['attempt_succeeded']);
    await lab.runJob();
    const worker = lab.worker(...parts);
    await worker.enqueue();
    await worker.deliver();
    return (await lab.subscription(id)).last_try?.error;
  };

  it('is not even connected to, where the setting does not allow its address any more', async () => {
    expect(await lastError(receiver.url, '')).toContain('127.0.0.1 is no public address');
    expect(receiver.received).toEqual([]);
  });

  it('is not connected to by a name that this machine knows as its own', async () => {
    expect(await lastError('https://localhost:1/', '')).toMatch(/localhost is (127\.0\.0\.1|::1), which is no public/);
  });

  it('is not connected to by a name that has come to mean a private address', async () => {
    const url = receiver.url.replace('127.0.0.1', 'lims.example.org');
    const meansLoopback = async () => [{ address: '127.0.0.1', family: 4 as const }];
    expect(await lastError(url, '10.0.0.0/8', meansLoopback)).toContain('lims.example.org is 127.0.0.1');
    expect(receiver.received).toEqual([]);
  });

  it('is connected to at the address that was checked, although the name means another one a moment later', async () => {
    const answers = ['127.0.0.1', '169.254.169.254'];
    const rebinding = async () => [{ address: answers.shift()!, family: 4 as const }];
    const url = receiver.url.replace('127.0.0.1', 'rebinding.example.org');
    expect(await lastError(url, '127.0.0.1', rebinding)).toBeNull();
    expect(answers).toEqual(['169.254.169.254']);
    expect(receiver.received[0]?.headers.host).toContain('rebinding.example.org');
  });

  it('is not followed to where it points', async () => {
    const inside = await new Receiver().start();
    receiver.answer = () => ({ status: 302, headers: { location: inside.url } });
    expect(await lastError(receiver.url)).toBe('It answered 302 Found; redirects are not followed.');
    expect(inside.received).toEqual([]);
    await inside.stop();
  });
});

import type { Channel, ChannelParts } from './sending/channel.ts';
import { Channels } from './channels.ts';

const channel = (...schemes: string[]): Channel => ({
  schemes,
  isSigned: false,
  isForPeople: false,
  check: () => undefined,
  body: () => '',
  canSend: () => true,
  testBody: () => '',
  request: (url) => ({ url, headers: {}, body: '' }),
  send: () => Promise.reject(new Error(schemes.join())),
});

describe('the channel of a subscription', () => {
  const [webhooks, mail] = [channel('https:', 'http:'), channel('mailto:')];
  const channels = new Channels({} as ChannelParts, [() => webhooks, () => mail]);

  it('follows from the scheme of its address', () => {
    expect(channels.of('https://lims.example.org/reprise')).toBe(webhooks);
    expect(channels.of('mailto:lab@example.org')).toBe(mail);
  });

  it('is that of webhooks for a malformed address, which it then refuses', async () => {
    const targets = { find: () => Promise.reject(new Error('must be a whole address')) };
    const all = new Channels({ targets } as unknown as ChannelParts);
    await expect(all.of('lims.example.org').check('lims.example.org')).rejects.toThrow('must be a whole address');
    expect(channels.of('gopher://lims')).toBe(webhooks);
  });
});

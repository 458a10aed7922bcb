import { cidrsOf } from '@reprise/settings';
import { isPublic, Targets, type Address } from './target.ts';

const names: Record<string, readonly string[]> = {
  'lims.example.org': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'inside.example.org': ['10.1.2.3'],
  'mixed.example.org': ['93.184.215.14', '169.254.169.254'],
};
const resolve = async (host: string): Promise<readonly Address[]> =>
  (names[host] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const find = (url: string, allowed = '') => new Targets(cidrsOf(allowed), resolve).find(url);

describe('a target address', () => {
  it.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::ffff:93.184.215.14'])(
    'is public: %s',
    (address) => expect(isPublic(address)).toBe(true),
  );

  it.each([
    ...['127.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '0.1.2.3'],
    ...['255.255.255.255', '224.0.0.1', '192.0.2.1', '198.18.0.1', '240.0.0.1'],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12::1',
      'ff02::1',
      'fec0::1',
      '2001:db8::1',
      '2002:7f00:1::',
    ],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '::7f00:1', '64:ff9b::7f00:1', '64:ff9b:1::a00:1'],
  ])('is not public: %s', (address) => expect(isPublic(address)).toBe(false));
});

describe('the target of a webhook', () => {
  it('is accepted if every address of its name is public, and keeps these addresses', async () => {
    const { url, addresses } = await find('https://lims.example.org/hooks?a=1#part');
    expect(url.href).toBe('https://lims.example.org/hooks?a=1');
    expect(addresses.map(({ address }) => address)).toEqual(names['lims.example.org']);
  });

  it.each([
    ['https://127.0.0.1/', '127.0.0.1 is not a public address'],
    ['https://[::1]/', '::1 is not a public address'],
    ['https://[::ffff:10.0.0.1]/', 'is not a public address'],
    ['https://0x7f.1/', '127.0.0.1 is not a public address'],
    ['https://2130706433/', '127.0.0.1 is not a public address'],
    ['https://169.254.169.254/latest/meta-data', '169.254.169.254 is not a public address'],
    ['https://inside.example.org/', 'inside.example.org is 10.1.2.3, which is not a public address'],
    ['https://mixed.example.org/', 'mixed.example.org is 169.254.169.254, which is not a public address'],
    ['https://nowhere.example.org/', 'no address is known for nowhere.example.org'],
    ['http://lims.example.org/', 'must begin with https://'],
    ['https://me:secret@lims.example.org/', 'must hold no user name or password'],
    ['ftp://lims.example.org/', 'must be a whole address'],
    ['file:///etc/passwd', 'must be a whole address'],
    ['lims.example.org', 'must be a whole address'],
  ])('is refused: %s', async (url, why) => expect(find(url)).rejects.toThrow(why));

  it('names the setting that allows it, if one can', async () => {
    await expect(find('https://10.1.2.3/')).rejects.toThrow('REPRISE_WEBHOOK_ALLOW_PRIVATE');
  });

  it('may be private if the setting allows its range, then also over http, and nothing else', async () => {
    expect((await find('http://inside.example.org/', '10.1.0.0/16')).addresses).toHaveLength(1);
    expect((await find('http://[::ffff:10.1.2.3]/', '10.1.0.0/16')).addresses).toHaveLength(1);
    expect((await find('http://[fd12::5]/', 'fd12::/16, 10.0.0.1')).addresses).toHaveLength(1);
    await expect(find('http://10.2.0.1/', '10.1.0.0/16')).rejects.toThrow('not a public address');
    await expect(find('https://mixed.example.org/', '10.0.0.0/8')).rejects.toThrow('169.254.169.254');
  });

  it('is allowed by ranges and single addresses only', () => {
    expect(cidrsOf('10.0.0.0/8, 192.168.1.5,::1')).toHaveLength(3);
    expect(cidrsOf('')).toEqual([]);
    for (const wrong of ['true', '10.0.0.0/33', 'lims', '10']) expect(() => cidrsOf(wrong)).toThrow(wrong);
  });
});
